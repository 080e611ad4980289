// Finder: fills the page's own templates; decides nothing.

import { wholeDay } from "../finder/age.js";
import { nextBest, nextBestWords } from "../finder/none_open.js";
import { NEAR_MIN, OPEN } from "../finder/ranking.js";
import { lastHeard, standingWords, toneOf, walkOf, walkWords } from "../finder/standing.js";
import { outside } from "./outside.js";
import { aside, into } from "./words.js";

const VIEWS = ["asking", "found", "one"];
// Elements that the page has.
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const said = /** @type {Said} */ (at("said").dataset);
const query = () => location.search;
const slotOf = (/** @type {DocumentFragment} */ made, /** @type {string} */ name) => (
  /** @type {HTMLElement|null} */ (made.querySelector(`[data-slot=${name}]`))
);

/** @type {(template: string, slots: Said) => DocumentFragment} */
function filled(template, slots) {
  const { content } = /** @type {HTMLTemplateElement} */ (at(template));
  const made = /** @type {DocumentFragment} */ (content.cloneNode(true));
  for (const [name, value] of Object.entries(slots)) {
    const slot = slotOf(made, name);
    if (slot) slot.textContent = value;
  }
  return made;
}

/** @type {(template: string, item: Ranked, shown: Shown) => DocumentFragment} */
function card(template, item, { found, here }) {
  const { say } = found;
  const walk = walkOf(item, say, here.isRough);
  const place = item.place;
  const detail = [
    ...(place.facilities.includes("step_free") ? [said.stepFree] : []),
    aside(place.town),
    lastHeard(item, found.minute(), say),
  ];
  const made = filled(template, {
    name: aside(place.name),
    amount: walk.amount,
    unit: walk.unit,
    reason: standingWords(item, say, here.isRough),
    walk: walkWords(item, say, here.isRough),
    detail: detail.join(" · "),
  });
  const link = /** @type {HTMLAnchorElement} */ (slotOf(made, "name"));
  link.href = `/places/${place.id}${query()}`;
  link.dataset.place = place.id;
  const way = /** @type {HTMLAnchorElement|null} */ (slotOf(made, "way"));
  if (way) {
    way.href = `${said.way}${place.lat.toFixed(5)},${place.lon.toFixed(5)}`;
    way.dataset.way = place.id;
    const call = /** @type {HTMLAnchorElement} */ (slotOf(made, "call"));
    call.href = `tel:${place.phone.replace(/ /g, "")}`;
    call.hidden = !place.phone;
  }
  const tone = toneOf(item);
  const reason = slotOf(made, "reason");
  if (template === "a-row" && tone !== "plain" && reason) reason.className = `resident-${tone}`;
  return made;
}

/** @type {(ranking: Ranking, isNarrowed?: boolean) => Record<string, string>} */
function titleOf(ranking, isNarrowed) {
  if (ranking.items.length) return {};
  return { title: (isNarrowed ? said.narrowed : said.nobody) || "" };
}

/** @type {(ranking: Ranking, shown: Shown) => DocumentFragment} */
function noneOpen(ranking, { found, here, isNarrowed }) {
  if (ranking.age === "silent") return filled("a-none", { title: said.silent, detail: said.silentDetail });
  const lines = nextBest(ranking.items, found.minute());
  const made = filled("a-none", { ...(lines.length ? { detail: "" } : {}), ...titleOf(ranking, isNarrowed) });
  const others = slotOf(made, "others");
  for (const line of lines) {
    const row = document.createElement("li");
    const link = document.createElement("a");
    link.className = "govuk-link";
    link.href = `/places/${line.item.place.id}${query()}`;
    link.dataset.place = line.item.place.id;
    link.textContent = aside(line.item.place.name);
    row.append(link, document.createElement("br"), nextBestWords(line, found.say, here.isRough));
    if (others) others.append(row);
  }
  return made;
}

export const board = {
  /**
   * Shows one of the views, and puts its heading into focus.
   * @param {string} view
   */
  open(view) {
    for (const each of VIEWS) at(each).hidden = each !== view;
    const heading = /** @type {HTMLElement|null} */ (at(view).querySelector("h1, h2"));
    if (!heading) return;
    document.title = `${heading.textContent} · UMay`;
    heading.tabIndex = -1;
    heading.focus();
    window.scrollTo(0, 0);
  },

  /**
   * Draws a ranking: the one to walk to or an honest "none", then the others.
   * @param {Ranking} ranking
   * @param {Shown} shown
   */
  draw(ranking, shown) {
    const { found, here } = shown;
    if (shown.beyond) {
      outside(shown.beyond);
      return;
    }
    at("found-title").textContent = here.isRough || here.label === said.here
      ? here.label : into(said.near, { label: here.label });
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

  /**
   * Lists what a name may stand for; one press takes it.
   * @param {Choice[]} matches
   * @param {(match: Choice) => void} take
   */
  choose(matches, take) {
    const rows = matches.map((match) => {
      const row = document.createElement("li");
      const button = document.createElement("button");
      button.type = "button";
      button.className = "resident-pick";
      const detail = document.createElement("span");
      detail.textContent = match.detail;
      button.append(aside(match.label), " ", detail);
      button.addEventListener("click", () => take(match));
      row.append(button);
      return row;
    });
    at("choices").replaceChildren(...rows);
    at("choices").hidden = !rows.length;
  },
};
