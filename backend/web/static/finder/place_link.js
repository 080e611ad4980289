// Finder: links to a place (shared/place_link.py): what stands behind the "#" no request holds.

const DECIMALS = 5;
const ROUGH_DECIMALS = 3;
const FIGURES = /^(-?[0-9]{1,2}(?:\.[0-9]{1,6})?),(-?[0-9]{1,3}(?:\.[0-9]{1,6})?)/;

/**
 * Returns the link to a place, as exact as it is known, to be read in a language.
 * @param {string} base
 * @param {Point & {isRough: boolean}} at
 * @param {string} code
 * @returns {string}
 */
export function placeLink(base, { lat, lon, isRough }, code) {
  const decimals = isRough ? ROUGH_DECIMALS : DECIMALS;
  const asked = code === "en" ? "" : `?lang=${code}`;
  return `${base}/at${asked}#${lat.toFixed(decimals)},${lon.toFixed(decimals)}`;
}

/**
 * Returns the place of a fragment without its "#", null where it is none.
 *
 * What a messenger appends to a link, such as a full stop, is left out. A place given to a hundred
 * metres is one that is known roughly.
 * @param {string} fragment
 * @returns {{lat: number, lon: number, isRough: boolean}|null}
 */
export function readFigures(fragment) {
  const found = FIGURES.exec(fragment);
  if (!found || /[0-9A-Za-z]/.test(fragment.slice(found[0].length))) return null;
  const [lat, lon] = [Number(found[1]), Number(found[2])];
  if (Math.abs(lat) > 90 || Math.abs(lon) > 180) return null;
  const decimals = (found[1].split(".")[1] || "").length;
  return { lat, lon, isRough: decimals <= ROUGH_DECIMALS };
}
