// Finder: what the scripts say in the language of the page.

import { makeSay } from "../finder/saying.js";

/** What an address ends with so that the answer is in the language of the page. */
export const inLanguage = () => {
  const code = document.documentElement.lang;
  return code === "en" ? "" : `?lang=${code}`;
};

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
