// Finder: the contract's ranking (shared/ranking.py): which place to walk to now, and why.

import { byParts, firstOf } from "./best.js";
import { bearingDeg, metresPerDegree } from "./geo.js";
import { notedReason, openReason, otherReason } from "./why.js";

/** A place counts as open when I arrive only if it stays open this many minutes after that. */
export const STAY_MIN = 15;
/** Opening soon: I can be inside within this many minutes after arriving there. */
export const SOON_MIN = 60;
/** Near: within this many minutes on foot. */
export const NEAR_MIN = 15;
/** Where something is overdue, a place ranks as if it were so many minutes further. */
export const DUE_SINKS_MIN = 10;
/** Open on arrival, opening soon after it, and the rest: best first. */
export const OPEN = 0, SOON = 1, REST = 2;

/** Straight-line metres that one minute on foot covers (shared/walking.py: 80 m/min, 1.3). */
export const METRES_PER_MINUTE = 80.0 / 1.3;
const OLD_AFTER_MIN = 24 * 60;
const SILENT_AFTER_MIN = 7 * 24 * 60;
const SINKS_M = DUE_SINKS_MIN * METRES_PER_MINUTE;
const AT_ONCE = 0;
const NEVER = Infinity;

/**
 * Returns the `limit` best places: open on arrival by walk, then opening soon, then the rest.
 *
 * A place whose `listed_until` has come by the time of arrival is not there at all; one where
 * something is overdue sinks; a list older than seven days makes no claim.
 * @param {Place[]} places bodies of the `places` document
 * @param {Point} here
 * @param {number} minute now, in UTC minutes since 1970
 * @param {number} publishedMinute when the list was published, in UTC minutes
 * @param {number} [limit]
 * @param {{facilities?: string[]}} [wanted] codes that a place must have, all of them
 * @returns {Ranking}
 */
export function rank(places, here, minute, publishedMinute, limit = 30, { facilities = [] } = {}) {
  const age = listAge(publishedMinute, minute);
  const question = { here, minute, claims: age !== "silent" };
  const keys = keysOf(places, question, facilities);
  const items = firstOf(limit, keys, byParts).map((key) => explain(places[key[3]], key, question));
  const isOpenNear = items.some((item) => item.tier === OPEN && item.walkMin <= NEAR_MIN);
  return { items, isOpenNear, age };
}

/**
 * Returns "fresh", "old" (over 24 hours) or "silent" (over 7 days: nothing is claimed open).
 * @param {number} publishedMinute
 * @param {number} minute
 * @returns {ListAge}
 */
export function listAge(publishedMinute, minute) {
  const age = minute - publishedMinute;
  if (age > SILENT_AFTER_MIN) return "silent";
  return age > OLD_AFTER_MIN ? "old" : "fresh";
}

/**
 * Returns whole minutes on foot for straight-line metres, rounded up, at least 1.
 * @param {number} metres
 * @returns {number}
 */
export function walkMin(metres) {
  return Math.trunc(metres / METRES_PER_MINUTE) + 1;
}

/**
 * Returns the opening [begin, end] that holds a UTC minute or the next one after it, or null.
 * @param {Opening[]} openings
 * @param {number} minute
 * @returns {Opening|null}
 */
export function nextOpening(openings, minute) {
  for (const opening of openings) if (opening[1] > minute) return opening;
  return null;
}

/**
 * Returns whether something is overdue at a place, by its own published minute.
 * @param {{due_from?: number|null}} place
 * @param {number} minute
 * @returns {boolean}
 */
export function isDue(place, minute) {
  return typeof place.due_from === "number" && place.due_from <= minute;
}

// Gives (wait, sunk metres, metres, row) of every place still listed: numbers alone, no text.
/** @type {(places: Place[], question: Question, facilities: string[]) => RankingKey[]} */
function keysOf(places, { here, minute, claims }, facilities) {
  const [north, east] = metresPerDegree(here.lat);
  // Half the change of a degree's length per degree north: the scale at mid-latitude.
  const turn = (metresPerDegree(Math.min(here.lat + 0.1, 90))[1] - east) / 0.2;
  /** @type {RankingKey[]} */
  const keys = [];
  places.forEach((place, row) => {
    const degrees = place.lat - here.lat;
    const across = (place.lon - here.lon) * (east + turn * degrees);
    const up = degrees * north;
    const metres = Math.sqrt(up * up + across * across);
    const arrive = minute + walkMin(metres);
    if (place.listed_until <= arrive || !hasAll(place, facilities)) return;
    const wait = claims ? waitAt(place.openings, minute, arrive) : NEVER;
    keys.push([wait, isDue(place, minute) ? metres + SINKS_M : metres, metres, row]);
  });
  return keys;
}

/** @type {(place: Place, facilities: string[]) => boolean} */
function hasAll(place, facilities) {
  return facilities.every((code) => (place.facilities || []).includes(code));
}

// Gives 0 for what is open on arrival, minutes from now for what opens soon after it.
/** @type {(openings: Opening[], minute: number, arrive: number) => number} */
function waitAt(openings, minute, arrive) {
  // Taken by their index: taking pairs apart costs a long list more than all the rest.
  for (const opening of openings) {
    if (opening[1] >= arrive + STAY_MIN) {
      const begin = opening[0];
      if (begin <= arrive) return AT_ONCE;
      return begin <= arrive + SOON_MIN ? begin - minute : NEVER;
    }
  }
  return NEVER;
}

/** @type {(place: Place, key: RankingKey, question: Question) => Ranked} */
function explain(place, [wait, , distance], { here, minute, claims }) {
  const tier = wait === AT_ONCE ? OPEN : wait === NEVER ? REST : SOON;
  const walk = walkMin(distance);
  const arrive = minute + walk;
  const atDoor = nextOpening(place.openings, arrive);
  const openUntil = claims && atDoor && atDoor[0] <= arrive ? atDoor[1] : null;
  let reason;
  if (!claims) reason = notedReason("list-too-old", minute);
  else if (tier === OPEN && openUntil !== null) reason = openReason(openUntil, minute);
  else {
    const atOnce = nextOpening(place.openings, minute);
    reason = otherReason({ atDoor, atOnce, now: minute, arrive, isSoon: tier === SOON });
  }
  return {
    place, tier, walkMin: walk, distanceM: distance, bearingDeg: bearingDeg(here, place),
    reason, openUntil, isDue: isDue(place, minute),
  };
}
