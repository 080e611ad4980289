// The peer that opening hours are held against: opening_hours.js reads what stands on standard
// input, one JSON list of texts, and says for each in which quarters of an hour it is open.
// Run with: node opening_hours.mjs PACKAGE FROM TO < texts.json
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [, , home, from, to] = process.argv;
const OpeningHours = createRequire(`${home}/`)("opening_hours");
const place = {
  lat: 53.545, lon: -2.632, address: { country_code: "gb", state: "England" },
};
const first = new Date(from), last = new Date(to);
const minute = (day) => Math.round((day - first) / 60000);

function read(text) {
  try {
    const hours = new OpeningHours(text, place);
    // Open only: what is unknown ("by appointment") is not.
    return hours.getOpenIntervals(first, last)
      .filter((each) => !each[2])
      .map((each) => [minute(each[0]), minute(each[1])]);
  } catch (error) {
    return String(error.message ?? error);
  }
}

const texts = JSON.parse(readFileSync(0, "utf8"));
process.stdout.write(JSON.stringify(texts.map(read)));
