// When the line is down a strip says so; writing goes on, and nothing typed is lost.

import { phrase } from "./phrases.js";
import { toast } from "./toast.js";

const strip = document.querySelector("[data-offline]");
let timer = 0;

function show(words) {
  clearTimeout(timer);
  if (!strip) return;
  strip.textContent = words;
  strip.hidden = false;
}

function lost() {
  clearTimeout(timer);
  timer = setTimeout(() => show(phrase("offline")), 2500);
}

function back() {
  clearTimeout(timer);
  if (!strip || strip.hidden) return;
  show(phrase("online"));
  timer = setTimeout(() => (strip.hidden = true), 4000);
}

window.addEventListener("offline", () => show(phrase("offline")));
window.addEventListener("online", back);
window.addEventListener("tinkuy:offline", lost);
window.addEventListener("tinkuy:online", back);
window.addEventListener("tinkuy:ended", () => show(phrase("ended")));
window.addEventListener("tinkuy:stale", () =>
  toast(phrase("stale"), { label: phrase("reload"), run: () => window.location.reload() }),
);
