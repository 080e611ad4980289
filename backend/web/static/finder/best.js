// Finder: the first few of many, without putting all the others in order.

/**
 * Returns the `limit` first items by `compare`, in order; of equal ones the earlier stands first.
 * @template T
 * @param {number} limit
 * @param {Iterable<T>} items
 * @param {(a: T, b: T) => number} compare below 0 where a stands before b
 * @returns {T[]}
 */
export function firstOf(limit, items, compare) {
  /** @type {T[]} */
  const found = [];
  if (limit < 1) return found;
  for (const item of items) {
    if (found.length === limit) {
      if (compare(item, found[limit - 1]) >= 0) continue;
      found.pop();
    }
    found.splice(placeIn(found, item, compare), 0, item);
  }
  return found;
}

/** @type {<T>(found: T[], item: T, compare: (a: T, b: T) => number) => number} */
function placeIn(found, item, compare) {
  let low = 0;
  let high = found.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (compare(item, found[middle]) < 0) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Returns the items of some lists as one list.
 * @template T
 * @param {T[][]} lists
 * @returns {T[]}
 */
export function listed(lists) {
  return /** @type {T[]} */ ([]).concat(...lists);
}

/**
 * Returns -1, 0 or 1 as the first difference of two equally long lists tells.
 * @param {Key} a
 * @param {Key} b
 * @returns {number}
 */
export function byParts(a, b) {
  for (let at = 0; at < a.length; at += 1) {
    if (a[at] !== b[at]) return a[at] < b[at] ? -1 : 1;
  }
  return 0;
}
