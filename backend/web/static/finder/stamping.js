// The stamp of an answer as shared/stamping.py makes it: an ISO week and a part of the day.
const LONDON = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London", hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit",
});
const DAY_MS = 86_400_000;
const SUNSET_DEG = -0.833;
const [NIGHT_FROM, NIGHT_UNTIL] = [22, 5];

const local = (moment) => Object.fromEntries(LONDON.formatToParts(moment).map((part) => [part.type, Number(part.value)]));
const rad = (degrees) => (degrees * Math.PI) / 180;

export const monthOf = (moment) => {
  const { year, month } = local(moment);
  return `${year}-${String(month).padStart(2, "0")}`;
};

export const weekOf = (moment) => {
  const { year, month, day } = local(moment);
  const date = new Date(Date.UTC(year, month - 1, day));
  // The Thursday of the same ISO week tells the year that the week belongs to.
  date.setUTCDate(date.getUTCDate() + 3 - ((date.getUTCDay() + 6) % 7));
  const week = Math.floor((date - Date.UTC(date.getUTCFullYear(), 0, 1)) / DAY_MS / 7) + 1;
  return `${date.getUTCFullYear()}-W${String(week).padStart(2, "0")}`;
};

// Degrees above the horizon without refraction (Meeus, Astronomical Algorithms, 1998, chapter 25).
const elevation = (lat, lon, moment) => {
  const days = moment / DAY_MS - 10957.5;
  const anomaly = rad(357.529 + 0.98560028 * days);
  const longitude = rad(280.459 + 0.98564736 * days + 1.915 * Math.sin(anomaly) + 0.02 * Math.sin(2 * anomaly));
  const tilt = rad(23.439 - 0.00000036 * days);
  const right = Math.atan2(Math.cos(tilt) * Math.sin(longitude), Math.cos(longitude));
  const declination = Math.asin(Math.sin(tilt) * Math.sin(longitude));
  const hour = rad(280.46061837 + 360.98564736629 * days + lon) - right;
  const sine = Math.sin(rad(lat)) * Math.sin(declination) + Math.cos(rad(lat)) * Math.cos(declination) * Math.cos(hour);
  return (Math.asin(sine) * 180) / Math.PI;
};

export const daypartAt = ({ lat, lon }, moment) => {
  if (elevation(lat, lon, moment.getTime()) >= SUNSET_DEG) return "daylight";
  const { hour } = local(moment);
  return hour >= NIGHT_FROM || hour < NIGHT_UNTIL ? "night_economy" : "after_dark";
};

export const stamp = (when, at, moment) => ({
  week: weekOf(when === "last_night" ? new Date(moment.getTime() - DAY_MS) : moment),
  daypart: when === "now" ? daypartAt(at, moment) : when === "last_night" ? "after_dark" : "not_said",
});
