// Finder: the contract's postcodes as a search finds them (shared/postcode_index.py).

import { listed } from "./best.js";
import { BEGINS, EXACT, makeMatch } from "./matches.js";
import { middleOf, readings, unpackSector } from "./postcodes.js";

/** The postcodes of a gazetteer document; a sector is unpacked when it is first asked for. */
export class PostcodeIndex {
  /** @param {GazetteerBody} document */
  constructor(document) {
    this.packed = new Map((document.postcodes || []).map((body) => [body.sector, body]));
    /** @type {Map<string, Map<string, Point>>} */
    this.units = new Map();
    /** @type {Map<string, Map<string, Point>>} */
    this.singles = new Map();
    for (const body of document.names || []) if (body.kind === "postcode") this.add(body);
    this.sectors = [...new Set([...this.packed.keys(), ...this.singles.keys()])].sort();
    this.districts = new Set(this.sectors.map((sector) => sector.split(" ")[0]));
  }

  /**
   * Returns what fits words such as ["wn1", "1nx"], or a whole postcode somewhere in them.
   * @param {string[]} words
   * @returns {Match[]}
   */
  search(words) {
    const found = listed(readings(words.join("")).map((each) => this.fitting(each)));
    return found.length ? found : this.within(words);
  }

  // Takes in a postcode that stands among the names, as version 1 published them.
  /** @type {(body: NameBody) => void} */
  add({ name, lat, lon }) {
    const whole = readings(name).find((each) => each.isWhole);
    if (!whole) return;
    const units = this.singles.get(whole.sector) || new Map();
    this.singles.set(whole.sector, units.set(whole.unit, { lat, lon }));
  }

  /** @type {(words: string[]) => Match[]} */
  within(words) {
    for (const many of [2, 1]) {
      for (let at = 0; at < words.length; at += 1) {
        const reading = readings(words.slice(at, at + many).join(""))
          .find((each) => each.isWhole && this.sectors.includes(each.sector));
        if (reading) return this.inSector(reading);
      }
    }
    return [];
  }

  /** @type {(reading: Reading) => Match[]} */
  fitting(reading) {
    const { district, digit, sector: whole } = reading;
    if (digit) return this.sectors.includes(whole) ? this.inSector(reading) : [];
    if (!this.districts.has(district)) return [];
    const sectors = this.sectors.filter((sector) => sector.startsWith(`${district} `));
    return [
      makeMatch("district", district, this.middle(sectors), EXACT),
      ...sectors.map((sector) => makeMatch("sector", sector, this.middle([sector]), BEGINS)),
    ];
  }

  /** @type {(reading: Reading) => Match[]} */
  inSector({ sector, unit, text, isWhole }) {
    const units = this.unitsIn(sector);
    const exact = units.get(unit);
    if (exact) return [makeMatch("postcode", text, exact, EXACT)];
    const beginning = [...units].filter(([name]) => name.startsWith(unit))
      .map(([name, at]) => makeMatch("postcode", sector + name, at, BEGINS));
    if (!unit) return [...beginning, makeMatch("sector", sector, this.middle([sector]), EXACT)];
    if (beginning.length) return beginning;
    const standsFor = isWhole ? text : "";
    return [makeMatch("sector", sector, this.middle([sector]), BEGINS, { standsFor })];
  }

  /** @type {(sector: string) => Map<string, Point>} */
  unitsIn(sector) {
    const held = this.units.get(sector);
    if (held) return held;
    const packed = this.packed.get(sector);
    const units = new Map([...(packed ? unpackSector(packed) : []), ...(this.singles.get(sector) || [])]);
    this.units.set(sector, units);
    return units;
  }

  /** @type {(sectors: string[]) => Point} */
  middle(sectors) {
    return middleOf(listed(sectors.map((sector) => [...this.unitsIn(sector).values()])));
  }
}
