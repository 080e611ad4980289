// What the scripts of pages pass to each other, and what other scripts leave behind for them.

/** What a page has its scripts say, in its `data-` attributes. */
type Said = Record<string, string>;

/** The published list in this browser. */
interface List {
  say: Say;
  facts(): Promise<Record<string, string>>;
  places: Place[];
  minute(): number;
  documents: Documents;
  publishedMinute: number;
  isClockWrong: boolean;
  isKept: boolean;
  beyond(here: Point): Promise<Beyond|null>;
  zones(): Promise<Zone[]>;
  rank(here: Point, limit: number, facilities: string[]): Ranking;
  names(): Promise<Names>;
}

/** What is said to whoever is outside the borough. */
interface Beyond {
  neighbours: Neighbour[];
}

/** Chromium's offer to put a page on the home screen (WICG, Manifest Incubations). */
interface Asking extends Event {
  prompt(): Promise<unknown>;
}

/** What a name that was typed may stand for. */
interface Choice extends Here {
  fit: number;
  detail: string;
}

interface Names {
  search(typed: string, said: Said): { matches: Choice[]; advice: string };
}

/** What the page of the finder shows. */
interface Shown {
  found: List;
  here: Here;
  limit: number;
  isNarrowed?: boolean;
  beyond?: Beyond|null;
}

/** What an answer is about: "zone:z1" or "place:p1". */
interface Subject extends Point {
  key: string;
  label: string;
  detail?: string;
}

type When = "now" | "today" | "last_night" | "this_week";

type Detail = "happened" | "reported" | "why_not" | "age_band" | "gender";

/** An answer that is being given; what was not asked is "". */
interface Draft extends Partial<Record<Detail, string>> {
  [name: string]: unknown;
  subject: Subject;
  when: When;
  young: boolean;
  level: string;
  factors: string[];
  changed: string[];
}

/** What all tries to send one answer have in common. */
interface Attempt {
  receipt: string;
  id: string;
  recordId: string;
  moment: Date;
}

/** What the answers so far hold: fields of the answer by their names. */
interface Progress {
  draft: Draft | null;
  found: Subject[];
  unsent: Item[];
  apart: Item[];
  attempt: Attempt | null;
  isOver: boolean;
}

/** A message that is sent or waits; `refused` holds the code of a refusal, `notBefore` milliseconds. */
interface Item {
  id: string;
  kind: string;
  body: Record<string, unknown>;
  label: string;
  refused?: string;
  notBefore?: number;
}

/** What the page of an answer has its script say. */
interface FeedbackWords {
  set: string;
  version: number;
  error: string;
  faults: Said;
  refusals: Said;
  refused: string;
  names: Said;
  asked: Said;
  whens: Said;
  waiting: string[];
  kept: string;
  arrived: string;
  nothingLost: string;
  changed: string;
  aside: string;
}

interface Navigator {
  /** Chromium's alone. */
  connection?: { saveData?: boolean };
}

interface Window {
  SwaggerUIBundle(settings: object): void;
}

/** Flask-Security's script asks the browser for a passkey. */
type PasskeyAnswer = { error_msg: string; credential?: undefined } | { error_msg?: undefined; credential: string };
declare function handleRegister(options: string): Promise<PasskeyAnswer>;
declare function handleSignin(options: string): Promise<PasskeyAnswer>;

/** A place on a map of officers. */
interface Pin extends Point {
  id: string;
  name: string;
  state: string;
}
