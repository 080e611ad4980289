// Finder: how old the list is, in words, where that matters.

import { dayOf } from "./clock.js";

const DAY_MIN = 24 * 60;

/**
 * Returns what a list over a day or over a week old says of itself, else "".
 * @param {ListAge} age
 * @param {{say: Say, minute: () => number, publishedMinute: number}} found
 * @returns {string}
 */
export function wholeDay(age, { say, minute, publishedMinute }) {
  if (age === "fresh") return "";
  const days = Math.max(1, Math.floor((minute() - publishedMinute) / DAY_MIN));
  const ago = days === 1 ? say("yesterday") : say.count("{n} day ago", "{n} days ago", days);
  return age === "silent"
    ? say("List from {ago}: too old to say what is open. Call first.", { ago })
    : say("List from {ago}. Hours may have changed.", { ago });
}

/**
 * Returns "today", "yesterday" or "3 days ago" for the day on which a list was published.
 * @param {{say: Say, minute: () => number, publishedMinute: number}} found
 * @returns {string}
 */
export function since({ say, minute, publishedMinute }) {
  const days = dayOf(minute()) - dayOf(publishedMinute);
  if (days <= 0) return say("today");
  return days === 1 ? say("yesterday") : say.count("{n} day ago", "{n} days ago", days);
}
