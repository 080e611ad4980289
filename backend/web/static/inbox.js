// The inbox by keys: numbers choose for the item in hand and move on. All of it works without.
const form = /** @type {HTMLFormElement|null} */ (document.querySelector("[data-inbox]"));
const items = /** @type {HTMLElement[]} */ (form ? [...form.querySelectorAll(".umay-item")] : []);
/** @type {[number, HTMLInputElement|null][]} */
const undone = [];
let at = -1;

/** @type {(to: number) => void} */
function show(to) {
  if (!items.length) return;
  at = Math.max(0, Math.min(items.length - 1, to));
  items[at].focus({ preventScroll: true });
  items[at].scrollIntoView({ block: "center" });
}

function count() {
  const left = items.filter((item) => !item.querySelector(":checked")).length;
  const told = form?.querySelector("[data-count]");
  const words = left === 0 ? "All chosen" : `${left} of ${items.length} to choose`;
  if (told) told.textContent = words;
}

/** @type {(item: HTMLElement) => HTMLInputElement|null} */
function chosen(item) {
  return item.querySelector("input:checked");
}

/** @type {(item: HTMLElement, number: number) => void} */
function choose(item, number) {
  const choice = /** @type {HTMLInputElement|undefined} */ (item.querySelectorAll("input[type=radio]")[number - 1]);
  if (!choice) return;
  undone.push([items.indexOf(item), chosen(item)]);
  choice.checked = true;
  show(at + 1);
}

function takeBack() {
  const last = undone.pop();
  if (!last) return;
  const [where, before] = last;
  const now = chosen(items[where]);
  if (now) now.checked = false;
  if (before) before.checked = true;
  show(where);
}

/** @type {Record<string, () => void>} */
const DEEDS = {
  j: () => show(at + 1), ArrowDown: () => show(at + 1),
  k: () => show(at - 1), ArrowUp: () => show(at - 1),
  u: takeBack,
  s: () => form?.requestSubmit(),
};

/** @type {(target: Element, key: string) => boolean} */
function isTyping(target, key) {
  const isText = target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
  return isText || (target.matches("input[type=radio]") && key.startsWith("Arrow"));
}

const isOn = /** @type {HTMLInputElement|null} */ (document.getElementById("keys"));
if (form && isOn) {
  isOn.checked = sessionStorage.getItem("inbox-keys") !== "off";
  isOn.addEventListener("change", () => {
    sessionStorage.setItem("inbox-keys", isOn.checked ? "on" : "off");
  });
  form.addEventListener("change", count);
  form.addEventListener("focusin", (event) => {
    const item = event.target instanceof Element && event.target.closest(".umay-item");
    if (item) at = items.indexOf(/** @type {HTMLElement} */ (item));
  });
  document.addEventListener("keydown", (event) => {
    if (!isOn.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && isTyping(event.target, event.key)) return;
    const isNumber = /^[1-9]$/.test(event.key) && items.length > 0;
    if (!isNumber && !(event.key in DEEDS)) return;
    event.preventDefault();
    if (isNumber) choose(items[Math.max(0, at)], Number(event.key));
    else DEEDS[event.key]();
    count();
  });
  count();
}

// After a batch was sent, Enter opens the next.
/** @type {HTMLElement|null} */ (document.querySelector("[data-next] button"))?.focus();
