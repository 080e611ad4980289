// Finder: says messages in the language of a bundle (shared/browser_words.py), else in English.

/**
 * Returns the message as it is: it stands in a table, and is said where it is shown.
 * @param {string} message
 * @returns {string}
 */
export function toSay(message) {
  return message;
}

/**
 * Returns what says messages: `say(text, values)`, and `say.count(one, many, n, values)`.
 *
 * `values` fill the {names} of a message. A message that is counted has its number in {n}; what
 * else it names stands in double braces, and is filled after it.
 * @param {Bundle} [bundle]
 * @returns {Say}
 */
export function makeSay(bundle = {}) {
  const { language = "en", messages = {}, plurals = {}, plural_of: pluralOf = "" } = bundle;
  const isRtl = bundle.is_rtl || false;
  /** @type {(text: string, values?: Values) => string} */
  const plain = (text, values) => {
    const said = has(messages, text) ? messages[text] : text;
    return values ? filled(said, values, isRtl) : said;
  };
  /** @type {Say["count"]} */
  const count = (one, many, n, values) => {
    const key = `${one}|${many}`;
    const form = has(plurals, key) && pluralOf
      ? plurals[key][Number(pluralOf[n < 200 ? n : 100 + (n % 100)])]
      : (n === 1 ? one : many);
    const said = filled(form, { n }, isRtl);
    return values ? filled(said, values, isRtl) : said;
  };
  return Object.assign(plain, { count, language });
}

/** @type {(table: object, key: string) => boolean} */
function has(table, key) {
  return Object.prototype.hasOwnProperty.call(table, key);
}

/**
 * Returns a message with its values; each text stands apart where one reads from the right, since a
 * number, a name or an address would else take the sentence's direction (shared/isolates.py).
 * @type {(text: string, values: Values, isRtl: boolean) => string}
 */
export function filled(text, values, isRtl) {
  return text.replace(/\{\{|\}\}|\{(\w+)\}/g, (found, name) => {
    if (name === undefined) return found[0];
    if (!has(values, name)) return found;
    const value = values[name];
    return isRtl && typeof value === "string" ? apart(value) : String(value);
  });
}

/**
 * Returns a text as an isolate; one that is a whole isolate, or empty, as it is.
 * @param {string} text
 */
export function apart(text) {
  const isWhole = /^[\u2066-\u2068]/.test(text) && text.indexOf("\u2069") === text.length - 1;
  return isWhole || !text ? text : `\u2068${text}\u2069`;
}
