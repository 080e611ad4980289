// Receipts kept on this device, once somebody asks for it; each can be looked up or deleted.

import { keep, kept } from "./kept.js";
import { aside, into } from "./words.js";

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element && target.closest("[data-keep-receipt]");
  const receipt = document.querySelector("main [data-receipt]");
  if (!(button instanceof HTMLElement) || !receipt) return;
  const code = (receipt.textContent || "").trim();
  const others = kept("receipts").filter((each) => each !== code);
  const said = /** @type {Said} */ (button.dataset);
  button.replaceWith(keep("receipts", [...others, code]) ? said.kept : said.refused);
});

const list = document.getElementById("kept-receipts");

function draw() {
  const codes = /** @type {string[]} */ (kept("receipts"));
  const remove = document.getElementById("receipts")?.dataset.remove || "";
  list?.replaceChildren(...codes.map((code) => {
    const row = document.createElement("li");
    row.className = "resident-row";
    const look = pressed(aside(code), () => {
      const field = /** @type {HTMLInputElement} */ (document.getElementById("code"));
      field.value = code;
      field.form?.requestSubmit();
    });
    const gone = pressed(into(remove, { name: code }), () => {
      keep("receipts", kept("receipts").filter((each) => each !== code));
      draw();
    });
    row.append(look, gone);
    return row;
  }));
}

/** @type {(words: string, deed: () => void) => HTMLButtonElement} */
function pressed(words, deed) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  button.textContent = words;
  button.addEventListener("click", deed);
  return button;
}

if (list) draw();
