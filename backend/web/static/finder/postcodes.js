// Finder: the contract's postcodes (shared/postcodes.py): how people type them, how they travel.

const STEPS_PER_DEGREE = 10000;
const TYPED = /^[0-9A-Z]{2,7}$/;
// The letters of a unit: C, I, K, M, O and V are not used there (BS 7666).
const UNIT = /^[ABDEFGHJLNPQRSTUWXYZ]{0,2}$/;
const AREA = /^[A-Z]+$/;

/**
 * Returns every way to read a text as a postcode or the beginning of one, whole ones first.
 *
 * Spaces and case do not matter, and O and 0, I and 1 are told apart by where they stand. A
 * reading is {district "WN1", digit "1", unit "1N", sector "WN1 1", text "WN1 1N", isWhole}.
 * @param {string} text
 * @returns {Reading[]}
 */
export function readings(text) {
  const typed = text.replace(/[\s.-]+/g, "").toUpperCase();
  if (!TYPED.test(typed)) return [];
  const found = [];
  for (const [letters, end] of [[1, 2], [1, 3], [2, 3], [2, 4]]) {
    const reading = read(typed, letters, end);
    if (reading) found.push(reading);
  }
  return found.sort((a, b) => (
    b.unit.length - a.unit.length || b.digit.length - a.digit.length
  ));
}

/**
 * Returns the postcode that words are, or "" where they are none; half of one as it is typed.
 * @param {string[]} words
 * @returns {string}
 */
export function postcodeIn(words) {
  const typed = words.join("");
  const [found] = readings(typed);
  if (!found || !/[0-9]/.test(typed)) return "";
  return found.isWhole ? found.text : words.join(" ").toUpperCase();
}

/**
 * Returns the units of a published sector and their centres {lat, lon}, to within 6 m.
 * @param {PackedSector} body
 * @returns {Map<string, Point>}
 */
export function unpackSector(body) {
  const names = body.units.match(/../g) || [];
  let lat = Math.round(body.lat * STEPS_PER_DEGREE);
  let lon = Math.round(body.lon * STEPS_PER_DEGREE);
  return new Map(names.map((name, at) => {
    lat += body.north[at];
    lon += body.east[at];
    return [name, { lat: lat / STEPS_PER_DEGREE, lon: lon / STEPS_PER_DEGREE }];
  }));
}

/**
 * Returns the middle of some points: the mean of their latitudes and longitudes.
 * @param {Point[]} points
 * @returns {Point}
 */
export function middleOf(points) {
  /** @type {(key: "lat"|"lon") => number} */
  const mean = (key) => points.reduce((sum, point) => sum + point[key], 0) / points.length;
  return { lat: mean("lat"), lon: mean("lon") };
}

// Reads a text whose area has so many letters and whose district ends there.
/** @type {(typed: string, letters: number, end: number) => Reading|null} */
function read(typed, letters, end) {
  const area = asLetters(typed.slice(0, letters));
  // The second place of a district may be a letter (W1A), which is then never O or I.
  const number = asDigits(typed.slice(letters, end));
  const digit = asDigits(typed.slice(end, end + 1));
  const unit = typed.slice(end + 1);
  const isDistrict = AREA.test(area) && number.length === end - letters && /^[0-9]/.test(number);
  if (!isDistrict || !UNIT.test(unit) || !/^[0-9]?$/.test(digit)) return null;
  const district = area + number;
  const sector = `${district} ${digit}`;
  const text = `${sector}${unit}`.trim();
  return { district, digit, unit, sector, text, isWhole: unit.length === 2 };
}

/** @type {(text: string) => string} */
function asLetters(text) {
  return text.replace(/0/g, "O").replace(/1/g, "I");
}

/** @type {(text: string) => string} */
function asDigits(text) {
  return text.replace(/O/g, "0").replace(/I/g, "1");
}
