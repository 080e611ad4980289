"""In which order a person reads what a browser drew, by the rectangles of its words.

What is written in Latin letters and digits keeps its order on a page that is read from the right: a
telephone number, an address, a postcode, a position, a receipt. Hours are read as the sentence is.
"""

from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Page

KINDS: dict[str, tuple[str, bool]] = {
    "number in groups": (r"(?<![0-9A-Za-z.:/-])[+]?[0-9]{2,}(?:[ \u00a0][0-9]{2,})+", False),
    "house number": (r"(?<![0-9A-Za-z:/.-])[0-9]{1,4}[A-Za-z]? [A-Z][a-z]+ [A-Z][a-z]+", False),
    "postcode": (r"[A-Z]{1,2}[0-9]{1,2}[A-Z]? [0-9][A-Z]{2}(?![A-Za-z])", False),
    "position": (r"-?[0-9]{1,2}\.[0-9]{2,}, ?-?[0-9]{1,3}\.[0-9]+", False),
    "receipt": (r"(?:[0-9A-Z]{4}-){3}[0-9A-Z]{4}", False),
    "hours": (r"[0-9]{2}:[0-9]{2} – [0-9]{2}:[0-9]{2}", True),
}
"""What is looked for, and whether it is read from the right."""

_READ = r"""
(kinds) => {
  const MARKS = /[\u200e\u200f\u2066-\u2069]/;
  const PRESSED = "a[role=button], button";
  const blockOf = (node) => {
    let block = node.parentElement;
    const isInline = (each) => getComputedStyle(each).display.startsWith("inline");
    while (isInline(block) && !block.matches(PRESSED)) block = block.parentElement;
    return block;
  };
  const blocks = new Map();
  const what = NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT;
  const walk = document.createTreeWalker(document.body, what);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    const isText = node.nodeType === Node.TEXT_NODE;
    if (!isText && node.tagName !== "BR") continue;
    if (!node.parentElement.checkVisibility({ visibilityProperty: true })) continue;
    const block = blockOf(node);
    if (!blocks.has(block)) blocks.set(block, []);
    const letters = blocks.get(block);
    Array.from(isText ? node.data : " ").forEach((letter, at) => {
      if (!MARKS.test(letter)) letters.push([letter === "\n" ? " " : letter, node, at]);
    });
  }
  const boxOf = (letters) => {
    const range = document.createRange();
    const [first, last] = [letters[0], letters[letters.length - 1]];
    range.setStart(first[1], first[2]);
    range.setEnd(last[1], last[2] + 1);
    const [box] = Array.from(range.getClientRects()).filter(({ width }) => width > 0);
    return box && [box.left, box.right, Math.round(box.top)];
  };
  const found = [];
  for (const [block, letters] of blocks) {
    const text = letters.map(([letter]) => letter).join("");
    const isRtl = getComputedStyle(block).direction === "rtl";
    const around = text.trim().replace(/\s+/g, " ").slice(0, 90);
    for (const [kind, pattern] of kinds) {
      for (const match of text.matchAll(new RegExp(pattern, "gu"))) {
        const parts = [...match[0].matchAll(/[+0-9A-Za-z.:]+|-(?=[0-9])/gu)];
        const words = parts.map(({ 0: word, index }) => {
          const from = match.index + index;
          return boxOf(letters.slice(from, from + word.length));
        });
        found.push({ kind, text: match[0], isRtl, around, words: words.filter(Boolean) });
      }
    }
  }
  return found;
}
"""

_STRIP = r"""
() => {
  const MARKS = /[\u200e\u200f\u2066-\u2069]/g;
  const walk = document.createTreeWalker(document.documentElement, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    node.data = node.data.replace(MARKS, "").replace(/\u00a0/g, " ");
  }
  for (const each of document.body.querySelectorAll("bdi")) each.replaceWith(...each.childNodes);
  for (const each of document.body.querySelectorAll("[dir]")) each.removeAttribute("dir");
  document.body.normalize();
}
"""


@dataclass(frozen=True)
class Read:
    """Something on a page whose words have an order, and whether they stand in it."""

    kind: str
    text: str
    around: str
    is_in_order: bool


def read(page: Page) -> list[Read]:
    """Return everything on a page that is to be read in an order."""
    kinds = [(name, pattern) for name, (pattern, _) in KINDS.items()]
    found = page.evaluate(_READ, kinds)
    return [Read(each["kind"], each["text"], each["around"], _is_in_order(each)) for each in found]


def faults(page: Page) -> list[str]:
    """Return what a reader of the page would read in a wrong order, in words."""
    return [
        f"{each.kind} {each.text!r} in {each.around!r}"
        for each in read(page)
        if not each.is_in_order
    ]


def strip(page: Page) -> None:
    """Take away all that keeps directions apart, as a page without it would be."""
    page.evaluate(_STRIP)


def _is_in_order(each: dict[str, Any]) -> bool:
    """Say whether words follow each other on their lines, in the direction of their kind."""
    is_from_right = each["isRtl"] and KINDS[each["kind"]][1]
    pairs = zip(each["words"], each["words"][1:], strict=False)
    for (left, _, top), (next_left, _, next_top) in pairs:
        if abs(top - next_top) > 4:
            if next_top < top:
                return False
        elif (next_left < left) != is_from_right:
            return False
    return True
