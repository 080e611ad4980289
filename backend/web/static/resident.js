// What makes residents' pages better where scripts run; every page works without.
import { sendWaiting } from "./resident/outbox.js";
import { ExitThisPage } from "./vendor/govuk/exit-this-page.js";

document.body.classList.add("govuk-frontend-supported");

// Leaving forgets first what this browser was told to keep; the server says it once more.
const forget = () => {
  try {
    localStorage.clear();
  } catch {
    // Storage that is switched off holds nothing.
  }
};
const way = document.querySelector("[data-module='govuk-exit-this-page']");
if (way) {
  new ExitThisPage(way);
  way.addEventListener("click", forget, true);
  document.addEventListener("keyup", (event) => { if (event.key === "Shift" && document.body.classList.contains("govuk-exit-this-page-hide-content")) forget(); });
}

// About a place the first page is the browser's own: it needs no signal, and the server is not told.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!(form instanceof HTMLFormElement) || !form.matches("[data-about-place]") || !crypto.subtle || !crypto.randomUUID) return;
  event.preventDefault();
  location.assign(`${form.getAttribute("action")}#place=${new FormData(form).get("place")}`);
});

// What somebody had kept on this device goes as soon as there is a connection.
addEventListener("online", sendWaiting);
sendWaiting();
