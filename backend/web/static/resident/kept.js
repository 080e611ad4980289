// What a person asked this browser to keep: people they trust, receipts. Leaving deletes it.

const KEY = "umay.kept";

/**
 * Returns what is kept under a name, such as "people"; [] where nothing is or may be kept.
 * @param {string} name
 * @returns {unknown[]}
 */
export function kept(name) {
  const held = all();
  const rows = held[name];
  return Array.isArray(rows) ? rows : [];
}

/**
 * Keeps rows under a name, and nothing at all once nothing is left; returns whether it is kept.
 * @param {string} name
 * @param {unknown[]} rows
 * @returns {boolean}
 */
export function keep(name, rows) {
  const held = { ...all(), [name]: rows };
  if (!rows.length) delete held[name];
  try {
    if (Object.keys(held).length) localStorage.setItem(KEY, JSON.stringify(held));
    else localStorage.removeItem(KEY);
    return true;
  } catch (error) {
    return false;
  }
}

/** @type {() => Record<string, unknown>} */
function all() {
  try {
    return JSON.parse(localStorage.getItem(KEY) || "{}") || {};
  } catch (error) {
    return {};
  }
}
