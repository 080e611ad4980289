// Finder: the contract's light (shared/daylight.py): daylight, after dark and night-time economy.

import { hourOf, toMinute } from "./clock.js";

/** The sun's centre at sunrise and sunset, refraction and half the disc in it (Meeus, ch. 15). */
export const SUNSET_ELEVATION_DEG = -0.833;
const NIGHT_FROM_HOUR = 22;
const NIGHT_UNTIL_HOUR = 5;

const DAY_MS = 86400000;
const RADIANS = Math.PI / 180;
// Noon of 1 January 2000, from which the equations count.
const J2000_MS = 946728000000;

/**
 * Returns the daypart of a moment at a point: "daylight", "night_economy" or "after_dark".
 * @param {Point} point
 * @param {Date} date
 * @returns {"daylight"|"night_economy"|"after_dark"}
 */
export function daypartAt(point, date) {
  if (sunElevationDeg(point, date) >= SUNSET_ELEVATION_DEG) return "daylight";
  const hour = hourOf(toMinute(date));
  return hour >= NIGHT_FROM_HOUR || hour < NIGHT_UNTIL_HOUR ? "night_economy" : "after_dark";
}

/**
 * Returns how high the sun's centre stands over the horizon in degrees, without refraction.
 *
 * NOAA's solar equations, from Meeus, Astronomical Algorithms, 1998, chapter 25.
 * @param {Point} point
 * @param {Date} date
 * @returns {number}
 */
export function sunElevationDeg({ lat, lon }, date) {
  const { declination, equationMin } = sunAt((date.getTime() - J2000_MS) / DAY_MS / 36525);
  const utcMin = (date.getTime() % DAY_MS) / 60000;
  const hourAngle = ((utcMin + equationMin + 4 * lon) / 4 - 180) * RADIANS;
  const phi = lat * RADIANS;
  const sine = Math.sin(phi) * Math.sin(declination)
    + Math.cos(phi) * Math.cos(declination) * Math.cos(hourAngle);
  return Math.asin(Math.max(-1, Math.min(1, sine))) / RADIANS;
}

// Gives the sun's declination in radians and the equation of time in minutes, for Julian centuries.
/** @type {(t: number) => {declination: number, equationMin: number}} */
function sunAt(t) {
  const mean = (280.46646 + t * (36000.76983 + 0.0003032 * t)) * RADIANS;
  const anomaly = (357.52911 + t * (35999.05029 - 0.0001537 * t)) * RADIANS;
  const eccentricity = 0.016708634 - t * (0.000042037 + 0.0000001267 * t);
  const centre = Math.sin(anomaly) * (1.914602 - t * (0.004817 + 0.000014 * t))
    + Math.sin(2 * anomaly) * (0.019993 - 0.000101 * t) + Math.sin(3 * anomaly) * 0.000289;
  const node = (125.04 - 1934.136 * t) * RADIANS;
  const apparent = mean + (centre - 0.00569 - 0.00478 * Math.sin(node)) * RADIANS;
  const seconds = 21.448 - t * (46.815 + t * (0.00059 - t * 0.001813));
  const obliquity = (23 + (26 + seconds / 60) / 60 + 0.00256 * Math.cos(node)) * RADIANS;
  const y = Math.tan(obliquity / 2) ** 2;
  const equation = y * Math.sin(2 * mean) - 2 * eccentricity * Math.sin(anomaly)
    + 4 * eccentricity * y * Math.sin(anomaly) * Math.cos(2 * mean)
    - 0.5 * y * y * Math.sin(4 * mean) - 1.25 * eccentricity ** 2 * Math.sin(2 * anomaly);
  return {
    declination: Math.asin(Math.sin(obliquity) * Math.sin(apparent)),
    equationMin: (equation / RADIANS) * 4,
  };
}
