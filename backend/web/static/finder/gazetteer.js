// Finder: the contract's gazetteer (shared/gazetteer.py): from what is typed to where that is.

import { metresPerDegree } from "./geo.js";
import { byOrder, KINDS } from "./matches.js";
import { NameIndex } from "./names.js";
import { PostcodeIndex } from "./postcode_index.js";
import { postcodeIn } from "./postcodes.js";
import { wordsOf } from "./spelling.js";

const POSTCODES = ["postcode", "sector", "district"];

/** All that can be found by name in a gazetteer document, among places and among zones. */
export class Gazetteer {
  /**
   * Light to make; `prepare`, or the first search, lays everything out.
   * @param {GazetteerBody} document
   * @param {Place[]} [places] bodies of the `places` document
   * @param {Zone[]} [zones] bodies of the `zones` document
   */
  constructor(document, places = [], zones = []) {
    this.document = document;
    this.named = (document.names || []).filter(({ kind }) => kind !== "postcode")
      .map((body) => nameOf(kindOf(body), body.name, body));
    this.places = places;
    this.zones = zones;
    /** @type {{index: NameIndex, postcodes: PostcodeIndex}|null} */
    this.laid = null;
  }

  /** Lays everything out, so that the first search is as quick as the next. */
  prepare() {
    this.layOut().index.prepare();
  }

  /**
   * Returns at most `limit` matches of these kinds, best first; nothing typed finds nothing.
   *
   * Names a slip of the finger away are found only where nothing else is. Where nothing fits,
   * `postcode` is the one that was typed, if any, and `isKnown` says that it lies among those the
   * gazetteer knows, or half of it does.
   * @param {string} typed
   * @param {number} [limit]
   * @param {string[]} [kinds]
   * @returns {Found}
   */
  search(typed, limit = 20, kinds = KINDS) {
    const words = wordsOf(typed);
    if (!words.length) return found([]);
    const { index, postcodes } = this.layOut();
    const codes = postcodes.search(words);
    const matches = codes.filter(({ kind }) => kinds.includes(kind))
      .concat(index.search(words, limit, kinds, !codes.length));
    if (!matches.length && codes.length) {
      const [half] = codes.sort(byOrder);
      return found([], half.standsFor || half.label, true);
    }
    if (!matches.length) return found([], postcodeIn(words));
    return found(matches.sort(byOrder).slice(0, limit).map((match) => this.placed(match)));
  }

  layOut() {
    if (this.laid) return this.laid;
    const index = new NameIndex([
      ...this.named,
      ...this.zones.map((zone) => nameOf("zone", zone.label, zone)),
      ...this.places.map((place) => nameOf("place", place.name, place)),
    ]);
    this.laid = { index, postcodes: new PostcodeIndex(this.document) };
    return this.laid;
  }

  /** @type {(match: Match) => Match} */
  placed(match) {
    return POSTCODES.includes(match.kind) ? { ...match, town: this.townAt(match.at) } : match;
  }

  // The nearest town is all that a postcode's place in the world is for.
  /** @type {(at: Point) => string} */
  townAt({ lat, lon }) {
    const [north, east] = metresPerDegree(lat);
    let best = "";
    let least = Infinity;
    for (const { kind, label, at } of this.named) {
      const apart = ((at.lat - lat) * north) ** 2 + ((at.lon - lon) * east) ** 2;
      if (kind === "town" && apart < least) [best, least] = [label, apart];
    }
    return best;
  }
}

/** @type {(matches: Match[], postcode?: string, isKnown?: boolean) => Found} */
function found(matches, postcode = "", isKnown = false) {
  return { matches, postcode, isKnown };
}

/** @type {(kind: string, label: string, body: Point & {town: string, id?: string}) => Named} */
function nameOf(kind, label, { town, lat, lon, id = "" }) {
  return { kind, label, town, at: { lat, lon }, id };
}

// One of a later kind can at least be walked to.
/** @type {(body: NameBody) => string} */
function kindOf({ kind }) {
  return kind === "town" || kind === "neighbourhood" ? kind : "landmark";
}
