// Finder: the list kept on this device, once somebody asks for it; leaving deletes it.

import { since } from "../finder/age.js";
import { isAtHome, offerHome } from "./home.js";
import { into } from "./words.js";

// Elements that the page has.
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const isOffered = "serviceWorker" in navigator && window.isSecureContext;

/**
 * Offers to keep the list, or says how old the kept one is and offers to delete it.
 * @param {List|null} found
 */
export async function keeping(found) {
  if (!isOffered) return;
  const said = /** @type {Said} */ (at("said").dataset);
  const held = await navigator.serviceWorker.getRegistration("/");
  at("keeping").hidden = false;
  at("keep").hidden = Boolean(held);
  at("unkeep").hidden = !held;
  if (held) at("keep-told").textContent = found ? into(said.kept, { ago: since(found) }) : said.keptPlain;
}

async function begin() {
  const said = /** @type {Said} */ (at("said").dataset);
  const button = /** @type {HTMLButtonElement} */ (at("keep"));
  button.disabled = true;
  try {
    await navigator.serviceWorker.register("/worker.js", { scope: "/" });
    const worker = await navigator.serviceWorker.ready;
    await /** @type {Promise<void>} */ (new Promise((done, failed) => {
      const line = new MessageChannel();
      line.port1.onmessage = ({ data }) => (data === "kept" ? done() : failed(new Error(data)));
      const pages = ["", "help", "feedback", "about/offline", "cards.json", "words.json"];
      /** @type {ServiceWorker} */ (worker.active).postMessage({ keep: pages.map((page) => `/${page}${location.search}`) }, [line.port2]);
    }));
    await keeping(null);
  } catch (error) {
    await forget();
    at("keep-told").textContent = said.refused;
  }
  button.disabled = false;
}

/** Deletes the worker, everything it holds and what waits here. */
export async function forget() {
  try {
    const held = await navigator.serviceWorker.getRegistration("/");
    if (held) await held.unregister();
    for (const name of await caches.keys()) await caches.delete(name);
  } catch (error) {
    // A browser that refuses storage holds nothing.
  }
}

/** Keeps the list by itself where the page was put on a home screen: that said that it does. */
export async function keepAtHome() {
  if (!isOffered) return;
  offerHome(begin);
  if (!isAtHome()) return;
  const isHeld = await navigator.serviceWorker.getRegistration("/") && await caches.match(location.pathname + location.search);
  if (!isHeld && navigator.onLine) await begin();
}

document.getElementById("keep")?.addEventListener("click", begin);
document.getElementById("unkeep")?.addEventListener("click", async () => {
  await forget();
  const { deleted, deletedAtHome } = at("said").dataset;
  at("keep-told").textContent = (isAtHome() ? deletedAtHome : deleted) || "";
  at("unkeep").hidden = true;
  at("keep").hidden = false;
});
