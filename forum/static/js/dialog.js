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
  if (!dialog.open) dialog.showModal();
  dialog.addEventListener("close", () => from?.isConnected && from.focus(), { once: true });
}

document.addEventListener("htmx:afterSwap", ({ detail }) => {
  const dialog = detail.target.closest?.("#dialog");
  if (dialog && detail.target.children.length) open(dialog, detail.requestConfig?.elt);
});

document.addEventListener("htmx:afterRequest", ({ detail }) => {
  const form = detail.requestConfig?.elt;
  if (detail.successful && detail.xhr.status < 400 && form?.closest?.("[data-closes-dialog]")) form.closest("dialog")?.close();
});
