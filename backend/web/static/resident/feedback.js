// Saying how safe it feels without asking the server for each page, so that it works offline too.
// Nothing is kept on the device unless somebody presses the button that says so.
import { findSubjects, subjectHere, subjectListed } from "./feedback_where.js";
import { DETAILS, MANY, begin, feelings, messages, newReceipt, nextOf, path, rightDoors } from "./feedback_steps.js";
import { forget, keep, put, serverMoment, waiting } from "./outbox.js";
import { stamp } from "../finder/stamping.js";

const asleep = document.querySelector("#feedback-steps");
const main = document.querySelector("main");
const words = JSON.parse(asleep.dataset.words);
const held = DETAILS.filter((name) => part(name));
let draft = null;
let found = [];
let unsent = [];
let attempt = null;
let isOver = false;

function part(name) {
  return asleep.content.querySelector(`[data-step="${name}"]`);
}

const chosen = (form, name) => new FormData(form).getAll(name);

// One step at a time, its heading said first; the address and its history never hold an answer.
const show = (name, { fault = "", isBack = false } = {}) => {
  const page = part(name).cloneNode(true);
  fill[name]?.(page);
  if (DETAILS.includes(name)) fillDetail(page, name);
  for (const input of page.querySelectorAll("input[type=radio], input[type=checkbox]")) {
    const value = draft?.[input.name];
    input.checked = Array.isArray(value) ? value.includes(input.value) : value === true || value === input.value;
  }
  main.replaceChildren(page);
  const heading = page.querySelector("h1");
  document.title = `${fault ? words.error : ""} ${heading.textContent.trim()} · UMay`.trim();
  if (!isBack && !fault) history.pushState({ step: name }, "");
  const first = fault ? complain(page, fault) : heading;
  first.tabIndex = -1;
  scrollTo(0, 0);
  first.focus();
};

const complain = (page, fault) => {
  const summary = part("fault").cloneNode(true);
  const link = summary.querySelector("a");
  const field = page.querySelector("input:not([type=hidden])");
  link.textContent = words.faults[fault] ?? fault;
  if (field) link.href = `#${field.id}`;
  else link.replaceWith(link.textContent);
  const back = page.querySelector(".resident-back");
  back.after(summary);
  if (field) sayBeside(page, field, link.textContent);
  return summary;
};

// The same words where they are to be mended.
const sayBeside = (page, field, what) => {
  const beside = Object.assign(document.createElement("p"), { className: "govuk-error-message", id: `${field.id}-error`, textContent: what });
  page.querySelector(".govuk-form-group").classList.add("govuk-form-group--error");
  (field.closest(".govuk-radios") ?? field).before(beside);
  (field.closest("fieldset") ?? field).setAttribute("aria-describedby", beside.id);
};

