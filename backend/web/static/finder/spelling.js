// Finder: the contract's spelling (shared/spelling.py): what counts as the same word when typed.

/** Shorter words have too many neighbours for one letter to be forgiven. */
export const LEAST_FOR_SLIP = 4;

const BRIEF = new Map([
  ["saint", "st"], ["street", "st"], ["road", "rd"], ["avenue", "ave"], ["lane", "ln"],
  ["market", "mkt"], ["station", "stn"], ["centre", "ctr"], ["and", "&"],
]);
const FORMS = new Map([...BRIEF.values()].map((brief) => (
  [brief, [brief, ...[...BRIEF.keys()].filter((word) => BRIEF.get(word) === brief)]]
)));
const LETTERS = "abcdefghijklmnopqrstuvwxyz";

const APOSTROPHES = /['`\u2018\u2019\u00b4]/g;
const ACCENTS = pattern("(?![\\ufe00-\\ufe0f])\\p{M}", "[\\u0300-\\u036f\\u064b-\\u0655\\u0670]");
const BETWEEN = pattern(
  "[^\\p{L}\\p{N}&]+", "[^0-9A-Za-z&\\u00c0-\\u1fff\\u2c00-\\u2dff\\u3040-\\ud7ff\\uf900-\\ufdff]+",
);

// Firefox before 78 does not know letters by their properties: there they go by their numbers.
/** @type {(byProperty: string, byNumber: string) => RegExp} */
function pattern(byProperty, byNumber) {
  try {
    return new RegExp(byProperty, "gu");
  } catch (error) {
    return new RegExp(byNumber, "g");
  }
}

/**
 * Returns the words of a text without case, accents, apostrophes and punctuation.
 * @param {string} text
 * @returns {string[]}
 */
export function wordsOf(text) {
  // Taken apart, an accented letter is a letter and its accent, which is then dropped.
  const plain = text.replace(APOSTROPHES, "").normalize("NFKD").replace(ACCENTS, "");
  const folded = plain.toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ");
  return folded.replace(BETWEEN, " ").split(" ").filter(Boolean);
}

/**
 * Returns words in their shortest forms as one text: "mkt st" for Market Street.
 * @param {string[]} words
 * @returns {string}
 */
export function brief(words) {
  return words.map((word) => BRIEF.get(word) || word).join(" ");
}

/**
 * Returns a word and what else it is written as: "st" is a saint and a street.
 * @param {string} word
 * @returns {string[]}
 */
export function formsOf(word) {
  const short = BRIEF.get(word);
  return short ? [word, short] : FORMS.get(word) || [word];
}

/** All words that are known, to find those one slip of the finger away. */
export class Vocabulary {
  /** @param {Iterable<string>} words */
  constructor(words) {
    this.known = new Set(words);
    this.sorted = [...this.known].sort();
  }

  /**
   * Returns the known words that begin with a word one letter away from this one.
   *
   * One letter is missing, too many, another, or two have changed places (Damerau, 1964).
   * @param {string} word
   * @returns {Set<string>}
   */
  near(word) {
    /** @type {Set<string>} */
    const found = new Set();
    if (word.length < LEAST_FOR_SLIP || /[0-9&]/.test(word)) return found;
    for (const slip of slipsOf(word)) {
      if (this.known.has(slip)) found.add(slip);
      if (slip.length >= LEAST_FOR_SLIP) this.addBeginning(slip, found);
    }
    return found;
  }

  // A start that is long enough to tell them brings the known words that go on from it.
  /** @type {(start: string, found: Set<string>) => void} */
  addBeginning(start, found) {
    let at = firstFrom(this.sorted, start);
    for (; at < this.sorted.length && this.sorted[at].startsWith(start); at += 1) {
      found.add(this.sorted[at]);
    }
  }
}

/** @type {(sorted: string[], text: string) => number} */
function firstFrom(sorted, text) {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < text) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** @type {(word: string) => Set<string>} */
function slipsOf(word) {
  /** @type {Set<string>} */
  const slips = new Set();
  for (let at = 0; at <= word.length; at += 1) {
    const start = word.slice(0, at);
    const rest = word.slice(at);
    if (rest) slips.add(start + rest.slice(1));
    if (rest.length > 1) slips.add(start + rest[1] + rest[0] + rest.slice(2));
    for (const letter of LETTERS) {
      slips.add(start + letter + rest);
      if (rest) slips.add(start + letter + rest.slice(1));
    }
  }
  return slips;
}
