// What waits on this device, each because somebody asked for it; sent once, oldest first.
const KEY = "umay.outbox";
const PATIENCE_MS = 15_000;
const DAY_MS = 86_400_000;
const APART = "young-records";

/** @type {() => Item[]} */
export const waiting = () => {
  try {
    const held = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(held) ? held : [];
  } catch {
    return [];
  }
};

/** @type {(items: Item[]) => void} */
const write = (items) => {
  if (items.length) localStorage.setItem(KEY, JSON.stringify(items));
  else localStorage.removeItem(KEY);
  dispatchEvent(new Event("umay-outbox"));
};

// Whether it is kept: a browser that stores nothing says so, and the page keeps it.
/** @type {(items: Item[]) => boolean} */
export const keep = (items) => {
  try {
    write([...waiting(), ...items]);
    return true;
  } catch {
    return false;
  }
};

// When a young person's record may go: on another day by chance, so that nothing of when it comes
// tells beside which answer it was given.
const anotherDay = () => Date.now() + DAY_MS * (1 + 6 * Math.random());

/** @type {(items: Item[]) => boolean} */
export const keepApart = (items) => keep(items.map((item) => ({ ...item, notBefore: anotherDay() })));

// Once an answer was sent, no record goes on the same day.
export const postpone = () => {
  const soon = (/** @type {Item} */ item) => item.kind === APART && !item.refused && (item.notBefore ?? 0) < Date.now() + DAY_MS;
  if (waiting().some(soon)) write(waiting().map((item) => (soon(item) ? { ...item, notBefore: anotherDay() } : item)));
};

/** @type {(id: string) => void} */
export const forget = (id) => write(waiting().filter((item) => item.id !== id));

// "sent", "wait", or the code of a refusal. Only an answer that names the id counts: the page that
// a network shows before it lets anybody through is an answer too.
/** @type {(item: Item) => Promise<string>} */
export const put = async ({ id, kind, body }) => {
  try {
    const answer = await fetch(`/api/v1/${kind}/${id}`, {
      method: "PUT", credentials: "omit", cache: "no-store", signal: AbortSignal.timeout(PATIENCE_MS),
      headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    const said = await answer.json();
    if ([200, 201].includes(answer.status)) return said.id === id ? "sent" : "wait";
    const may = answer.status >= 400 && answer.status < 500 && ![408, 425, 429].includes(answer.status);
    return may && String(said.type).startsWith("urn:umay:problem:") ? said.type.slice(17) : "wait";
  } catch {
    return "wait";
  }
};

// The server's moment, where it tells one: the clock of a device may be days off.
export const serverMoment = async () => {
  try {
    const answer = await fetch("/published/manifest.json", { method: "HEAD", credentials: "omit", cache: "no-store" });
    const told = Date.parse(answer.headers.get("Date") ?? "");
    return told && !answer.headers.get("X-Kept") ? new Date(told) : null;
  } catch {
    return null;
  }
};

const isDue = (/** @type {Item} */ item) => !item.refused && (item.notBefore ?? 0) <= Date.now();

// An answer and a record never go in one round (docs/protocol.md).
const sendAll = async () => {
  const due = waiting().filter(isDue);
  const answers = due.filter(({ kind }) => kind !== APART);
  if (answers.length) postpone();
  for (const item of answers.length ? answers : due) {
    const outcome = await put(item);
    if (outcome === "wait") return;
    if (outcome === "sent") forget(item.id);
    else write(waiting().map((each) => (each.id === item.id ? { ...each, refused: outcome } : each)));
  }
};

// One page at a time: two would send the same twice, which is harmless, and waste a connection.
export const sendWaiting = async () => {
  if (!waiting().some(isDue)) return;
  if (navigator.locks) await navigator.locks.request(KEY, { ifAvailable: true }, (lock) => lock && sendAll());
  else await sendAll();
};
