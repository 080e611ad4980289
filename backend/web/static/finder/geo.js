// Finder: the contract's geometry (shared/geo.py): distance and bearing by plain arithmetic.

const EQUATOR_RADIUS_M = 6378137.0;
const FLATTENING = 1 / 298.257223563;
const E2 = FLATTENING * (2 - FLATTENING);
const RADIANS = Math.PI / 180;

/**
 * Returns the length in metres of one degree of latitude and of longitude at a latitude in degrees.
 *
 * Radii of curvature of WGS 84 (Snyder, Map Projections, USGS Professional Paper 1395, 1987,
 * equations 4-18 to 4-20).
 * @param {number} lat
 * @returns {[number, number]}
 */
export function metresPerDegree(lat) {
  const sine = Math.sin(lat * RADIANS);
  const w2 = 1 - E2 * sine * sine;
  const north = (EQUATOR_RADIUS_M * (1 - E2)) / (w2 * Math.sqrt(w2));
  const east = (EQUATOR_RADIUS_M / Math.sqrt(w2)) * Math.cos(lat * RADIANS);
  return [north * RADIANS, east * RADIANS];
}

/**
 * Returns the distance between two points {lat, lon} in metres, within 0.5 % up to 30 km.
 * @param {Point} a
 * @param {Point} b
 * @returns {number}
 */
export function distanceM(a, b) {
  const [north, east] = metresPerDegree((a.lat + b.lat) / 2);
  return Math.hypot((b.lat - a.lat) * north, (b.lon - a.lon) * east);
}

/**
 * Returns the direction from a to b in degrees clockwise from north, 0 to below 360.
 * @param {Point} a
 * @param {Point} b
 * @returns {number}
 */
export function bearingDeg(a, b) {
  const [north, east] = metresPerDegree((a.lat + b.lat) / 2);
  const angle = Math.atan2((b.lon - a.lon) * east, (b.lat - a.lat) * north) / RADIANS;
  return (angle + 360) % 360;
}

/**
 * Returns the whole number nearest to a number; of two as near, the even one, as Python rounds.
 * @param {number} number
 * @returns {number}
 */
export function nearestWhole(number) {
  const low = Math.floor(number);
  const over = number - low;
  if (over !== 0.5) return over < 0.5 ? low : low + 1;
  return low % 2 === 0 ? low : low + 1;
}

/**
 * Returns which of the eight winds a direction in degrees is nearest to: 0 north, 1 north-east.
 * @param {number} deg
 * @returns {number}
 */
export function windIndex(deg) {
  return nearestWhole(deg / 45) % 8;
}
