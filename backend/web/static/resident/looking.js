// Finder: names and postcodes looked up in this browser; what is typed stays here.

import { Gazetteer } from "../finder/gazetteer.js";
import { into } from "./words.js";

/**
 * Returns what searches the names of the gazetteer and of the places that are still listed.
 * @param {Documents} documents
 * @param {Place[]} places
 * @param {() => number} minute
 * @returns {Promise<Names>}
 */
export async function namesOf(documents, places, minute) {
  const names = new Gazetteer(
    (await documents.read("gazetteer")) || { names: [] },
    places.filter((place) => place.listed_until > minute()),
  );
  return {
    search(typed, said) {
      const found = names.search(typed, 10);
      const matches = found.matches.map((match) => ({
        lat: match.at.lat, lon: match.at.lon, label: match.label, fit: match.fit,
        detail: detailOf(match, said),
      }));
      return { matches, advice: matches.length ? "" : adviceOf(found, said) };
    },
  };
}

/** @type {(match: Match, said: Said) => string} */
function detailOf(match, said) {
  if (match.standsFor) {
    return into(said.stands, { postcode: match.standsFor, sector: match.label });
  }
  /** @type {Said} */
  const told = { town: said.town, postcode: said.postcode, sector: said.sector, district: said.sector, place: said.place };
  return into(told[match.kind] || "{t}", { t: match.town });
}

/** @type {(found: Found, said: Said) => string} */
function adviceOf(found, said) {
  if (found.postcode && !found.isKnown) return into(said.foreign, { postcode: found.postcode });
  return said.nothing;
}
