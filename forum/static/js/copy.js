// A link that somebody will send on.

import { onLoad } from "./behaviour.js";
import { phrase } from "./phrases.js";
import { toast } from "./toast.js";

onLoad("[data-copy]", (button) => {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(button.dataset.copy);
    toast(phrase("copied"));
  });
});
