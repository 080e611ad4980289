// Finder: the page of one place, from what was downloaded.

import { rank } from "../finder/ranking.js";
import { standingWords, toneOf, walkWords } from "../finder/standing.js";
import { offerAloud } from "./aloud.js";
import { aside } from "./words.js";

const PATIENCE_MS = 1500;

/**
 * Shows a place in an element; one that has left the list says so.
 *
 * What its page says is part of it where that has come; else it follows when it does.
 * @param {Shown} shown
 * @param {string} id
 * @param {HTMLElement} element
 */
export async function show({ found, here }, id, element) {
  const said = /** @type {Said} */ (/** @type {HTMLElement} */ (document.getElementById("said")).dataset);
  const place = found.places.find((each) => each.id === id);
  const item = place && rank([place], here, found.minute(), found.publishedMinute, 1).items[0];
  const heading = document.createElement("h1");
  heading.className = "govuk-heading-l";
  heading.textContent = place ? aside(place.name) : said.gone;
  const back = document.createElement("a");
  back.className = "govuk-back-link";
  back.href = `/${location.search}`;
  back.textContent = said.back;
  back.addEventListener("click", (event) => {
    event.preventDefault();
    history.back();
  });
  element.replaceChildren(back, heading);
  const standing = document.createElement("p");
  standing.className = `govuk-body-l resident-${item ? toneOf(item) : "soon"}`;
  standing.textContent = item ? standingWords(item, found.say, here.isRough) : said.left;
  element.append(standing);
  if (!place || !item) return;
  const walk = document.createElement("p");
  walk.className = "govuk-body";
  walk.textContent = walkWords(item, found.say, here.isRough);
  element.append(walk);
  const rest = document.createElement("div");
  element.append(rest);
  const told = found.facts().then((facts) => {
    tell(rest, place, facts[id]);
    offerAloud(rest, element, said);
  });
  await Promise.race([told, new Promise((done) => { setTimeout(done, PATIENCE_MS); })]);
}

/** @type {(rest: HTMLElement, place: Place, facts?: string) => void} */
function tell(rest, place, facts) {
  if (facts) {
    // Made by our own server, which escapes every word of it.
    rest.append(...new DOMParser().parseFromString(facts, "text/html").body.childNodes);
  } else {
    const address = document.createElement("p");
    address.className = "govuk-body";
    address.textContent = [`${place.address}, ${place.town} ${place.postcode}`, place.phone].map(aside).join(" ");
    rest.append(address);
  }
}
