// The inbox by keys: numbers choose for the item in hand and move on. All of it works without.
const form = document.querySelector("[data-inbox]");
const items = form ? [...form.querySelectorAll(".umay-item")] : [];
const isOn = document.getElementById("keys");
const undone = [];
let at = -1;

function show(to) {
  if (!items.length) return;
  at = Math.max(0, Math.min(items.length - 1, to));
  items[at].focus({ preventScroll: true });
  items[at].scrollIntoView({ block: "center" });
}

function count() {
  const left = items.filter((item) => !item.querySelector(":checked")).length;
  const words = left === 0 ? "All chosen" : `${left} of ${items.length} to choose`;
  form.querySelector("[data-count]").textContent = words;
}

function choose(item, number) {
  const choice = item.querySelectorAll("input[type=radio]")[number - 1];
  if (!choice) return;
  undone.push([items.indexOf(item), item.querySelector(":checked")]);
  choice.checked = true;
  show(at + 1);
}

function takeBack() {
  const last = undone.pop();
  if (!last) return;
  const [where, before] = last;
  const now = items[where].querySelector(":checked");
  if (now) now.checked = false;
  if (before) before.checked = true;
  show(where);
}

const DEEDS = {
  j: () => show(at + 1), ArrowDown: () => show(at + 1),
  k: () => show(at - 1), ArrowUp: () => show(at - 1),
  u: takeBack,
  s: () => form.requestSubmit(),
};

function isTyping(target, key) {
  const isText = target.matches("input:not([type=radio]):not([type=checkbox]), textarea, select");
  return isText || (target.matches("input[type=radio]") && key.startsWith("Arrow"));
}

if (form) {
  isOn.checked = sessionStorage.getItem("inbox-keys") !== "off";
  isOn.addEventListener("change", () => {
    sessionStorage.setItem("inbox-keys", isOn.checked ? "on" : "off");
  });
  form.addEventListener("change", count);
  form.addEventListener("focusin", (event) => {
    const item = event.target.closest(".umay-item");
    if (item) at = items.indexOf(item);
  });
  document.addEventListener("keydown", (event) => {
    if (!isOn.checked || event.ctrlKey || event.metaKey || event.altKey) return;
    if (isTyping(event.target, event.key)) return;
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
document.querySelector("[data-next] button")?.focus();
