// Finder: the page that finds: asks, works the list out here, and shows it. Nothing typed is sent.

import { board } from "./board.js";
import { ahead, holding } from "./held.js";
import { since } from "../finder/age.js";
import { keepAtHome, keeping } from "./keep.js";
import { openList } from "./list.js";
import { toggle as toggleMap } from "./map.js";
import { show as showOne } from "./one.js";
import { position } from "./position.js";
import { into } from "./words.js";

// Elements that the page has.
const at = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(id));
const said = /** @type {Said} */ (at("said").dataset);
const boxes = () => /** @type {NodeListOf<HTMLInputElement>} */ (document.querySelectorAll("#look [name=with]"));
/** @type {Shown|null} */
let shown = null;

/** Everything that a search needs is the same for everybody; it is here before most have asked. */
const list = holding(openList);

/** @type {(words?: string, where?: string) => void} */
function note(words, where = "note") {
  at(where).textContent = words || "";
  at(where).hidden = !words;
}

/** @type {(error: unknown) => void} */
function mishap(error) {
  const { code } = /** @type {{code?: string}} */ (error);
  if (code === "nothing-published") note(said.none);
  else note(code === "document-newer" ? said.newer : said.offline);
}

/** @type {(here: Here, isFound?: boolean) => Promise<void>} */
async function showNear(here, isFound = false) {
  note(said.looking);
  try {
    const found = await list();
    shown = { found, here, limit: 30, beyond: isFound ? await found.beyond(here) : null };
    note("");
    at("choices").hidden = true;
    draw();
    board.open("found");
    history.pushState({ view: "found" }, "", "/" + location.search);
    keeping(found);
    requestAnimationFrame(() => setTimeout(isFound ? found.zones : found.facts));
  } catch (error) {
    mishap(error);
  }
}

function draw() {
  if (!shown) return;
  const wanted = Array.from(boxes()).filter((box) => box.checked).map((box) => box.value);
  const ranking = shown.found.rank(shown.here, shown.limit, wanted);
  board.draw(ranking, { ...shown, isNarrowed: wanted.length > 0 });
  at("more").hidden = ranking.items.length < shown.limit || Boolean(shown.beyond);
}

at("here").addEventListener("click", async () => {
  note(said.waiting);
  list().catch(() => {});
  const found = await position();
  if (found.why !== undefined) note(said[found.why]);
  else showNear({ ...found, label: found.isRough ? said.rough : said.here }, true);
});

at("look").addEventListener("submit", (event) => {
  event.preventDefault();
  search(/** @type {HTMLInputElement} */ (at("where")).value);
});
document.getElementById("towns")?.addEventListener("submit", (event) => {
  event.preventDefault();
  search(event.submitter instanceof HTMLButtonElement ? event.submitter.value : "");
});

/** @type {(typed: string) => Promise<void>} */
async function search(typed) {
  if (!typed.trim()) return note(said.empty);
  note(said.looking);
  try {
    const found = await list();
    const names = await found.names();
    const { matches, advice } = names.search(typed, said);
    if (matches.length === 1 || (matches.length && matches[0].fit === 0)) return showNear(matches[0]);
    note(advice);
    board.choose(matches, showNear);
  } catch (error) {
    mishap(error);
  }
  return undefined;
}

at("again").addEventListener("click", () => history.back());
at("more").addEventListener("click", () => {
  if (shown) shown.limit += 60;
  draw();
});
at("show-map").addEventListener("click", () => {
  if (shown) toggleMap(shown, at("map"), at("show-map"));
});
for (const box of boxes()) {
  box.addEventListener("change", () => { if (shown) draw(); });
}

// A place opens from what was downloaded: no request tells which one.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("[data-place]");
  if (!(link instanceof HTMLElement) || !link.dataset.place || !shown || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openPlace(link.dataset.place);
  history.pushState({ view: "one", place: link.dataset.place }, "", link.getAttribute("href"));
});
window.addEventListener("popstate", (event) => {
  const state = event.state || {};
  if (state.view === "one" && shown) openPlace(state.place);
  else board.open(state.view === "found" && shown ? "found" : "asking");
});

/** @type {(id: string) => Promise<void>} */
async function openPlace(id) {
  if (shown) await showOne(shown, id, at("one"));
  board.open("one");
}
keeping(null);
keepAtHome();
ahead(() => list().then((found) => {
  if (found.isKept && !at("asking").hidden && at("note").hidden) note(into(said.away, { ago: since(found) }));
}).catch(() => {}));

// From the home screen's shortcut: look at once.
function lookAtOnce() {
  if (location.hash !== "#near") return;
  history.replaceState(history.state, "", location.pathname + location.search);
  at("here").click();
}
window.addEventListener("hashchange", lookAtOnce);
lookAtOnce();
