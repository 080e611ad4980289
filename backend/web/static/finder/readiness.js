// Finder: how ready a place is, in one sentence (shared/readiness.py).

import { dayFrom, dayOf } from "./clock.js";
import { isDue } from "./ranking.js";
import { toSay } from "./saying.js";

const MONTHS = [
  toSay("January"), toSay("February"), toSay("March"), toSay("April"),
  toSay("May"), toSay("June"), toSay("July"), toSay("August"),
  toSay("September"), toSay("October"), toSay("November"), toSay("December"),
];

/**
 * Returns "today", "yesterday" or "6 days ago" for a day such as "2026-11-21".
 * @param {string} day
 * @param {number} minute now, in UTC minutes since 1970
 * @param {Say} say
 * @returns {string}
 */
export function daysAgo(day, minute, say) {
  const days = dayOf(minute) - dayFrom(day);
  if (days <= 0) return say("today");
  return days === 1 ? say("yesterday") : say.count("{n} day ago", "{n} days ago", days);
}

/**
 * Returns how ready a place is, or "" where its list says nothing of readiness.
 * @param {Place} place a body of the `places` document
 * @param {number} minute now, in UTC minutes since 1970
 * @param {Say} say
 * @param {string} [comma] what stands between two things of a list
 * @returns {string}
 */
export function readinessWords(place, minute, say, comma = ", ") {
  if (typeof place.due_from !== "number") return "";
  const head = isDue(place, minute)
    ? say("Not everything here was confirmed in time.") : say("Ready.");
  const told = [];
  if (place.confirmed_on) {
    told.push(say("staff confirmed {ago}", { ago: daysAgo(place.confirmed_on, minute, say) }));
  }
  if (place.rota) {
    const { trained = 0, rota } = place;
    told.push(say("{trained} of {rota} trained", { trained, rota }));
  }
  if (place.visited) {
    told.push(say("visited in {month}", { month: monthWords(place.visited, minute, say) }));
  }
  if (!told.length) return head;
  const [first, ...letters] = told.join(comma);
  return `${head} ${first.toUpperCase()}${letters.join("")}.`;
}

// A year is told where it is not that of now in UTC, as the phone compares it.
/** @type {(visited: string, minute: number, say: Say) => string} */
function monthWords(visited, minute, say) {
  const [year, month] = visited.split("-").map(Number);
  const name = say(MONTHS[month - 1]);
  return year === new Date(minute * 60000).getUTCFullYear() ? name : `${name} ${year}`;
}
