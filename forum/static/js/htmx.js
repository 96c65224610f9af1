// htmx with this site's token, and with errors that say what happened.

import { phrase } from "./phrases.js";
import { toast } from "./toast.js";

const token = document.querySelector('meta[name="csrf-token"]')?.content;

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") detail.headers["X-CSRFToken"] = token;
});

// A form that is refused comes back with its sentences: 409 and 422 are shown where the form said.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event;
  const status = detail.xhr.status;
  if (status !== 409 && status !== 422) return;
  detail.shouldSwap = true;
  detail.isError = false;
  const form = detail.requestConfig?.elt;
  const place = form?.dataset.onError ? document.querySelector(form.dataset.onError) : null;
  if (place) {
    detail.target = place;
    detail.swapOverride = "innerHTML";
  }
});

document.addEventListener("htmx:responseError", ({ detail }) => {
  const piece = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
  toast(piece.querySelector(".error-summary, h1")?.textContent.trim() || phrase("failed"));
});

document.addEventListener("htmx:sendError", () => toast(phrase("failed")));
