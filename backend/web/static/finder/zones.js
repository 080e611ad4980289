// Finder: the contract's zones (shared/zones.py): the smallest area an answer may name.

import { distanceM } from "./geo.js";

/** A point further than this from every centre, in metres, lies outside and has no zone. */
export const REACH_M = 3000;

/**
 * Returns the body of the zone of the nearest centre, or null where none is within reach.
 * @param {Zone[]} zones bodies of the `zones` document
 * @param {Point} point
 * @returns {Zone|null}
 */
export function nearestZone(zones, point) {
  /** @type {Zone|null} */
  let best = null;
  let least = Infinity;
  for (const zone of zones) {
    const metres = distanceM(point, zone);
    if (metres < least || (metres === least && best && zone.id < best.id)) {
      [best, least] = [zone, metres];
    }
  }
  return least > REACH_M ? null : best;
}

/**
 * Returns whether a point lies outside the borough, and not merely near its edge: further than
 * REACH_M from the centre of every zone and from every place. Without zones nobody knows.
 * @param {Zone[]} zones bodies of the `zones` document
 * @param {Point[]} places
 * @param {Point} point
 * @returns {boolean}
 */
export function isOutside(zones, places, point) {
  return zones.length > 0 && !zones.concat(/** @type {any[]} */ (places)).some((each) => distanceM(point, each) <= REACH_M);
}
