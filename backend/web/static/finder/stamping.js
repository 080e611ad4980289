// Finder: all the time that an answer keeps, an ISO week and a part of the day (shared/stamping.py).

import { weekOf } from "./clock.js";
import { daypartAt } from "./daypart.js";

const DAY_MS = 86400000;

/**
 * Returns the stamp {week, daypart} of an answer that is given at a moment about a point.
 * @param {"now"|"today"|"last_night"|"this_week"} when
 * @param {Point} at
 * @param {Date} moment
 * @returns {{week: string, daypart: string}}
 */
export function stamp(when, at, moment) {
  const isLastNight = when === "last_night";
  const week = weekOf(isLastNight ? new Date(moment.getTime() - DAY_MS) : moment);
  if (when === "now") return { week, daypart: daypartAt(at, moment) };
  return { week, daypart: isLastNight ? "after_dark" : "not_said" };
}
