// Receipts kept on this device, once somebody asks for it; each can be looked up or deleted.

import { keep, kept } from "./kept.js";

document.addEventListener("click", ({ target }) => {
  const button = target.closest ? target.closest("[data-keep-receipt]") : null;
  if (!button) return;
  const code = document.querySelector("main [data-receipt]").textContent.trim();
  const others = kept("receipts").filter((each) => each !== code);
  button.replaceWith(keep("receipts", [...others, code]) ? button.dataset.kept : button.dataset.refused);
});

const list = document.getElementById("kept-receipts");

function draw() {
  list.replaceChildren(...kept("receipts").map((code) => {
    const row = document.createElement("li");
    row.className = "resident-row";
    const look = pressed(code, () => {
      document.getElementById("code").value = code;
      document.getElementById("code").form.requestSubmit();
    });
    const gone = pressed(document.getElementById("receipts").dataset.remove.replace("{name}", code), () => {
      keep("receipts", kept("receipts").filter((each) => each !== code));
      draw();
    });
    row.append(look, gone);
    return row;
  }));
}

function pressed(words, deed) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary";
  button.textContent = words;
  button.addEventListener("click", deed);
  return button;
}

if (list) draw();