const fill = {
  level: (page) => {
    const { daypart } = stamp(draft.when, draft.subject, new Date());
    page.querySelector("h1").textContent = words.asked[draft.when === "now" ? `now ${daypart}` : draft.when];
    page.querySelector("[data-about=where]").textContent = draft.subject.label;
    page.querySelector("[data-about=when]").textContent = words.whens[draft.when];
  },
  factors: (page) => {
    const fits = feelings(draft.level);
    for (const input of page.querySelectorAll("[data-feeling]")) {
      if (!fits.includes(input.dataset.feeling)) input.parentElement.remove();
    }
    page.querySelector("[value=more]")?.toggleAttribute("hidden", !held.length);
  },
  choose: (page) => {
    const [row] = page.querySelectorAll(".govuk-radios__item");
    row.replaceWith(...found.map((each, at) => {
      const copy = row.cloneNode(true);
      const [input, label, hint] = ["input", "label", ".govuk-hint"].map((which) => copy.querySelector(which));
      [input.value, input.id, label.htmlFor] = [each.key, `where-${at}`, `where-${at}`];
      [label.textContent, hint.textContent] = [each.label, each.detail];
      hint.id = `where-${at}-item-hint`;
      input.setAttribute("aria-describedby", hint.id);
      return copy;
    }));
  },
  saved: (page) => {
    isOver = true;
    const wanted = rightDoors(draft);
    for (const door of page.querySelectorAll("[data-door]")) if (!wanted.includes(door.dataset.door)) door.remove();
    page.querySelector("[data-doors]")?.toggleAttribute("hidden", !page.querySelector("[data-door]"));
    page.querySelector("[data-receipt]").textContent = attempt.receipt;
    page.querySelector(".resident-lead").textContent = unsent.length ? words.kept : words.arrived;
    tellWaiting(page);
  },
  unsent: (page) => {
    const refused = unsent.find((item) => item.refused);
    page.querySelector("[data-why]").textContent = refused ? words.refusals[refused.refused] ?? words.refused : words.nothingLost;
    for (const each of page.querySelectorAll(".govuk-button, .resident-small")) each.hidden = Boolean(refused);
  },
  queue: (page) => {
    page.querySelector("[data-none]").hidden = waiting().length > 0;
    const [row] = page.querySelectorAll("[data-item]");
    row.replaceWith(...waiting().map((item) => {
      const copy = row.cloneNode(true);
      const level = part("level").querySelector(`input[value="${CSS.escape(item.body.level ?? "")}"]`);
      copy.querySelector("b").textContent = level ? level.nextElementSibling.textContent.trim() : words.changed;
      copy.querySelector("span").textContent = item.refused ? words.aside + (words.refusals[item.refused] ?? words.refused) : item.label;
      copy.querySelector("button").value = `delete ${item.id}`;
      return copy;
    }));
  },
};

const fillDetail = (page, name) => {
  const asked = path(draft, held);
  const isLast = asked.indexOf(name) === asked.length - 1 && !["happened", "reported", "age_band"].includes(name);
  if (draft.young) page.querySelector("h1").textContent = page.dataset.plain;
  for (const input of page.querySelectorAll("input[type=radio]")) {
    const isYoung = ["under_13", "from_13_to_17", "not_said"].includes(input.value);
    if (draft.young && name === "age_band" && !isYoung) input.parentElement.remove();
  }
  for (const button of page.querySelectorAll("[data-next]")) button.hidden = isLast;
};

const tellWaiting = (page = main) => {
  const note = page.querySelector("[data-waiting]");
  const count = waiting().length;
  if (!note) return;
  note.hidden = count === 0;
  note.querySelector("p").textContent = words.waiting[Math.min(count, words.waiting.length - 1)];
};

const take = (name, form) => {
  if (name === "level") {
    draft.level = chosen(form, "level")[0] ?? "";
    draft.young = chosen(form, "young").length > 0;
  } else if (MANY.includes(name)) draft[name] = chosen(form, name);
  else if (name === "when" || DETAILS.includes(name)) draft[name] = chosen(form, name)[0] ?? draft[name];
};

const send = async () => {
  main.inert = true;
  // One answer has one id, receipt and moment, whatever is changed after a try: the first stays.
  attempt ??= { receipt: newReceipt(), id: crypto.randomUUID(), recordId: crypto.randomUUID(), moment: new Date() };
  await sendOnce();
  // A clock that is days off stamps a week that cannot be: once, the server's moment stands for it.
  const isOff = unsent.some(({ refused }) => ["week-impossible", "month-impossible"].includes(refused));
  const moment = isOff ? await serverMoment() : null;
  if (moment) {
    attempt.moment = moment;
    await sendOnce();
  }
  main.inert = false;
  show(unsent.length ? "unsent" : "saved");
};

const sendOnce = async () => {
  unsent = await messages(draft, { ...words, held }, attempt);
  for (const item of [...unsent]) {
    const outcome = await put(item);
    if (outcome === "sent") unsent = unsent.filter((each) => each !== item);
    else if (outcome !== "wait") item.refused = outcome;
  }
};

