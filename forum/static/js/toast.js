// A sentence at the foot of the page for eight seconds, longer while somebody is at it; with a way to undo.

import { onLoad } from "./behaviour.js";

const STAYS = 8000;

export function toast(words, action = null) {
  const place = document.querySelector("[data-toasts]");
  if (!place) return;
  const line = document.createElement("p");
  line.className = "toast";
  line.textContent = words;
  if (action) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = action.label;
    button.addEventListener("click", () => {
      line.remove();
      action.run();
    });
    line.append(button);
  }
  place.append(line);
  fade(line);
}

function fade(line) {
  let timer = 0;
  const stay = () => clearTimeout(timer);
  const wait = () => {
    stay();
    if (!line.matches(":hover, :focus-within")) timer = setTimeout(() => line.remove(), STAYS);
  };
  for (const name of ["pointerenter", "focusin"]) line.addEventListener(name, stay);
  for (const name of ["pointerleave", "focusout"]) line.addEventListener(name, () => setTimeout(wait)); // after focus has moved
  wait();
}

onLoad("[data-toast]", fade);

// An answer may bring a sentence: HX-Trigger: {"toast": {"words": "…"}}
document.addEventListener("toast", ({ detail }) => toast(detail.words ?? detail.value));
