// Finder: the list of a page that stays open: fetched ahead of the press, and anew once it has aged.

const ANEW_MS = 10 * 60000;
const PATIENCE_MS = 3000;

/**
 * Returns a function that gives the list: opened once, and again after ten minutes.
 *
 * Where the new one fails or takes over three seconds, the one before is given; where there is
 * none before, it rejects as `open` does, and the next call tries again.
 * @template T
 * @param {() => Promise<T>} open
 * @returns {() => Promise<T>}
 */
export function holding(open) {
  /** @type {Promise<T>|null} */
  let held = null;
  let since = 0;
  /** @type {T|null} */
  let before = null;
  const anew = async () => {
    since = Date.now();
    try {
      before = await open();
      held = Promise.resolve(before);
    } catch (error) {
      held = null;
      if (!before) throw error;
    }
    return before;
  };
  return () => {
    if (held && Date.now() - since < ANEW_MS) return held;
    held = before ? Promise.race([anew(), late(before)]) : anew();
    return held;
  };
}

/** Whether the page has the browser fetch the list beside its scripts (find.html). */
export const isAhead = () => Boolean(document.querySelector("link[rel=preload][as=fetch]"));

/**
 * Begins something at once where the list is on its way, else once the page stands and has nothing
 * better to do; not at all where data is to be saved.
 * @param {() => void} begin
 */
export function ahead(begin) {
  if (navigator.connection && navigator.connection.saveData) return;
  if (isAhead()) {
    begin();
    return;
  }
  const idle = self.requestIdleCallback || ((go) => setTimeout(go, 200));
  if (document.readyState === "complete") idle(begin);
  else window.addEventListener("load", () => idle(begin));
}

/** @type {<T>(value: T) => Promise<T>} */
function late(value) {
  return new Promise((done) => { setTimeout(() => done(value), PATIENCE_MS); });
}
