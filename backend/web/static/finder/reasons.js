// Finder: why a place stands where it does, in words (shared/reasons.py).

import { dayInWords, dayOf, hourOf, wallTime } from "./clock.js";

const NIGHT_ENDS_HOUR = 6;

/**
 * Returns a reason {code, now, at, minutes} as a resident reads it, in the language of `say`.
 * @param {Reason} reason
 * @param {Say} say
 * @returns {string}
 */
export function reasonWords(reason, say) {
  return WORDS[reason.code](reason, say);
}

/** @type {Record<string, (reason: Reason, say: Say) => string>} */
const WORDS = {
  "open-all-day": (_, say) => say("Open day and night"),
  "open-until": openUntil,
  "closes-after-arrival": ({ minutes }, say) => say.count(
    "Closes {n} minute after you arrive", "Closes {n} minutes after you arrive", minutes,
  ),
  "opens-after-arrival": ({ at, minutes }, say) => say.count(
    "Opens at {{clock}}, {n} minute after you arrive",
    "Opens at {{clock}}, {n} minutes after you arrive",
    minutes, { clock: wallTime(at) },
  ),
  "closes-before-arrival": ({ at }, say) => (
    say("Closes at {clock}, before you get there", { clock: wallTime(at) })
  ),
  "opens-later": opensLater,
  "not-known": (_, say) => say("Closed, next opening not known"),
  "list-too-old": (_, say) => say("Hours may have changed, call first"),
};

/** @type {(reason: Reason, say: Say) => string} */
function openUntil({ now, at }, say) {
  const days = dayOf(at) - dayOf(now);
  // Everybody reads "02:00" as the night that has begun; a later hour needs its day.
  const isPlain = days === 0 || (days === 1 && hourOf(at) < NIGHT_ENDS_HOUR);
  const time = wallTime(at);
  const clock = time === "00:00" ? say("midnight") : time;
  if (isPlain) return say("Open until {clock}", { clock });
  return say("Open until {clock} {day}", { clock, day: dayInWords(at, now, say) });
}

/** @type {(reason: Reason, say: Say) => string} */
function opensLater({ now, at }, say) {
  const clock = wallTime(at);
  if (dayOf(at) === dayOf(now)) return say("Closed, opens at {clock}", { clock });
  return say("Closed, opens {day} at {clock}", { day: dayInWords(at, now, say), clock });
}
