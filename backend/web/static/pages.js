// What makes pages better where scripts run; every page works without.
import { initAll } from "./vendor/govuk/govuk-frontend.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
initAll();

// Monday's boxes, of the usual week or of a season, go into those of the four days after it.
for (const copy of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-copy-days]"))) {
  const days = copy.dataset.copyDays ?? "";
  copy.addEventListener("click", () => {
    const monday = /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll(`[name^="${days}0-"]`));
    for (const box of monday) {
      for (const day of [1, 2, 3, 4]) {
        const name = days + day + box.name.slice(days.length + 1);
        const other = /** @type {HTMLInputElement | null} */ (document.getElementById(name));
        if (other) other.value = box.value;
      }
    }
  });
}

// A form that was typed into asks before it is left by accident.
let isTouched = false;
for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("input", () => { isTouched = true; });
  form.addEventListener("submit", () => { isTouched = false; });
}
window.addEventListener("beforeunload", (event) => {
  if (isTouched) event.preventDefault();
});
