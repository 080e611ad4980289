// Finder: the published list in this browser, and what is worked out from it.

import { toMinute } from "../finder/clock.js";
import { openDocuments } from "../finder/documents.js";
import { rank } from "../finder/ranking.js";
import { inLanguage, words } from "./words.js";

const WRONG_MIN = 10;

/**
 * Returns the list as it is published now, with `rank`, and with `names` and `facts`, which come
 * when they are first asked for: the list stands without them.
 *
 * The server's clock corrects this one, where an answer told it; rejects as `openDocuments`.
 * @returns {Promise<List>}
 */
export async function openList() {
  let ahead = 0;
  /** @type {typeof fetch} */
  const load = async (address, how) => {
    const asked = Date.now();
    const answer = await fetch(address, how);
    const date = Date.parse(answer.headers.get("Date") || "");
    if (date && !answer.headers.get("X-Kept") && Date.now() - asked < 30000) ahead = date - Date.now();
    return answer;
  };
  const documents = await openDocuments({ fetch: load });
  const [body, say] = await Promise.all([documents.read("places"), words()]);
  if (!body) throw new TypeError("the manifest names no list");
  /** @type {Promise<Record<string, string>>|null} */
  let told = null;
  const { places } = body;
  const minute = () => toMinute(new Date(Date.now() + ahead));
  return {
    say,
    facts: () => {
      told = told || cards();
      return told;
    },
    places,
    minute,
    documents,
    publishedMinute: documents.publishedMinute,
    isClockWrong: Math.abs(ahead) > WRONG_MIN * 60000,
    rank: (here, limit, facilities) => (
      rank(places, here, minute(), documents.publishedMinute, limit, { facilities })
    ),
    names: async () => (await import("./looking.js")).namesOf(documents, places, minute),
  };
}

// What the page of each place says comes all at once, so that no request tells which one is read.
async function cards() {
  try {
    const answer = await fetch(`/cards.json${inLanguage()}`, { credentials: "omit" });
    return answer.ok ? await answer.json() : {};
  } catch (error) {
    return {};
  }
}
