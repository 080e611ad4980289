// What makes pages better where scripts run; every page works without.
import { initAll } from "./vendor/govuk/govuk-frontend.js";

document.body.classList.add("js-enabled");
if ("noModule" in HTMLScriptElement.prototype) {
  document.body.classList.add("govuk-frontend-supported");
}
initAll();

const copy = document.querySelector("[data-copy-days]");
const time = (/** @type {string} */ id) => /** @type {HTMLInputElement} */ (document.getElementById(id));
copy?.addEventListener("click", () => {
  for (const part of [0, 1]) {
    for (const end of ["from", "to"]) {
      const monday = time(`d0-${part}-${end}`).value;
      for (const day of [1, 2, 3, 4]) time(`d${day}-${part}-${end}`).value = monday;
    }
  }
});

// A form that was typed into asks before it is left by accident.
let isTouched = false;
for (const form of document.querySelectorAll("form[data-keep]")) {
  form.addEventListener("input", () => { isTouched = true; });
  form.addEventListener("submit", () => { isTouched = false; });
}
window.addEventListener("beforeunload", (event) => {
  if (isTouched) event.preventDefault();
});