// The server is asked where that is, and given what was said so far.
const askServer = (form) => {
  const said = draft ? [["when", draft.when], ["young", draft.young ? "1" : ""], ...["level", ...DETAILS].map((name) => [name, draft[name]])] : [];
  const carried = new FormData(form);
  for (const [name, value] of [...said, ["factors", draft?.factors]].flatMap(([key, held_]) => [held_ ?? []].flat().map((each) => [key, each]))) {
    if (!value || carried.has(name, value)) continue;
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    form.append(field);
  }
  form.submit();
};

const where = async (form) => {
  const typed = chosen(form, "typed")[0].trim();
  const subjects = typed ? await findSubjects(typed, words.names) : null;
  if (!subjects?.length) return navigator.onLine ? askServer(form) : show("where", { fault: subjects ? "nothing" : "offline" });
  found = subjects;
  return subjects.length === 1 ? choose(subjects[0].key) : show("choose");
};

const whereIAm = async () => {
  const subject = await subjectHere();
  if (subject.why) return show("where", { fault: words.names[subject.why] ?? subject.why });
  found = [subject];
  return choose(subject.key);
};

const choose = (key) => {
  draft = { ...(draft ?? begin()), subject: found.find((each) => each.key === key) };
  show("level");
};

// From the page of a place: back leads there again.
const aboutPlace = async (id) => {
  history.replaceState({ step: "where" }, "", location.pathname + location.search);
  main.hidden = true;
  const subject = await subjectListed(id);
  main.hidden = false;
  if (subject.why) return show("where", { fault: subject.why, isBack: true });
  history.replaceState({ step: "level" }, "");
  draft = begin(subject);
  return show("level", { isBack: true });
};

const follow = (name, go, form) => {
  if (go === "back") return history.back();
  if (go === "queue") return show("queue");
  if (go.startsWith("delete ")) return forget(go.slice(7)), show("queue", { isBack: true });
  if (go === "again") return send();
  if (go === "keep") return keep(unsent) ? show("saved") : show("unsent", { fault: "notKept" });
  if (go === "here") return whereIAm();
  if (name === "where") return where(form);
  if (name === "choose") return chosen(form, "where")[0] ? choose(chosen(form, "where")[0]) : show("choose", { fault: "choice" });
  take(name, form);
  if (go === "when" || go === "where") return show(go);
  if (name === "when") return show("level");
  if (name === "level") return draft.level ? show("factors") : show("level", { fault: "level", isBack: true });
  if (name === "factors") return go === "more" ? show(path(draft, held)[0]) : send();
  if (go === "skip") draft[name] = MANY.includes(name) ? [] : "";
  if (go === "done") return send();
  if (!go && !MANY.includes(name) && !draft[name]) return show(name, { fault: "detail", isBack: true });
  const next = nextOf(name, draft, held);
  return next === "send" ? send() : show(next);
};

const readLevel = (form) => {
  const held_ = Object.fromEntries(new FormData(form));
  const label = form.querySelector("[data-about=where]").textContent;
  const subject = { key: held_.where, label, lat: Number(form.dataset.lat), lon: Number(form.dataset.lon) };
  const answers = Object.fromEntries(DETAILS.map((name) => [name, held_[name] ?? ""]));
  return { ...begin(subject, held_.when), ...answers, factors: chosen(form, "factors"), changed: chosen(form, "changed") };
};

if (crypto.subtle && crypto.randomUUID) {
  const form = main.querySelector("form");
  const first = new FormData(form).get("step");
  if (first === "level") draft = readLevel(form);
  history.replaceState({ step: first }, "");
  main.addEventListener("submit", (event) => {
    event.preventDefault();
    const { step } = Object.fromEntries(new FormData(event.target));
    follow(step, event.submitter?.value ?? "", event.target);
  });
  addEventListener("popstate", ({ state }) => {
    const step = state?.step;
    if (isOver) location.reload();
    else if (step && part(step) && (draft || step === "where")) show(step, { isBack: true });
  });
  addEventListener("umay-outbox", () => tellWaiting());
  tellWaiting();
  const [, place] = /^#place=(.+)$/.exec(location.hash) ?? [];
  if (place) aboutPlace(place);
}
