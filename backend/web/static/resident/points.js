// Help now: which of the things that help is near, once that is pressed for; nothing is sent.

import { nearestOfEachKind } from "../finder/points.js";
import { walkWords } from "../finder/standing.js";
import { position } from "./position.js";
import { words } from "./words.js";

const at = (id) => document.getElementById(id);

at("near-me").addEventListener("click", async () => {
  const { dataset: said } = at("near-note");
  at("near-note").textContent = said.waiting;
  const [here, say] = await Promise.all([position(), words()]);
  if (here.why) {
    at("near-note").textContent = said.none;
    return;
  }
  const rows = Array.from(document.querySelectorAll("#points [data-kind]"));
  const points = rows.map((row) => ({
    ...row.dataset, lat: Number(row.dataset.lat), lon: Number(row.dataset.lon), row,
  }));
  const near = nearestOfEachKind(points, here, at("points").dataset.kinds.split(" "));
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
