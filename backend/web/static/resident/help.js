// Help now: puts where somebody is into their own text, once they press for it.

import { position } from "./position.js";

const at = (id) => document.getElementById(id);

at("with-here").addEventListener("click", async () => {
  const found = await position();
  const text = at("text");
  if (found.why) {
    at("text-note").textContent = at("text-note").dataset.none;
    return;
  }
  const where = `${found.lat.toFixed(5)}, ${found.lon.toFixed(5)}`;
  text.textContent = `${text.dataset.here.replace("{where}", where)} ${text.dataset.end}`;
  at("sms").href = `sms:?&body=${encodeURIComponent(text.textContent)}`;
});
