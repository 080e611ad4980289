// What the scripts pass to each other and read of the published documents (shared/wire_documents.py).

interface Point {
  lat: number;
  lon: number;
}

/** Where somebody is or asked for; `isRough` where that is known to a kilometre only. */
interface Here extends Point {
  isRough?: boolean;
  label: string;
}

/** What the browser says of where it is. */
type Position = (Point & { isRough: boolean; why?: undefined }) | { why: string };

/** From one UTC minute up to another. */
type Opening = [number, number];

interface Place extends Point {
  id: string;
  name: string;
  kind: string;
  address: string;
  town: string;
  postcode: string;
  phone: string;
  facilities: string[];
  openings: Opening[];
  listed_until: number;
  checked_on: string;
  due_from?: number | null;
  confirmed_on?: string;
  rota?: number;
  trained?: number;
  visited?: string;
}

interface Zone extends Point {
  id: string;
  label: string;
  town: string;
}

interface Area {
  kind: string;
  outline: [number, number][];
}

/** A name of the gazetteer; version 1 published postcodes among them. */
interface NameBody extends Point {
  kind: string;
  name: string;
  town: string;
}

/** The postcodes of a sector, each some steps from the one before. */
interface PackedSector extends Point {
  sector: string;
  units: string;
  north: number[];
  east: number[];
}

interface GazetteerBody {
  names?: NameBody[];
  postcodes?: PackedSector[];
}

interface Entry {
  document: string;
  name: string;
  size: number;
  sha256: string;
}

/** The service of another partnership. */
interface Neighbour {
  name: string;
  url: string;
}

interface Manifest {
  neighbours?: unknown;
  published_at: string;
  documents: Entry[];
}

/** The documents that scripts read, by name. */
interface Bodies {
  places: { places: Place[] };
  zones: { zones: Zone[] };
  areas: { areas: Area[] };
  gazetteer: GazetteerBody;
}

interface Documents {
  manifest: Manifest;
  publishedMinute: number;
  read<K extends keyof Bodies>(name: K): Promise<Bodies[K] | null>;
}

type ListAge = "fresh" | "old" | "silent";

interface Reason {
  code: string;
  now: number;
  at: number;
  minutes: number;
}

interface Walk {
  walkMin: number;
  distanceM: number;
  bearingDeg: number;
}

/** A place as a ranking has it. */
interface Ranked extends Walk {
  place: Place;
  tier: number;
  reason: Reason;
  openUntil: number | null;
  isDue: boolean;
}

interface Ranking {
  items: Ranked[];
  isOpenNear: boolean;
  age: ListAge;
}

/** A line of what stands in place of the headline. */
interface NextBest {
  kind: "nearest-open" | "opens-next" | "haven";
  item: Ranked;
}

interface HelpPoint extends Point {
  id: string;
  kind: string;
}

/** Something that can be found by its name. */
interface Named {
  kind: string;
  label: string;
  town: string;
  at: Point;
  id: string;
}

interface Match extends Named {
  fit: number;
  standsFor: string;
}

interface Found {
  matches: Match[];
  postcode: string;
  isKnown: boolean;
}

/** One way to read a text as a postcode. */
interface Reading {
  district: string;
  digit: string;
  unit: string;
  sector: string;
  text: string;
  isWhole: boolean;
}

type Values = Record<string, string | number>;

/** What a server's bundle holds of one language. */
interface Bundle {
  language?: string;
  messages?: Record<string, string>;
  plurals?: Record<string, string[]>;
  plural_of?: string;
  is_rtl?: boolean;
}

interface Say {
  (text: string, values?: Values): string;
  count(one: string, many: string, n: number, values?: Values): string;
  language: string;
}

/** Numbers and texts that are compared one after another. */
type Key = (number | string)[];

/** A name laid out for searching. */
interface Laid {
  name: Named;
  plain: string;
  short: string;
  placed: string;
  forms: string;
  key: Key;
}

/** How well a name fits, and the name. */
type Fitting = [number, Laid];

/** What a ranking is asked: from where, when, and whether the list is young enough to claim anything. */
interface Question {
  here: Point;
  minute: number;
  claims: boolean;
}

/** Wait, sunk metres, metres, row. */
type RankingKey = [number, number, number, number];
