// Finder: the map, fetched when asked for: our own outlines and places, no tiles, nothing foreign.

import { toneOf } from "../finder/standing.js";
import { aside } from "./words.js";

// Beside the folder that this script is bundled into (tools/bundles.py).
const BASE = new URL("../leaflet/", import.meta.url).href;
const COLOURS = { go: "#0a6b47", soon: "#8a5a00", plain: "#52606d" };
/** @type {L.Map|null} */
let map = null;
/** @type {L.LayerGroup|null} */
let marks = null;

/**
 * Shows or hides the map; the first time it is fetched.
 * @param {Shown} shown
 * @param {HTMLElement} element
 * @param {HTMLElement} button
 */
export async function toggle(shown, element, button) {
  const isOpen = element.hidden;
  element.hidden = !isOpen;
  button.setAttribute("aria-expanded", String(isOpen));
  const said = /** @type {HTMLElement} */ (document.getElementById("said")).dataset;
  button.textContent = said[isOpen ? "hideMap" : "showMap"] || "";
  if (!isOpen) return;
  map = map || await begin(shown, element);
  map.invalidateSize();
  draw(shown, map);
}

/** @type {(shown: Shown, element: HTMLElement) => Promise<L.Map>} */
async function begin({ found }, element) {
  await leaflet();
  const areas = (await found.documents.read("areas")) || { areas: [] };
  const made = self.L.map(element, { attributionControl: false, zoomSnap: 0.5 });
  for (const area of areas.areas) {
    if (area.outline.length < 3) continue;
    const isBorough = area.kind === "borough";
    self.L.polygon(area.outline.map(([lon, lat]) => self.L.latLng(lat, lon)), {
      interactive: false, color: "#8b96a1", weight: isBorough ? 2 : 1, fill: isBorough, fillColor: "#fff", fillOpacity: 0.5,
    }).addTo(made);
  }
  const gazetteer = (await found.documents.read("gazetteer")) || { names: [] };
  for (const name of (gazetteer.names || []).filter(({ kind }) => kind === "town")) {
    self.L.circleMarker([name.lat, name.lon], { radius: 1, interactive: false, opacity: 0 })
      .bindTooltip(aside(name.name), { permanent: true, direction: "center", className: "resident-town" }).addTo(made);
  }
  marks = self.L.layerGroup().addTo(made);
  return made;
}

/** @type {(shown: Shown, drawn: L.Map) => void} */
function draw({ found, here }, drawn) {
  const layer = marks || self.L.layerGroup().addTo(drawn);
  layer.clearLayers();
  const items = found.rank(here, 200, []).items;
  for (const item of items) {
    const { lat, lon, name, id } = item.place;
    const link = document.createElement("a");
    link.textContent = aside(name);
    link.href = `/places/${id}${location.search}`;
    link.dataset.place = id;
    self.L.circleMarker([lat, lon], { radius: 8, color: "#fff", weight: 2, fillOpacity: 1, fillColor: COLOURS[toneOf(item)] })
      .bindPopup(link).addTo(layer);
  }
  const point = self.L.latLng(here.lat, here.lon);
  self.L.circleMarker(point, { radius: 9, color: "#0b5cab", weight: 4, fillColor: "#fff", fillOpacity: 1 }).addTo(layer);
  const near = items.slice(0, 5).map(({ place }) => self.L.latLng(place.lat, place.lon));
  drawn.fitBounds(self.L.latLngBounds([point, ...near]), { padding: [30, 30], maxZoom: 16 });
}

function leaflet() {
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = `${BASE}leaflet.css`;
  const script = document.createElement("script");
  script.src = `${BASE}leaflet.js`;
  const ready = new Promise((done, failed) => {
    script.addEventListener("load", done);
    script.addEventListener("error", failed);
  });
  document.head.append(style, script);
  return ready;
}
