// Which page of an answer comes next, as backend/finder/feedback_steps.py says it, and its message.
import { monthOf } from "../finder/clock.js";
import { stamp } from "../finder/stamping.js";

/** @type {string[]} */
export const DETAILS = ["happened", "reported", "why_not", "age_band", "changed"];
export const MANY = ["factors", "changed"];
const UNSAFE = ["fairly_unsafe", "very_unsafe"];
const SAFE = ["very_safe", "fairly_safe"];
const BY_SOMEBODY = ["harassed_by_one", "harassed_by_group", "followed"];
const TO_SOMEBODY = ["to_me", "to_someone_else"];

/** @type {(subject: Subject, when?: When) => Draft} */
export const begin = (subject, when = "now") => ({ subject, when, young: false, level: "", factors: [], changed: [] });

/** @type {(level: string) => string[]} */
export const feelings = (level) => {
  if (UNSAFE.includes(level)) return ["unsafe", "any"];
  return SAFE.includes(level) ? ["safe", "any"] : ["unsafe", "safe", "any"];
};

/** @type {(draft: Draft, held: string[]) => string[]} */
export const path = (draft, held) => DETAILS.filter((name) => {
  const toSomebody = TO_SOMEBODY.includes(draft.happened ?? "");
  /** @type {Record<string, boolean>} */
  const fits = {
    reported: toSomebody, why_not: toSomebody && draft.reported === "no", changed: draft.age_band === "from_13_to_17",
  };
  return held.includes(name) && (fits[name] ?? true);
});

/** @type {(step: string, draft: Draft, held: string[]) => string} */
export const nextOf = (step, draft, held) => {
  const asked = path(draft, held);
  return DETAILS.slice(DETAILS.indexOf(step) + 1).find((name) => asked.includes(name)) ?? "send";
};

/** @type {(draft: Draft) => string[]} */
export const rightDoors = (draft) => {
  const found = [];
  const happened = TO_SOMEBODY.includes(draft.happened ?? "");
  const young = draft.young || ["under_13", "from_13_to_17"].includes(draft.age_band ?? "");
  if (UNSAFE.includes(draft.level) || happened) {
    if (young) found.push("childline");
    if (happened || draft.factors.some((code) => BY_SOMEBODY.includes(code))) found.push("victim-support", "101");
  }
  if (draft.level === "very_unsafe" && !found.length) found.push("samaritans");
  return found.slice(0, 2);
};

const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** @type {() => string} */
export const newReceipt = () => {
  const letters = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => LETTERS[byte % 32]).join("");
  return letters.replace(/.{4}(?!$)/g, "$&-");
};

/** @type {(receipt: string) => Promise<string>} */
export const hashOf = async (receipt) => {
  const bytes = new TextEncoder().encode(`umay-receipt-1:${receipt.replaceAll("-", "")}`);
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
};

// The answer, and a young person's record that says nothing of it and is not sent with it.
/** @type {(draft: Draft, asked: {set: string, version: number, held: string[]}, attempt: Attempt) => Promise<[Item[], Item[]]>} */
export const messages = async (draft, { set, version, held }, { receipt, id, recordId, moment }) => {
  const [kind, where] = draft.subject.key.split(":");
  const asked = path(draft, held);
  const answers = asked.filter((name) => name !== "changed" && draft[name]).map((name) => [name, draft[name]]);
  const body = {
    version: 1, questions: set, questions_version: version, level: draft.level, factors: [...draft.factors].sort(),
    [kind]: where, ...stamp(draft.when, draft.subject, moment), receipt_hash: await hashOf(receipt), ...Object.fromEntries(answers),
  };
  const answer = { id, kind: "feedback", body, label: draft.subject.label };
  if (!asked.includes("changed") || !draft.changed.length) return [[answer], []];
  const said = { version: 1, month: monthOf(moment), age_band: "from_13_to_17", changes: [...draft.changed].sort() };
  return [[answer], [{ id: recordId, kind: "young-records", body: said, label: "" }]];
};
