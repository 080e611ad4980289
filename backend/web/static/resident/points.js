// Help now: which of the things that help is near, once that is pressed for; nothing is sent.

import { nearestOfEachKind } from "../finder/points.js";
import { walkWords } from "../finder/standing.js";
import { position } from "./position.js";
import { words } from "./words.js";

// Elements that the page has.
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

// Where there are none, the page has no such button.
document.getElementById("near-me")?.addEventListener("click", async () => {
  const said = /** @type {Said} */ (at("near-note").dataset);
  at("near-note").textContent = said.waiting;
  const [here, say] = await Promise.all([position(), words()]);
  if (here.why !== undefined) {
    at("near-note").textContent = said.none;
    return;
  }
  const rows = /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("#points [data-kind]"));
  const points = Array.from(rows).map((row) => {
    const { id = "", kind = "", lat, lon } = row.dataset;
    return { id, kind, lat: Number(lat), lon: Number(lon), row };
  });
  const near = nearestOfEachKind(points, here, (at("points").dataset.kinds || "").split(" "));
  at("near-note").textContent = near.length ? said.stays : said.far;
  for (const told of at("points").querySelectorAll(".resident-way")) told.remove();
  for (const item of near) {
    const way = document.createElement("span");
    way.className = "resident-way";
    way.textContent = walkWords(item, say, here.isRough);
    item.point.row.append(way);
  }
  at("points").prepend(...near.map(({ point }) => point.row));
});
