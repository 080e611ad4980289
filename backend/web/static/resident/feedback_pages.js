// The steps of an answer as pages: fills the templates that the page brought; decides nothing.
import { DETAILS, feelings, path, rightDoors } from "./feedback_steps.js";
import { waiting } from "./outbox.js";
import { stamp } from "../finder/stamping.js";
import { aside } from "./words.js";

const asleep = /** @type {HTMLTemplateElement} */ (document.querySelector("#feedback-steps"));
/** Where the pages are shown. */
export const main = /** @type {HTMLElement} */ (document.querySelector("main"));
/** What the pages say. */
export const words = /** @type {FeedbackWords} */ (JSON.parse(asleep.dataset.words ?? ""));
/** What was said so far; it goes with the page. */
export const progress = /** @type {Progress} */ ({ draft: null, found: [], unsent: [], apart: [], attempt: null, isOver: false });

// What a page is known to hold.
const the = (/** @type {ParentNode} */ page, /** @type {string} */ which) => /** @type {HTMLElement} */ (page.querySelector(which));
const inputs = (/** @type {ParentNode} */ page, which = "input[type=radio], input[type=checkbox]") => /** @type {NodeListOf<HTMLInputElement>} */ (page.querySelectorAll(which));
const copyOf = (/** @type {HTMLElement} */ element) => /** @type {HTMLElement} */ (element.cloneNode(true));
const part = (/** @type {string} */ name) => the(asleep.content, `[data-step="${name}"]`);
const given = () => /** @type {Draft} */ (progress.draft);
/** The optional questions that the page brought. */
export const held = DETAILS.filter((name) => isHere(name));

/**
 * Says whether the page brought a step.
 * @param {string} name
 */
export function isHere(name) {
  return Boolean(part(name));
}

/**
 * Shows one step at a time, its heading said first; the address and its history never hold an answer.
 * @param {string} name
 * @param {{fault?: string, isBack?: boolean}} [how]
 */
export function show(name, { fault = "", isBack = false } = {}) {
  const page = copyOf(part(name));
  fill[name]?.(page);
  if (DETAILS.includes(name)) fillDetail(page, name);
  for (const input of inputs(page)) {
    const value = progress.draft?.[input.name];
    input.checked = Array.isArray(value) ? value.includes(input.value) : value === true || value === input.value;
  }
  main.replaceChildren(page);
  const heading = the(page, "h1");
  document.title = `${fault ? words.error : ""} ${(heading.textContent ?? "").trim()} · UMay`.trim();
  if (!isBack && !fault) history.pushState({ step: name }, "");
  const first = fault ? complain(page, fault) : heading;
  first.tabIndex = -1;
  scrollTo(0, 0);
  first.focus();
}

/** @type {(page: HTMLElement, fault: string) => HTMLElement} */
function complain(page, fault) {
  const summary = copyOf(part("fault"));
  const link = /** @type {HTMLAnchorElement} */ (the(summary, "a"));
  const [field] = inputs(page, "input:not([type=hidden])");
  const said = words.faults[fault] ?? fault;
  link.textContent = said;
  if (field) link.href = `#${field.id}`;
  else link.replaceWith(said);
  the(page, ".resident-back").after(summary);
  if (field) sayBeside(page, field, said);
  return summary;
}

// The same words where they are to be mended.
/** @type {(page: HTMLElement, field: HTMLElement, what: string) => void} */
function sayBeside(page, field, what) {
  const beside = Object.assign(document.createElement("p"), { className: "govuk-error-message", id: `${field.id}-error`, textContent: what });
  the(page, ".govuk-form-group").classList.add("govuk-form-group--error");
  (field.closest(".govuk-radios") ?? field).before(beside);
  (field.closest("fieldset") ?? field).setAttribute("aria-describedby", beside.id);
}

