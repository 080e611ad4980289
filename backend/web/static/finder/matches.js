// Finder: the contract's matches (shared/matches.py): what a search brings, and in which order.

import { byParts } from "./best.js";

/** What can be found; at equal fit it stands in this order. */
export const KINDS = [
  "town", "neighbourhood", "landmark", "postcode", "sector", "district", "zone", "place",
];
/** How well something fits what was typed, best first. */
export const EXACT = 0, BEGINS = 1, WORDS = 2, SLIP = 3;

/**
 * Returns a match; `id` is that of a zone or place, `standsFor` a postcode that is not known
 * itself, and in whose sector this is the middle.
 * @param {string} kind
 * @param {string} label
 * @param {Point} at
 * @param {number} fit
 * @param {{town?: string, id?: string, standsFor?: string}} [more]
 * @returns {Match}
 */
export function makeMatch(kind, label, at, fit, { town = "", id = "", standsFor = "" } = {}) {
  return { kind, label, town, at, fit, id, standsFor };
}

/**
 * Returns where a match stands: the better fit, then the kind, the shorter label, the letter.
 * @param {{kind: string, label: string, fit: number, id: string}} match
 * @returns {Key}
 */
export function orderOf({ kind, label, fit, id }) {
  return [fit, KINDS.indexOf(kind), label.length, label, id];
}

/**
 * Returns below 0 where match a stands before b.
 * @param {Match} a
 * @param {Match} b
 * @returns {number}
 */
export function byOrder(a, b) {
  return byParts(orderOf(a), orderOf(b));
}
