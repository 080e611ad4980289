// Finder: what list, map and page say of how a place stands (shared/standing.py).

import { nearestWhole, windIndex } from "./geo.js";
import { OPEN } from "./ranking.js";
import { reasonWords } from "./reasons.js";
import { daysAgo } from "./readiness.js";
import { toSay } from "./saying.js";

/** Beyond so many minutes a walk is given in kilometres: nobody walks it. */
export const FAR_MIN = 90;

const WINDS = [
  toSay("north"), toSay("north-east"), toSay("east"), toSay("south-east"),
  toSay("south"), toSay("south-west"), toSay("west"), toSay("north-west"),
];

/**
 * Returns the nearest of the eight winds in words, for degrees clockwise from north.
 * @param {number} deg
 * @param {Say} say
 * @returns {string}
 */
export function windWords(deg, say) {
  return say(WINDS[windIndex(deg)]);
}

/**
 * Returns how far a ranked place is, as a number in text and its unit; in km where roughly known.
 * @param {Walk} item
 * @param {Say} say
 * @param {boolean} [isRough]
 * @returns {{amount: string, unit: string}}
 */
export function walkOf(item, say, isRough = false) {
  if (isRough) return { amount: roughKm(item), unit: say("km") };
  if (item.walkMin <= FAR_MIN) return { amount: String(item.walkMin), unit: say("min walk") };
  return { amount: kilometres(item), unit: say("km away") };
}

/**
 * Returns how far a ranked place is, as a sentence.
 * @param {Walk} item
 * @param {Say} say
 * @param {boolean} [isRough]
 * @returns {string}
 */
export function walkWords(item, say, isRough = false) {
  if (isRough) {
    const n = Number(roughKm(item));
    return say("About {n} km away. Your position is only roughly known.", { n });
  }
  if (item.walkMin > FAR_MIN) return say("{n} km away.", { n: kilometres(item) });
  const minutes = say.count("{n} minute on foot", "{n} minutes on foot", item.walkMin);
  const way = windWords(item.bearingDeg, say);
  return say("About {minutes}, towards the {way}.", { minutes, way });
}

/**
 * Returns why a place stands where it does; minutes after arriving need a sharp position.
 * @param {{reason: Reason}} item
 * @param {Say} say
 * @param {boolean} [isRough]
 * @returns {string}
 */
export function standingWords(item, say, isRough = false) {
  if (isRough && item.reason.code === "closes-after-arrival") return say("Closes soon");
  if (isRough && item.reason.code === "opens-after-arrival") return say("Opens soon");
  return reasonWords(item.reason, say);
}

/**
 * Returns how old what is known of a place's readiness is, or that it is overdue.
 * @param {Ranked} item
 * @param {number} minute now, in UTC minutes since 1970
 * @param {Say} say
 * @returns {string}
 */
export function lastHeard({ place, isDue }, minute, say) {
  if (isDue) return say("confirmation overdue");
  if (place.confirmed_on) {
    return say("confirmed {ago}", { ago: daysAgo(place.confirmed_on, minute, say) });
  }
  return say("checked {ago}", { ago: daysAgo(place.checked_on, minute, say) });
}

/**
 * Returns the tone of a ranked place: "go" (open on arrival), "soon" (hurry or wait), "plain".
 * @param {Ranked} item
 * @returns {"go"|"soon"|"plain"}
 */
export function toneOf(item) {
  if (item.tier === OPEN) return "go";
  return /^(closes|opens)-after-arrival$/.test(item.reason.code) ? "soon" : "plain";
}

/** @type {(item: Walk) => string} */
function roughKm(item) {
  return String(Math.max(1, nearestWhole(item.distanceM / 1000)));
}

/** @type {(item: Walk) => string} */
function kilometres(item) {
  return String(nearestWhole(item.distanceM / 1000));
}
