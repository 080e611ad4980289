// Finder: the services of other partnerships that the manifest names (shared/neighbours.py).

const MOST = 12;
const MOST_NAME = 60;
const MOST_ADDRESS = 200;
const ADDRESS = /^https:\/\/[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?(?::[0-9]{1,5})?(?:\/[A-Za-z0-9._~/-]*)?$/;

/**
 * Returns the neighbours of a manifest; none of them where one cannot be read.
 * @param {{neighbours?: unknown}} manifest
 * @returns {Neighbour[]}
 */
export function neighboursOf({ neighbours }) {
  if (!Array.isArray(neighbours) || neighbours.length > MOST) return [];
  return neighbours.every(isWhole) ? neighbours : [];
}

/**
 * Returns the address of a neighbour as a person reads it.
 * @param {Neighbour} neighbour
 * @returns {string}
 */
export function addressOf({ url }) {
  return url.replace(/^https:\/\//, "").replace(/\/+$/, "");
}

/** @type {(each: unknown) => boolean} */
function isWhole(each) {
  const { name, url } = /** @type {Record<string, unknown>} */ (each || {});
  return typeof name === "string" && name.trim() !== "" && name.length <= MOST_NAME
    && typeof url === "string" && url.length <= MOST_ADDRESS && ADDRESS.test(url);
}
