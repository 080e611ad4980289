// Finder: how the page gets onto a home screen. It says so once, in one place; nobody is asked to.

// Elements that the page has.
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
/** Safari on iPhones and iPads alone says whether a page was opened from the home screen. */
const apple = () => /** @type {Navigator & {standalone?: boolean}} */ (navigator).standalone;
/** @type {Asking|null} */
let asking = null;

/** Whether the page was opened from a home screen. */
export const isAtHome = () => apple() === true || matchMedia("(display-mode: standalone)").matches;

/**
 * Shows how it is done where it can be done; `keep` follows once it was.
 * @param {() => void} keep
 */
export function offerHome(keep) {
  if (isAtHome()) return;
  if (apple() === false) {
    at("home").hidden = false;
    at("home-apple").hidden = false;
  }
  window.addEventListener("beforeinstallprompt", (event) => {
    // Without this the browser would ask by itself.
    event.preventDefault();
    asking = /** @type {Asking} */ (event);
    at("home").hidden = false;
    at("home-add").hidden = false;
  });
  at("home-add").addEventListener("click", () => {
    if (asking) asking.prompt();
  });
  window.addEventListener("appinstalled", () => {
    at("home").hidden = true;
    keep();
  });
}
