// Saying how safe it feels without asking the server for each page, so that it works offline too.
// Nothing is kept on the device unless somebody presses the button that says so.
import { keepRecord } from "./feedback_apart.js";
import { held, isHere, main, progress, show, tellWaiting, words } from "./feedback_pages.js";
import { DETAILS, MANY, begin, messages, newReceipt, nextOf, path } from "./feedback_steps.js";
import { findSubjects, subjectHere, subjectListed } from "./feedback_where.js";
import { forget, keep, postpone, put, serverMoment } from "./outbox.js";

const chosen = (/** @type {HTMLFormElement} */ form, /** @type {string} */ name) => /** @type {string[]} */ (new FormData(form).getAll(name));
const given = () => /** @type {Draft} */ (progress.draft);

/** @type {(name: string, form: HTMLFormElement) => void} */
const take = (name, form) => {
  const draft = given();
  if (name === "level") {
    draft.level = chosen(form, "level")[0] ?? "";
    draft.young = chosen(form, "young").length > 0;
  } else if (MANY.includes(name)) draft[name] = chosen(form, name);
  else if (name === "when" || DETAILS.includes(name)) draft[name] = chosen(form, name)[0] ?? draft[name];
};

const send = async () => {
  main.inert = true;
  // One answer has one id, receipt and moment, whatever is changed after a try: the first stays.
  progress.attempt ??= { receipt: newReceipt(), id: crypto.randomUUID(), recordId: crypto.randomUUID(), moment: new Date() };
  await sendOnce(progress.attempt);
  // A clock that is days off stamps a week that cannot be: once, the server's moment stands for it.
  const isOff = progress.unsent.some(({ refused }) => ["week-impossible", "month-impossible"].includes(refused ?? ""));
  const moment = isOff ? await serverMoment() : null;
  if (moment) {
    progress.attempt.moment = moment;
    await sendOnce(progress.attempt);
  }
  main.inert = false;
  show(progress.unsent.length ? "unsent" : "saved");
};

/** @type {(attempt: Attempt) => Promise<void>} */
const sendOnce = async (attempt) => {
  [progress.unsent, progress.apart] = await messages(given(), { ...words, held }, attempt);
  postpone();
  for (const item of [...progress.unsent]) {
    const outcome = await put(item);
    if (outcome === "sent") progress.unsent = progress.unsent.filter((each) => each !== item);
    else if (outcome !== "wait") item.refused = outcome;
  }
};

// Never what a young person changed: that is not said in one message with an answer.
/** @type {(draft: Draft) => [string, string][]} */
const fieldsOf = (draft) => {
  const all = [["when", draft.when], ["young", draft.young ? "1" : ""], ...["level", ...DETAILS, "factors"].filter((name) => name !== "changed").map((name) => [name, draft[name]])];
  return all.flatMap(([name, value]) => [value ?? []].flat().map((each) => /** @type {[string, string]} */ ([name, each])));
};

// The server is asked where that is, and given what was said so far.
/** @type {(form: HTMLFormElement) => void} */
const askServer = (form) => {
  const carried = new FormData(form);
  for (const [name, value] of progress.draft ? fieldsOf(progress.draft) : []) {
    if (!value || carried.getAll(name).includes(value)) continue;
    const field = Object.assign(document.createElement("input"), { type: "hidden", name, value });
    form.append(field);
  }
  form.submit();
};

/** @type {(form: HTMLFormElement) => Promise<void>} */
const where = async (form) => {
  const typed = chosen(form, "typed")[0].trim();
  const subjects = typed ? await findSubjects(typed, words.names) : null;
  if (!subjects?.length) return navigator.onLine ? askServer(form) : show("where", { fault: subjects ? "nothing" : "offline" });
  progress.found = subjects;
  return subjects.length === 1 ? choose(subjects[0].key) : show("choose");
};

const whereIAm = async () => {
  const subject = await subjectHere();
  if ("why" in subject) return show("where", { fault: words.names[subject.why] ?? subject.why });
  progress.found = [subject];
  return choose(subject.key);
};

/** @type {(key: string) => void} */
const choose = (key) => {
  const subject = /** @type {Subject} */ (progress.found.find((each) => each.key === key));
  progress.draft = { ...(progress.draft ?? begin(subject)), subject };
  show("level");
};

// From the page of a place: back leads there again.
/** @type {(id: string) => Promise<void>} */
const aboutPlace = async (id) => {
  history.replaceState({ step: "where" }, "", location.pathname + location.search);
  main.hidden = true;
  const subject = await subjectListed(id);
  main.hidden = false;
  if ("why" in subject) return show("where", { fault: subject.why, isBack: true });
  history.replaceState({ step: "level" }, "");
  progress.draft = begin(subject);
  return show("level", { isBack: true });
};

/** @type {(name: string, go: string, form: HTMLFormElement) => unknown} */
const follow = (name, go, form) => {
  if (go === "back") return history.back();
  if (go === "queue") return show("queue");
  if (go.startsWith("delete ")) {
    forget(go.slice(7));
    return show("queue", { isBack: true });
  }
  if (go === "again") return send();
  if (go === "keep") return keep(progress.unsent) ? show("saved") : show("unsent", { fault: "notKept" });
  if (go === "apart") return keepRecord();
  if (go === "here") return whereIAm();
  if (name === "where") return where(form);
  if (name === "choose") return chosen(form, "where")[0] ? choose(chosen(form, "where")[0]) : show("choose", { fault: "choice" });
  take(name, form);
  const draft = given();
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

/** @type {(form: HTMLFormElement) => Draft} */
const readLevel = (form) => {
  const held_ = /** @type {Said} */ (Object.fromEntries(new FormData(form)));
  const label = form.querySelector("[data-about=where]")?.textContent ?? "";
  const subject = { key: held_.where, label, lat: Number(form.dataset.lat), lon: Number(form.dataset.lon) };
  const answers = Object.fromEntries(DETAILS.map((name) => [name, held_[name] ?? ""]));
  return { ...begin(subject, /** @type {When} */ (held_.when)), ...answers, factors: chosen(form, "factors") };
};

if (crypto.subtle && "randomUUID" in crypto) {
  const form = /** @type {HTMLFormElement} */ (main.querySelector("form"));
  const first = new FormData(form).get("step");
  if (first === "level") progress.draft = readLevel(form);
  history.replaceState({ step: first }, "");
  main.addEventListener("submit", (event) => {
    event.preventDefault();
    const pressed = /** @type {HTMLButtonElement|null} */ (event.submitter);
    const sent = /** @type {HTMLFormElement} */ (event.target);
    follow(chosen(sent, "step")[0], pressed?.value ?? "", sent);
  });
  addEventListener("popstate", ({ state }) => {
    const step = state?.step;
    if (progress.isOver) location.reload();
    else if (step && isHere(step) && (progress.draft || step === "where")) show(step, { isBack: true });
  });
  addEventListener("umay-outbox", () => tellWaiting());
  tellWaiting();
  const [, place] = /^#place=(.+)$/.exec(location.hash) ?? [];
  if (place) aboutPlace(place);
}
