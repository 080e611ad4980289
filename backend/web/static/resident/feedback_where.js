// What a name may stand for, found in the browser; null where it cannot, and the server is asked.

import { KINDS } from "../finder/matches.js";
import { Gazetteer } from "../finder/gazetteer.js";
import { openDocuments } from "../finder/documents.js";
import { nearestZone } from "../finder/zones.js";
import { toMinute } from "../finder/clock.js";
import { position } from "./position.js";
import { into } from "./words.js";

// A town, or the middle of half a postcode, is no neighbourhood that somebody meant.
const SUBJECTS = KINDS.filter((kind) => !["town", "sector", "district"].includes(kind));
const MOST = 10;

/**
 * Returns what may be spoken about under a name: {key: "zone:z1", label, detail, lat, lon}.
 * @param {string} typed
 * @param {Said} said
 * @returns {Promise<Subject[]|null>}
 */
export async function findSubjects(typed, said) {
  try {
    const documents = await openDocuments();
    const [places, zones, names] = await Promise.all([
      documents.read("places"), documents.read("zones"), documents.read("gazetteer"),
    ]);
    if (!places || !zones) return null;
    const minute = toMinute(new Date());
    const listed = places.places.filter((place) => place.listed_until > minute);
    const found = new Gazetteer(names || { names: [] }, listed, zones.zones).search(typed, MOST, SUBJECTS);
    const subjects = found.matches.map((match) => subjectOf(match, zones.zones, said));
    return /** @type {Subject[]} */ (subjects.filter(Boolean));
  } catch (error) {
    return null;
  }
}

/**
 * Returns the neighbourhood one is in, found here; {why: "denied"|"outside"} where there is none.
 * @returns {Promise<Subject|{why: string}>}
 */
export async function subjectHere() {
  const at = await position();
  if (at.why !== undefined) return { why: "denied" };
  try {
    const body = await (await openDocuments()).read("zones");
    if (!body) return { why: "offline" };
    const zone = nearestZone(body.zones, at);
    return zone ? { key: `zone:${zone.id}`, label: zone.label, lat: zone.lat, lon: zone.lon } : { why: "outside" };
  } catch (error) {
    return { why: "offline" };
  }
}

/**
 * Returns a place that is on the list, to be spoken about; {why: "left"|"offline"} where it is not.
 * @param {string} id
 * @returns {Promise<Subject|{why: string}>}
 */
export async function subjectListed(id) {
  try {
    const documents = await openDocuments();
    const body = await documents.read("places");
    if (!body) return { why: "offline" };
    // By the list's own moment: the clock of a device may be years off.
    const place = body.places.find((each) => each.id === id && each.listed_until > documents.publishedMinute);
    return place ? { key: `place:${id}`, label: place.name, lat: place.lat, lon: place.lon } : { why: "left" };
  } catch (error) {
    return { why: "offline" };
  }
}

/** @type {(match: Match, zones: Zone[], said: Said) => Subject|null} */
function subjectOf({ kind, label, town, at, id }, zones, said) {
  if (kind === "zone") return { key: `zone:${id}`, label, detail: said.zone, ...at };
  if (kind === "place") return { key: `place:${id}`, label, detail: into(said.place, { t: town }), ...at };
  const zone = nearestZone(zones, at);
  if (!zone) return null;
  return { key: `zone:${zone.id}`, label: into(said.near, { n: label }), detail: town, lat: zone.lat, lon: zone.lon };
}
