// Finder: where the browser is, asked for when somebody presses; it goes nowhere.

const ROUGH_M = 1000;
/** @type {Record<number, string>} */
const WHY = { 1: "denied", 3: "slow" };

/**
 * Returns {lat, lon, isRough}, or {why: "denied"|"off"|"slow"} where the browser does not say.
 * @returns {Promise<Position>}
 */
export function position() {
  if (!navigator.geolocation) return Promise.resolve({ why: "off" });
  return new Promise((tell) => {
    navigator.geolocation.getCurrentPosition(
      ({ coords }) => tell({
        lat: coords.latitude, lon: coords.longitude, isRough: coords.accuracy > ROUGH_M,
      }),
      (error) => tell({ why: WHY[error.code] || "off" }),
      { enableHighAccuracy: true, timeout: 15000, maximumAge: 30000 },
    );
  });
}
