// Finder: fills the page's own templates; decides nothing.

import { wholeDay } from "../finder/age.js";
import { nextBest, nextBestWords } from "../finder/none_open.js";
import { NEAR_MIN, OPEN } from "../finder/ranking.js";
import { lastHeard, standingWords, toneOf, walkOf, walkWords } from "../finder/standing.js";

const VIEWS = ["asking", "found", "one"];
const at = (id) => document.getElementById(id);
const said = at("said").dataset;
const query = () => location.search;

function filled(template, slots) {
  const made = at(template).content.cloneNode(true);
  for (const [name, value] of Object.entries(slots)) {
    const slot = made.querySelector(`[data-slot=${name}]`);
    if (slot) slot.textContent = value;
  }
  return made;
}

function card(template, item, { found, here }) {
  const { say } = found;
  const walk = walkOf(item, say, here.isRough);
  const place = item.place;
  const detail = [
    ...(place.facilities.includes("step_free") ? [said.stepFree] : []),
    place.town,
    lastHeard(item, found.minute(), say),
  ];
  const made = filled(template, {
    name: place.name,
    amount: walk.amount,
    unit: walk.unit,
    reason: standingWords(item, say, here.isRough),
    walk: walkWords(item, say, here.isRough),
    detail: detail.join(" · "),
  });
  const link = made.querySelector("[data-slot=name]");
  link.href = `/places/${place.id}${query()}`;
  link.dataset.place = place.id;
  const way = made.querySelector("[data-slot=way]");
  if (way) {
    way.href = `${said.way}${place.lat.toFixed(5)},${place.lon.toFixed(5)}`;
    way.dataset.way = place.id;
    const call = made.querySelector("[data-slot=call]");
    call.href = `tel:${place.phone.replace(/ /g, "")}`;
    call.hidden = !place.phone;
  }
  const tone = toneOf(item);
  if (template === "a-row" && tone !== "plain") made.querySelector("[data-slot=reason]").className = `resident-${tone}`;
  return made;
}

function noneOpen(ranking, { found, here, isNarrowed }) {
  const made = filled("a-none", {});
  const others = made.querySelector("[data-slot=others]");
  if (ranking.age === "silent") {
    made.querySelector("[data-slot=title]").textContent = said.silent;
    made.querySelector("[data-slot=detail]").textContent = said.silentDetail;
    return made;
  }
  if (!ranking.items.length) made.querySelector("[data-slot=title]").textContent = isNarrowed ? said.narrowed : said.nobody;
  const lines = nextBest(ranking.items, found.minute());
  if (lines.length) made.querySelector("[data-slot=detail]").textContent = "";
  for (const line of lines) {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = `/places/${line.item.place.id}${query()}`;
    link.dataset.place = line.item.place.id;
    link.textContent = line.item.place.name;
    row.append(link, document.createElement("br"), nextBestWords(line, found.say, here.isRough));
    others.append(row);
  }
  return made;
}

export const board = {
  /** Shows one of the views, and puts its heading into focus. */
  open(view) {
    for (const each of VIEWS) at(each).hidden = each !== view;
    const heading = at(view).querySelector("h1, h2");
    if (!heading) return;
    document.title = `${heading.textContent} · UMay`;
    heading.tabIndex = -1;
    heading.focus();
    window.scrollTo(0, 0);
  },

  /** Draws a ranking: the one to walk to or an honest "none", then the others. */
  draw(ranking, shown) {
    const { found, here } = shown;
    at("found-title").textContent = here.isRough || here.label === said.here
      ? here.label : said.near.replace("{label}", here.label);
    at("found-where").textContent = here.label === said.here || here.isRough ? said.stays : "";
    const notes = [found.isClockWrong ? said.clock : "", wholeDay(ranking.age, found)];
    at("found-note").textContent = notes.filter(Boolean).join(" ");
    at("found-note").hidden = !at("found-note").textContent;
    const [best] = ranking.items;
    const isNear = Boolean(best) && best.tier === OPEN && best.walkMin <= NEAR_MIN;
    const rows = document.createElement("ol");
    rows.className = "resident-places";
    for (const item of isNear ? ranking.items.slice(1) : ranking.items) rows.append(card("a-row", item, shown));
    at("first").replaceChildren(isNear ? card("a-head", best, shown) : noneOpen(ranking, shown));
    at("list").replaceChildren(rows);
  },

  /** Lists what a name may stand for; one press takes it. */
  choose(matches, take) {
    const rows = matches.map((match) => {
      const row = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "resident-pick";
      const detail = document.createElement("span");
      detail.textContent = match.detail;
      button.append(`${match.label} `, detail);
      button.addEventListener("click", () => take(match));
      row.append(button);
      return row;
    });
    at("choices").replaceChildren(...rows);
    at("choices").hidden = !rows.length;
  },
};
