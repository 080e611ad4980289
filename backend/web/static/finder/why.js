// Finder: the contract's reasons as numbers (shared/reasons.py): why a place stands where it does.

const ALL_DAY_MIN = 24 * 60;

/**
 * Returns a reason {code, now, at, minutes}: a code, UTC minutes, and a count of minutes.
 * @param {string} code
 * @param {number} now
 * @param {number} [at]
 * @param {number} [minutes]
 * @returns {Reason}
 */
export function notedReason(code, now, at = 0, minutes = 0) {
  return { code, now, at, minutes };
}

/**
 * Returns the reason of a place that is open on arrival and stays open until a UTC minute.
 * @param {number} until
 * @param {number} now
 * @returns {Reason}
 */
export function openReason(until, now) {
  return notedReason(until - now >= ALL_DAY_MIN ? "open-all-day" : "open-until", now, until);
}

/**
 * Returns the reason of any other place; minutes are UTC minutes.
 *
 * `atDoor` is the opening at or after arrival, `atOnce` the one at or after now, null where none.
 * @param {{atDoor: Opening|null, atOnce: Opening|null, now: number, arrive: number,
 *   isSoon: boolean}} found
 * @returns {Reason}
 */
export function otherReason({ atDoor, atOnce, now, arrive, isSoon }) {
  if (atDoor && atDoor[0] <= arrive) {
    return notedReason("closes-after-arrival", now, atDoor[1], atDoor[1] - arrive);
  }
  if (atDoor && isSoon) {
    return notedReason("opens-after-arrival", now, atDoor[0], atDoor[0] - arrive);
  }
  if (atOnce && atOnce[0] <= now && atOnce[1] <= arrive) {
    return notedReason("closes-before-arrival", now, atOnce[1]);
  }
  return atDoor ? notedReason("opens-later", now, atDoor[0]) : notedReason("not-known", now);
}
