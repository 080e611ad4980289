// What makes residents' pages better where scripts run; every page works without.
import { sendWaiting } from "./resident/outbox.js";
import { ExitThisPage } from "./vendor/govuk/exit-this-page.js";

document.body.classList.add("js-enabled", "govuk-frontend-supported");

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

// What somebody had kept on this device goes as soon as there is a connection.
addEventListener("online", sendWaiting);
sendWaiting();
