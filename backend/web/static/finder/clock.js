// Finder: the contract's time (shared/clock.py): UTC minutes, London days and ISO weeks.

import { toSay } from "./saying.js";

const MINUTE_MS = 60000;
const DAY_MIN = 24 * 60;
const HOUR_MIN = 60;

const DAYS = [
  toSay("Monday"), toSay("Tuesday"), toSay("Wednesday"), toSay("Thursday"),
  toSay("Friday"), toSay("Saturday"), toSay("Sunday"),
];

const LONDON = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London", hourCycle: "h23",
  year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric",
});
// Clocks change on a full hour, so that what one minute of it tells holds for the whole hour.
/** @type {Map<number, number>} */
const offsets = new Map();

/**
 * Returns whole UTC minutes since 1970, rounded down.
 * @param {Date} date
 * @returns {number}
 */
export function toMinute(date) {
  return Math.floor(date.getTime() / MINUTE_MS);
}

/**
 * Returns the local wall-clock time of a UTC minute, such as "02:00".
 * @param {number} minute
 * @returns {string}
 */
export function wallTime(minute) {
  const ofDay = localMinute(minute) % DAY_MIN;
  return `${two(Math.floor(ofDay / HOUR_MIN))}:${two(ofDay % HOUR_MIN)}`;
}

/**
 * Returns the local hour of a UTC minute, 0 to 23.
 * @param {number} minute
 * @returns {number}
 */
export function hourOf(minute) {
  return Math.floor((localMinute(minute) % DAY_MIN) / HOUR_MIN);
}

/**
 * Returns the local day of a UTC minute as a number of days since 1970-01-01.
 * @param {number} minute
 * @returns {number}
 */
export function dayOf(minute) {
  return Math.floor(localMinute(minute) / DAY_MIN);
}

/**
 * Returns the day of a text such as "2026-11-27" as a number of days since 1970-01-01.
 * @param {string} text
 * @returns {number}
 */
export function dayFrom(text) {
  const [year, month, day] = text.split("-").map(Number);
  return Date.UTC(year, month - 1, day) / MINUTE_MS / DAY_MIN;
}

/**
 * Returns "today", "tomorrow" or the weekday on which a UTC minute falls, seen from another.
 * @param {number} minute
 * @param {number} nowMinute
 * @param {(text: string) => string} say
 * @returns {string}
 */
export function dayInWords(minute, nowMinute, say) {
  const day = dayOf(minute);
  const ahead = day - dayOf(nowMinute);
  if (ahead === 0) return say("today");
  return ahead === 1 ? say("tomorrow") : say(DAYS[weekday(day)]);
}

/**
 * Returns the ISO week of the local day of a moment, such as "2026-W47".
 * @param {Date} date
 * @returns {string}
 */
export function weekOf(date) {
  const day = dayOf(toMinute(date));
  // A week belongs to the year of its Thursday (ISO 8601).
  const thursday = day - weekday(day) + 3;
  const year = utcOf(thursday).getUTCFullYear();
  const week = Math.floor((thursday - dayFrom(`${year}-01-01`)) / 7) + 1;
  return `${year}-W${two(week)}`;
}

/**
 * Returns the month of the local day of a moment, such as "2026-11", or one so many months later.
 * @param {Date} date
 * @param {number} [later]
 * @returns {string}
 */
export function monthOf(date, later = 0) {
  const today = utcOf(dayOf(toMinute(date)));
  const months = today.getUTCFullYear() * 12 + today.getUTCMonth() + later;
  return `${Math.floor(months / 12)}-${two((months % 12) + 1)}`;
}

/** @type {(minute: number) => number} */
function localMinute(minute) {
  const hour = Math.floor(minute / HOUR_MIN);
  const known = offsets.get(hour);
  if (known !== undefined) return minute + known;
  const offset = offsetAt(hour * HOUR_MIN);
  offsets.set(hour, offset);
  return minute + offset;
}

/** @type {(minute: number) => number} */
function offsetAt(minute) {
  /** @type {Record<string, number>} */
  const read = {};
  for (const part of LONDON.formatToParts(new Date(minute * MINUTE_MS))) {
    read[part.type] = Number(part.value);
  }
  // Some browsers of 2019 write midnight as 24 although they were asked for 0.
  const there = Date.UTC(read.year, read.month - 1, read.day, read.hour % 24, read.minute);
  return there / MINUTE_MS - minute;
}

/** @type {(day: number) => Date} */
function utcOf(day) {
  return new Date(day * DAY_MIN * MINUTE_MS);
}

/** @type {(day: number) => number} */
function weekday(day) {
  return (day + 3) % 7;
}

/** @type {(number: number) => string} */
function two(number) {
  return String(number).padStart(2, "0");
}