/** @type {Record<string, (page: HTMLElement) => void>} */
const fill = {
  level: (page) => {
    const { when, subject } = given();
    const { daypart } = stamp(when, subject, new Date());
    the(page, "h1").textContent = words.asked[when === "now" ? `now ${daypart}` : when];
    the(page, "[data-about=where]").textContent = aside(subject.label);
    the(page, "[data-about=when]").textContent = words.whens[when];
  },
  factors: (page) => {
    const fits = feelings(given().level);
    for (const input of inputs(page, "[data-feeling]")) {
      if (!fits.includes(input.dataset.feeling ?? "")) input.parentElement?.remove();
    }
    page.querySelector("[value=more]")?.toggleAttribute("hidden", !held.length);
  },
  choose: (page) => {
    const row = the(page, ".govuk-radios__item");
    row.replaceWith(...progress.found.map((each, at) => {
      const copy = copyOf(row);
      const [input] = inputs(copy, "input");
      const label = /** @type {HTMLLabelElement} */ (the(copy, "label"));
      const hint = the(copy, ".govuk-hint");
      [input.value, input.id, label.htmlFor] = [each.key, `where-${at}`, `where-${at}`];
      [label.textContent, hint.textContent] = [aside(each.label), each.detail ?? ""];
      hint.id = `where-${at}-item-hint`;
      input.setAttribute("aria-describedby", hint.id);
      return copy;
    }));
  },
  saved: (page) => {
    progress.isOver = true;
    const wanted = rightDoors(given());
    for (const door of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-door]"))) if (!wanted.includes(door.dataset.door ?? "")) door.remove();
    page.querySelector("[data-doors]")?.toggleAttribute("hidden", !page.querySelector("[data-door]"));
    the(page, "[data-receipt]").textContent = progress.attempt?.receipt ?? "";
    the(page, ".resident-lead").textContent = progress.unsent.length ? words.kept : words.arrived;
    the(page, "[data-apart]").hidden = !progress.apart.length;
    tellWaiting(page);
  },
  unsent: (page) => {
    const refused = progress.unsent.find((item) => item.refused)?.refused;
    the(page, "[data-why]").textContent = refused ? words.refusals[refused] ?? words.refused : words.nothingLost;
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll(".govuk-button, .resident-small"))) each.hidden = Boolean(refused);
  },
  queue: (page) => {
    the(page, "[data-none]").hidden = waiting().length > 0;
    const row = the(page, "[data-item]");
    row.replaceWith(...waiting().map((item) => {
      const copy = copyOf(row);
      const level = part("level").querySelector(`input[value="${CSS.escape(String(item.body.level ?? ""))}"]`);
      the(copy, "b").textContent = level ? (level.nextElementSibling?.textContent ?? "").trim() : words.changed;
      the(copy, "span").textContent = item.refused ? words.aside + (words.refusals[item.refused] ?? words.refused) : aside(item.label);
      /** @type {HTMLButtonElement} */ (the(copy, "button")).value = `delete ${item.id}`;
      return copy;
    }));
  },
};

/** @type {(page: HTMLElement, name: string) => void} */
function fillDetail(page, name) {
  const draft = given();
  const asked = path(draft, held);
  const isLast = asked.indexOf(name) === asked.length - 1 && !["happened", "reported", "age_band"].includes(name);
  if (draft.young) the(page, "h1").textContent = page.dataset.plain ?? "";
  for (const input of inputs(page, "input[type=radio]")) {
    const isYoung = ["under_13", "from_13_to_17", "not_said"].includes(input.value);
    if (draft.young && name === "age_band" && !isYoung) input.parentElement?.remove();
  }
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (page.querySelectorAll("[data-next]"))) button.hidden = isLast;
}

/** Tells how many answers wait on this device, where a page has room for it. */
export function tellWaiting(page = main) {
  const note = the(page, "[data-waiting]");
  const count = waiting().length;
  if (!note) return;
  note.hidden = count === 0;
  the(note, "p").textContent = words.waiting[Math.min(count, words.waiting.length - 1)];
}
