// Help now: a text to somebody one trusts, with where one is once that is pressed for.

import { placeLink } from "../finder/place_link.js";
import { keep, kept } from "./kept.js";
import { position } from "./position.js";
import { aside, into } from "./words.js";

// Elements that the page has.
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const field = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (at(id));
const said = /** @type {Said} */ (at("people").dataset);
const MOST = 5;
const NUMBER = /^\+?[0-9]{3,15}$/;

const tongue = /** @type {HTMLSelectElement} */ (at("text-language"));
/** @type {(Point & {isRough: boolean})|null} */
let here = null;

/** @type {(option: HTMLOptionElement, at: (Point & {isRough: boolean})|null) => string} */
const written = ({ value, dataset: said }, place) => (place
  ? `${said.alone} ${place.isRough ? said.rough : said.here} ${placeLink(location.origin, place, value)}`
  : said.alone || "");

/** @type {(code: string) => HTMLOptionElement|undefined} */
const inTongue = (code) => [...tongue.options].find((each) => each.value === code);

function write() {
  const chosen = tongue.selectedOptions[0];
  const text = at("text");
  [text.textContent, text.lang, text.dir] = [written(chosen, here), chosen.value, chosen.dir];
  const own = inTongue(document.documentElement.lang);
  at("meaning").textContent = own && own !== chosen ? written(own, null) : "";
  draw();
}

at("with-here").addEventListener("click", async () => {
  const found = await position();
  if (found.why !== undefined) {
    at("text-note").textContent = at("text-note").dataset.none || "";
    return;
  }
  here = found;
  write();
});

tongue.addEventListener("change", () => {
  keep("text-language", [tongue.value]);
  write();
});

at("share").hidden = !navigator.share;
at("share").addEventListener("click", () => {
  // Whoever closes the list of apps again sends nothing, and that is no fault.
  navigator.share({ text: at("text").textContent || "" }).catch(() => {});
});

at("people").addEventListener("submit", (event) => {
  event.preventDefault();
  const name = field("person").value.trim().slice(0, 40);
  const number = field("number").value.replace(/[\s().-]/g, "");
  const fault = (!name && said.noName) || (!NUMBER.test(number) && said.noNumber);
  if (fault || !keep("people", [...kept("people"), { name, number }])) {
    at("people-note").textContent = fault || said.refused;
    return;
  }
  at("people-note").textContent = said.kept;
  /** @type {HTMLFormElement} */ (at("people")).reset();
  draw();
});

const to = (/** @type {string} */ number) => `sms:${number}?&body=${encodeURIComponent(at("text").textContent || "")}`;

function draw() {
  /** @type {HTMLAnchorElement} */ (at("sms")).href = to("");
  const people = /** @type {{name: string, number: string}[]} */ (kept("people"));
  at("people").hidden = people.length >= MOST;
  at("kept-people").replaceChildren(...people.map((person, index) => {
    const row = document.createElement("li");
    row.className = "resident-row";
    const link = document.createElement("a");
    link.className = "govuk-button";
    link.setAttribute("role", "button");
    link.href = to(person.number);
    link.textContent = aside(person.name);
    const gone = document.createElement("button");
    gone.type = "button";
    gone.className = "govuk-button govuk-button--secondary";
    gone.textContent = into(said.remove, { name: person.name });
    gone.addEventListener("click", () => {
      keep("people", people.filter((_, other) => other !== index));
      draw();
    });
    row.append(link, gone);
    return row;
  }));
}
tongue.value = inTongue(String(kept("text-language")[0]))?.value || "en";
write();
