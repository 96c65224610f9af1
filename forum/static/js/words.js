// Beside a field that asks for so many words: how many it has. The server counts again and decides.

import { onLoad } from "./behaviour.js";
import { phrase } from "./phrases.js";

onLoad("[data-words]", (hint) => {
  const field = hint.closest("form").querySelector("textarea[name=body]");
  const [least, most] = hint.dataset.words.split("-").map(Number);
  const place = document.createElement("strong");
  hint.append(" ", place);

  function count() {
    const words = field.value.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
    place.textContent = phrase("words", { n: words }, words);
    hint.classList.toggle("warning", words > 0 && ((least && words < least) || (most && words > most)));
  }

  field.addEventListener("input", count);
  count();
});
