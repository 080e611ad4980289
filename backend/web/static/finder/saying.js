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
  /** @type {(text: string, values?: Values) => string} */
  const plain = (text, values) => {
    const said = has(messages, text) ? messages[text] : text;
    return values ? filled(said, values) : said;
  };
  /** @type {Say["count"]} */
  const count = (one, many, n, values) => {
    const key = `${one}|${many}`;
    const form = has(plurals, key) && pluralOf
      ? plurals[key][Number(pluralOf[n < 200 ? n : 100 + (n % 100)])]
      : (n === 1 ? one : many);
    const said = filled(form, { n });
    return values ? filled(said, values) : said;
  };
  return Object.assign(plain, { count, language });
}

/** @type {(table: object, key: string) => boolean} */
function has(table, key) {
  return Object.prototype.hasOwnProperty.call(table, key);
}

/** @type {(text: string, values: Values) => string} */
function filled(text, values) {
  return text.replace(/\{\{|\}\}|\{(\w+)\}/g, (found, name) => {
    if (name === undefined) return found[0];
    return has(values, name) ? String(values[name]) : found;
  });
}
