// Finder: the contract's names as a search finds them (shared/name_index.py).

import { byParts, firstOf, listed } from "./best.js";
import { BEGINS, EXACT, makeMatch, orderOf, SLIP, WORDS } from "./matches.js";
import { brief, formsOf, Vocabulary, wordsOf } from "./spelling.js";

/** Names laid out for one search after another. */
export class NameIndex {
  /** @param {Iterable<Named>} names */
  constructor(names) {
    this.entries = Array.from(names, entryOf);
    /** @type {Vocabulary|null} */
    this.vocabulary = null;
  }

  /**
   * Returns the best names that hold every word or its beginning.
   *
   * Where there are none and `slips` is so, those a slip of the finger away.
   * @param {string[]} words
   * @param {number} limit
   * @param {string[]} kinds
   * @param {boolean} slips
   * @returns {Match[]}
   */
  search(words, limit, kinds, slips) {
    const plain = words.join(" ");
    const short = brief(words);
    // A space stands before every word of an entry's forms.
    /** @type {Fitting[]} */
    let fitting = this.holding(words.map((word) => [` ${word}`]), kinds)
      .map((entry) => [fitOf(entry, plain, short), entry]);
    if (slips && !fitting.length) fitting = this.slipped(words, kinds);
    const found = firstOf(limit, fitting, (a, b) => a[0] - b[0] || byParts(a[1].key, b[1].key));
    return found.map(([fit, { name }]) => matchOf(name, fit));
  }

  /** Lays out what only a slip of the finger needs. */
  prepare() {
    if (!this.vocabulary) {
      const forms = this.entries.map((entry) => entry.forms.slice(1));
      this.vocabulary = new Vocabulary(forms.join(" ").split(" ").filter(Boolean));
    }
    return this.vocabulary;
  }

  /** @type {(words: string[], kinds: string[]) => Fitting[]} */
  slipped(words, kinds) {
    const vocabulary = this.prepare();
    const wanted = words.map((word) => (
      [` ${word}`, ...[...vocabulary.near(word)].map((known) => ` ${known}`)]
    ));
    if (wanted.every((texts) => texts.length === 1)) return [];
    return this.holding(wanted, kinds).map((entry) => [SLIP, entry]);
  }

  /** @type {(wanted: string[][], kinds: string[]) => Laid[]} */
  holding(wanted, kinds) {
    return this.entries.filter(({ name, forms }) => (
      kinds.includes(name.kind)
      && wanted.every((texts) => texts.some((text) => forms.includes(text)))
    ));
  }
}

// A name laid out for searching: `placed` is the short form with the town, `key` where it stands
// among equal matches, and `forms` holds all words and what else they are written as.
/** @type {(name: Named) => Laid} */
function entryOf(name) {
  const words = wordsOf(name.label);
  const town = wordsOf(name.town);
  // "co-op" is also typed as one word.
  const joined = name.label.split(/\s+/).filter((part) => part.includes("-"))
    .map((part) => wordsOf(part).join(""));
  const forms = listed([...new Set([...words, ...town, ...joined])].map(formsOf));
  return {
    name,
    plain: words.join(" "),
    short: brief(words),
    placed: brief([...words, ...town]),
    forms: ` ${forms.join(" ")}`,
    key: orderOf(matchOf(name, EXACT)).slice(1),
  };
}

/** @type {(entry: Laid, typed: string, typedShort: string) => number} */
function fitOf({ short, placed, plain }, typed, typedShort) {
  if (typedShort === short || typedShort === placed) return EXACT;
  return plain.startsWith(typed) || short.startsWith(typedShort) ? BEGINS : WORDS;
}

/** @type {(name: Named, fit: number) => Match} */
function matchOf({ kind, label, town, at, id }, fit) {
  return makeMatch(kind, label, at, fit, { town, id });
}
