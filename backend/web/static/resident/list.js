// Finder: the published list in this browser, and what is worked out from it.

import { toMinute } from "../finder/clock.js";
import { openDocuments } from "../finder/documents.js";
import { distanceM } from "../finder/geo.js";
import { neighboursOf } from "../finder/neighbours.js";
import { rank } from "../finder/ranking.js";
import { isOutside, REACH_M } from "../finder/zones.js";
import { isAhead } from "./held.js";
import { namesOf } from "./looking.js";
import { inLanguage, words } from "./words.js";

const WRONG_MIN = 10;
const LATE_MS = 30000;
/** Whether what the page had the browser fetch beside its scripts was taken. */
let isTaken = false;

/**
 * Returns the list as it is published now, with `rank`, and with `names`, `facts` and `zones`, which
 * come when they are first asked for: the list stands without them.
 *
 * The server's clock corrects this one, where an answer told it; rejects as `openDocuments`.
 * @returns {Promise<List>}
 */
export async function openList() {
  const { load, heard } = listening(isAskedAlready());
  isTaken = true;
  const documents = await openDocuments({ fetch: load });
  const [body, say] = await Promise.all([documents.read("places"), words()]);
  if (!body) throw new TypeError("the manifest names no list");
  const { places } = body;
  const { facts, zones } = later(documents);
  const minute = () => toMinute(new Date(Date.now() + heard.ahead));
  return {
    say,
    facts,
    places,
    minute,
    documents,
    publishedMinute: documents.publishedMinute,
    isKept: heard.isKept,
    isClockWrong: Math.abs(heard.ahead) > WRONG_MIN * 60000,
    rank: (here, limit, facilities) => (
      rank(places, here, minute(), documents.publishedMinute, limit, { facilities })
    ),
    names: () => namesOf(documents, places, minute),
    beyond: async (here) => {
      if (places.some((place) => distanceM(here, place) <= REACH_M)) return null;
      const held = await zones();
      return isOutside(held, places, here) ? { neighbours: neighboursOf(documents.manifest) } : null;
    },
    zones,
  };
}

// What is fetched once, when it is first asked for. The zones come after what pages say, wherever
// one is: no request, and no order of them, tells who is outside the borough.
/** @type {(documents: Documents) => Pick<List, "facts"|"zones">} */
function later(documents) {
  /** @type {Promise<Record<string, string>>|null} */
  let told = null;
  /** @type {Promise<Zone[]>|null} */
  let edge = null;
  const facts = () => {
    told = told || cards();
    return told;
  };
  const zones = () => {
    edge = edge || facts().then(() => documents.read("zones")).then((held) => (held ? held.zones : []), () => []);
    return edge;
  };
  return { facts, zones };
}

// Fetches, and hears in the manifest's answer how far the server's clock is ahead of this one, and
// whether it is one that the worker kept.
/** @type {(isAsked: boolean) => {load: typeof fetch, heard: {ahead: number, isKept: boolean}}} */
function listening(isAsked) {
  const heard = { ahead: 0, isKept: false };
  /** @type {typeof fetch} */
  const load = async (address, how) => {
    const asked = isAsked ? performance.timeOrigin : Date.now();
    // With other credentials than the page asked with, the browser would ask once more. Residents
    // have no cookie; a member of staff's goes to our own server, once.
    const answer = await fetch(address, isAsked ? { ...how, credentials: "same-origin" } : how);
    // Another answer may be one that the browser kept: it says when it came, hours ago.
    if (!how || how.cache !== "no-cache") return answer;
    heard.isKept = answer.headers.has("X-Kept");
    const date = Date.parse(answer.headers.get("Date") || "");
    if (date && !heard.isKept && Date.now() - asked < LATE_MS) heard.ahead = date - Date.now();
    return answer;
  };
  return { load, heard };
}

// What the browser was told to fetch ahead is as new as the page, unless somebody came back to the
// page: then it may be what was kept, and nothing of that says what is open now.
function isAskedAlready() {
  if (isTaken || !isAhead() || Date.now() - performance.timeOrigin > LATE_MS) return false;
  const [came] = performance.getEntriesByType("navigation");
  return came instanceof PerformanceNavigationTiming && came.type !== "back_forward";
}

// What the page of each place says comes all at once, so that no request tells which one is read.
async function cards() {
  try {
    const answer = await fetch(`/cards.json${inLanguage()}`, { credentials: "omit" });
    return answer.ok ? await answer.json() : {};
  } catch (error) {
    return {};
  }
}
