// Finder: points of help (shared/points.py): the nearest of each kind; never taken for a safe place.

import { bearingDeg, distanceM } from "./geo.js";
import { walkMin } from "./ranking.js";

/** A point of help further away than this on foot helps nobody, and is not shown. */
export const FURTHEST_MIN = 30;

/**
 * Returns the nearest point of each kind that is within half an hour on foot, with the way there.
 * @template {HelpPoint} T
 * @param {T[]} points
 * @param {Point} here
 * @param {string[]} kinds known kinds, in their order
 * @returns {(Walk & {point: T})[]}
 */
export function nearestOfEachKind(points, here, kinds) {
  /** @type {Map<string, {point: T, metres: number}>} */
  const best = new Map();
  for (const point of points) {
    const metres = distanceM(here, point);
    const held = best.get(point.kind);
    const isNearer = !held || metres < held.metres || (metres === held.metres && point.id < held.point.id);
    if (isNearer) best.set(point.kind, { point, metres });
  }
  return kinds.filter((kind) => best.has(kind))
    .map((kind) => /** @type {{point: T, metres: number}} */ (best.get(kind)))
    .map(({ point, metres }) => ({
      point, walkMin: walkMin(metres), distanceM: metres, bearingDeg: bearingDeg(here, point),
    }))
    .filter((item) => item.walkMin <= FURTHEST_MIN);
}
