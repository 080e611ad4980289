// Where somebody was: read from the address of the page, which no request holds behind its "#".

import { readFigures } from "../finder/place_link.js";

// Elements that the page has.
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const link = (/** @type {string} */ id) => /** @type {HTMLAnchorElement} */ (at(id));
const written = () => {
  try {
    return decodeURIComponent(location.hash.slice(1));
  } catch {
    return "";
  }
};

function draw() {
  const place = readFigures(written());
  at("unread").hidden = true;
  at("told").hidden = !place;
  at("broken").hidden = Boolean(place);
  // Another language of the same page is of no use without the place.
  for (const each of /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll("a[hreflang]"))) each.hash = location.hash;
  if (!place) return;
  const figures = `${place.lat},${place.lon}`;
  at("exact").hidden = place.isRough;
  at("rough").hidden = !place.isRough;
  at("figures").textContent = figures.replace(",", ", ");
  link("osm").href = `https://www.openstreetmap.org/?mlat=${place.lat}&mlon=${place.lon}#map=${place.isRough ? 14 : 17}/${place.lat}/${place.lon}`;
  link("own-map").href = `geo:${figures}?q=${figures}`;
  // Of the phones only these open such an address with their map.
  at("own-map-row").hidden = !/Android/.test(navigator.userAgent);
}

at("copy").hidden = !navigator.clipboard;
at("copy").addEventListener("click", async () => {
  const note = at("copied");
  try {
    await navigator.clipboard.writeText(at("figures").textContent || "");
    note.textContent = note.dataset.done || "";
  } catch {
    note.textContent = note.dataset.failed || "";
  }
});
addEventListener("hashchange", draw);
draw();
