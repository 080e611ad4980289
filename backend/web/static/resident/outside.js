// Finder: what is said outside the borough, in place of a walk of hours.

import { addressOf } from "../finder/neighbours.js";
import { aside } from "./words.js";

// Elements that the page has.
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));

/**
 * Says what is covered, what helps anywhere, and whose services are next to ours.
 * @param {Beyond} beyond
 */
export function outside({ neighbours }) {
  const said = /** @type {Said} */ (at("said").dataset);
  at("found-title").textContent = said.covers;
  at("found-where").textContent = said.stays;
  at("found-note").hidden = true;
  const { content } = /** @type {HTMLTemplateElement} */ (at("an-outside"));
  const made = /** @type {DocumentFragment} */ (content.cloneNode(true));
  made.querySelector("[data-slot=neighbours]")?.append(...neighbours.map(rowOf));
  made.querySelector("[data-slot=next]")?.toggleAttribute("hidden", !neighbours.length);
  at("first").replaceChildren(made);
  at("list").replaceChildren();
}

/** @type {(neighbour: Neighbour) => HTMLLIElement} */
function rowOf(neighbour) {
  const row = document.createElement("li");
  const link = document.createElement("a");
  link.className = "govuk-link resident-tap";
  link.rel = "noreferrer nofollow";
  link.href = neighbour.url;
  link.textContent = aside(neighbour.name);
  row.append(link, document.createElement("br"), aside(addressOf(neighbour)));
  return row;
}
