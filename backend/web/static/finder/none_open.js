// Finder: what stands in place of the headline when nothing near is open (shared/standing.py).

import { byParts, firstOf } from "./best.js";
import { nextOpening, OPEN } from "./ranking.js";
import { reasonWords } from "./reasons.js";
import { walkOf } from "./standing.js";

/** A place that opens next helps only if one can walk there in so many minutes. */
export const WALKABLE_MIN = 30;

/**
 * Returns the nearest open place, the next to open near, and a night haven; each place once.
 * @param {Ranked[]} items ranked places, best first
 * @param {number} minute now, in UTC minutes since 1970
 * @returns {NextBest[]}
 */
export function nextBest(items, minute) {
  const found = [
    { kind: "nearest-open", item: items.find((item) => item.tier === OPEN) },
    { kind: "opens-next", item: opensNext(items, minute) },
    { kind: "haven", item: haven(items) },
  ];
  const seen = new Set();
  const each = found.filter(({ item }) => item && !seen.has(item.place.id) && seen.add(item.place.id));
  return /** @type {NextBest[]} */ (each);
}

/**
 * Returns the line of a next best place, below its name.
 * @param {NextBest} line
 * @param {Say} say
 * @param {boolean} [isRough]
 * @returns {string}
 */
export function nextBestWords({ kind, item }, say, isRough = false) {
  if (kind === "nearest-open") {
    return say("The nearest that is open: {amount} {unit}", walkOf(item, say, isRough));
  }
  const reason = reasonWords(item.reason, say);
  return kind === "haven" ? say("Night haven. {reason}.", { reason }) : reason;
}

/** @type {(items: Ranked[], minute: number) => Ranked|undefined} */
function opensNext(items, minute) {
  /** @type {(item: Ranked) => number} */
  const beginOf = (item) => {
    const opening = nextOpening(item.place.openings, minute + item.walkMin);
    return opening ? opening[0] : 0;
  };
  const waiting = items.filter((item) => (
    item.tier !== OPEN && item.walkMin <= WALKABLE_MIN && beginOf(item) > minute
  ));
  return leastOf(waiting, (item) => [beginOf(item), item.distanceM]);
}

/** @type {(items: Ranked[]) => Ranked|undefined} */
function haven(items) {
  const havens = items.filter(({ place }) => place.kind === "haven");
  return leastOf(havens, (item) => [item.tier, item.distanceM]);
}

/** @type {(items: Ranked[], key: (item: Ranked) => Key) => Ranked|undefined} */
function leastOf(items, key) {
  return firstOf(1, items, (a, b) => byParts(key(a), key(b)))[0];
}
