// Dialogs: opened by `data-dialog-open="id"` or by content that comes into the shared one; focus goes back after.

import { onLoad } from "./behaviour.js";

onLoad("[data-dialog-open]", (button) => {
  button.addEventListener("click", (event) => {
    const dialog = document.getElementById(button.dataset.dialogOpen);
    if (!dialog?.showModal) return;
    event.preventDefault();
    open(dialog, button);
  });
});

onLoad("[data-dialog-close]", (button) => {
  button.addEventListener("click", (event) => {
    const dialog = button.closest("dialog");
    if (!dialog) return;
    event.preventDefault();
    dialog.close();
  });
});

export function open(dialog, from = document.activeElement) {
  name(dialog);
  if (!dialog.open) dialog.showModal();
  const around = from?.closest?.("[id][tabindex]")?.id; // where it was, should it be another by then
  const back = () => (from?.isConnected ? from : document.getElementById(around))?.focus({ preventScroll: true });
  dialog.addEventListener("close", back, { once: true });
}

// The shared dialog is called what the heading that came into it says.
function name(dialog) {
  const head = dialog.querySelector("h1, h2");
  if (dialog.id !== "dialog" || !head) return;
  head.id ||= "dialog-heading";
  dialog.setAttribute("aria-labelledby", head.id);
}

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const dialog = detail.target.closest?.("#dialog");
  if (dialog && detail.target.children.length) open(dialog, detail.requestConfig?.elt);
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.requestConfig?.elt;
  if (detail.successful && detail.xhr.status < 400 && form?.closest?.("[data-closes-dialog]")) form.closest("dialog")?.close();
});
