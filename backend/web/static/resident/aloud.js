// Reads a page aloud with a voice of the device itself; one that would ask the network is not used.

/**
 * Puts a button that reads an element aloud where a voice of this device speaks its language.
 * @param {HTMLElement} place where the button goes
 * @param {HTMLElement} element what is read
 * @param {Said} said
 */
export function offerAloud(place, element, said) {
  const voices = window.speechSynthesis ? speechSynthesis.getVoices() : [];
  const language = document.documentElement.lang;
  const voice = voices.find((each) => each.localService && each.lang.slice(0, 2) === language);
  if (!voice) {
    // Chromium knows its voices a moment later.
    if (window.speechSynthesis && !voices.length) speechSynthesis.addEventListener("voiceschanged", () => offerAloud(place, element, said), { once: true });
    return;
  }
  const button = document.createElement("button");
  button.type = "button";
  button.className = "govuk-button govuk-button--secondary resident-noprint";
  button.textContent = said.aloud;
  button.addEventListener("click", () => {
    const isSpeaking = speechSynthesis.speaking;
    speechSynthesis.cancel();
    button.textContent = isSpeaking ? said.aloud : said.silence;
    if (isSpeaking) return;
    const spoken = new SpeechSynthesisUtterance(element.innerText);
    spoken.voice = voice;
    spoken.addEventListener("end", () => { button.textContent = said.aloud; });
    speechSynthesis.speak(spoken);
  });
  place.append(button);
}

window.addEventListener("pagehide", () => window.speechSynthesis && speechSynthesis.cancel());

const main = document.querySelector("main");
for (const place of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("main [data-aloud]:not(#said)"))) {
  if (main) offerAloud(place, main, /** @type {Said} */ (place.dataset));
}
