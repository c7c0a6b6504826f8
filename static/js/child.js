// The child's screen: reads aloud with a voice of the device's own, and lets no other tab of this browser stay open.
"use strict";
(() => {
  // Pages that were open before the device was locked are asked for again: each leads to the child's page.
  if (window.BroadcastChannel) new BroadcastChannel("nod").postMessage("locked");

  const button = document.querySelector("[data-aloud]");
  const speech = window.speechSynthesis;
  if (!button || !speech || !window.SpeechSynthesisUtterance) return;
  const language = (part) => part.closest("[lang]").lang;
  const voiceOf = (code) => speech.getVoices().find((voice) => voice.lang.toLowerCase().split(/[-_]/)[0] === code);

  // No voice for the page's language: no button.
  const offer = () => { button.hidden = !voiceOf(document.documentElement.lang); };
  offer();
  if (speech.addEventListener) speech.addEventListener("voiceschanged", offer);

  const hush = () => { speech.cancel(); button.removeAttribute("aria-pressed"); };
  const read = () => {
    const said = [...document.querySelectorAll("[data-read]")].filter((part) => voiceOf(language(part)) && part.textContent.trim());
    said.forEach((part, n) => {
      const words = new SpeechSynthesisUtterance(part.textContent.trim());
      words.voice = voiceOf(language(part));
      words.lang = words.voice.lang;
      words.rate = 0.9;
      if (n === said.length - 1) words.addEventListener("end", hush);
      speech.speak(words);
    });
    button.setAttribute("aria-pressed", "true");
  };
  button.addEventListener("click", () => { if (button.hasAttribute("aria-pressed")) hush(); else read(); });
  addEventListener("pagehide", hush);
})();
