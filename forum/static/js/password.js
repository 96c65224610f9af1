// «Mostrar»: what was typed into a password field, for who wants to see it.

import { onLoad } from "./behaviour.js";
import { phrase } from "./phrases.js";

onLoad("[data-reveal]", (button) => {
  const field = document.getElementById(button.dataset.reveal);
  button.hidden = false;
  button.addEventListener("click", () => {
    const shown = field.type === "text";
    field.type = shown ? "password" : "text";
    button.textContent = phrase(shown ? "show" : "hide");
    field.focus();
  });
});
