// What a young person changed goes by itself, on another day, if they have this device keep it.
import { main, progress, show, words } from "./feedback_pages.js";
import { keepApart } from "./outbox.js";

export const keepRecord = () => {
  if (keepApart(progress.apart)) {
    progress.apart = [];
    show("saved", { isBack: true });
  } else /** @type {HTMLElement} */ (main.querySelector("[data-apart] p")).textContent = words.faults.notKept;
};
