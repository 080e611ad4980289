// Finder: what the scripts say in the language of the page.

import { apart, filled, makeSay } from "../finder/saying.js";

/** What an address ends with so that the answer is in the language of the page. */
export const inLanguage = () => {
  const code = document.documentElement.lang;
  return code === "en" ? "" : `?lang=${code}`;
};

const isRtl = () => document.documentElement.dir === "rtl";

/**
 * Returns a message of the page with its values, each of which keeps its own direction.
 * @param {string} message
 * @param {Values} values
 * @returns {string}
 */
export const into = (message, values) => filled(message, values, isRtl());

/**
 * Returns a name, an address or a number as it may stand beside words of the page's language.
 * @param {string} text
 * @returns {string}
 */
export const aside = (text) => (isRtl() ? apart(text) : text);

/**
 * Returns what says messages in the language of the page, in English where that cannot be had.
 * @returns {Promise<Say>}
 */
export async function words() {
  if (!inLanguage()) return makeSay();
  try {
    const answer = await fetch(`/words.json${inLanguage()}`, { credentials: "omit" });
    return makeSay(answer.ok ? await answer.json() : undefined);
  } catch (error) {
    return makeSay();
  }
}
