// htmx with this site's token, and with errors that say what happened.

import { parse } from "./pieces.js";
import { phrase } from "./phrases.js";
import { toast } from "./toast.js";

const { person } = document.documentElement.dataset;
let token = document.querySelector('meta[name="csrf-token"]')?.content;

document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") detail.headers["X-CSRFToken"] = token;
});

// A form that is refused comes back with its sentences: 409 and 422 are shown where the form said.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { detail } = event;
  const status = detail.xhr.status;
  if (status === 429 && isTyped(detail.requestConfig?.elt)) {
    detail.shouldSwap = detail.isError = false;
    refuse(detail.requestConfig.elt, detail.xhr);
    return;
  }
  if (status !== 409 && status !== 422) return;
  detail.shouldSwap = true;
  detail.isError = false;
  const form = detail.requestConfig?.elt;
  const place = form?.dataset.onError ? document.querySelector(form.dataset.onError) : null;
  if (form?.matches("form") && (place ?? detail.target).contains(form) && isBare(detail.xhr.responseText)) {
    detail.shouldSwap = false;
    refuse(form, detail.xhr);
    return;
  }
  if (place) {
    detail.target = place;
    detail.swapOverride = "innerHTML";
  }
});

// A refusal that does not bring the form along is written into the form: what was typed stays.
const isTyped = (form) => form?.matches("form") && form.querySelector("textarea, select, input:not([type=hidden])");
const isBare = (html) => /^\s*<div class="error-summary"/.test(html);

async function refuse(form, { status, responseText }) {
  form.querySelector(":scope > .error-summary")?.remove();
  const site = status === 422 ? await look() : null;
  if (site?.token && site.person === person && !form.dataset.resent) {
    form.dataset.resent = "1"; // one logged in anew in another tab: once more, with the token of now
    renew(site.token);
    form.requestSubmit();
    return;
  }
  delete form.dataset.resent;
  const summary = parse(responseText);
  if (site && site.person !== person) sayEnded(summary);
  form.prepend(summary);
  summary.scrollIntoView({ block: "nearest" });
}

// The session ended: an answer to the thread is found again behind the log-in, other words stay where they are.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  const { xhr, elt } = event.detail;
  const returns = elt.matches("form[data-publishes]") && !elt.closest(".post-answer");
  if (xhr.status !== 401 || returns || !isTyped(elt)) return;
  event.preventDefault();
  elt.querySelector(":scope > .error-summary")?.remove();
  const summary = parse('<div class="error-summary" role="alert"></div>');
  sayEnded(summary);
  elt.prepend(summary);
});

function sayEnded(summary) {
  const link = parse('<a target="_blank"></a>');
  link.href = `/login?next=${encodeURIComponent(window.location.pathname + window.location.search)}`;
  link.textContent = phrase("log_in");
  summary.replaceChildren(phrase("ended"), " ", link);
}

// One logged in anew in another tab: → whether there is a token of now.
export async function renewed() {
  const site = await look();
  const same = Boolean(site?.token) && site.person === person;
  if (same) renew(site.token);
  return same;
}

function renew(fresh) {
  token = fresh;
  document.querySelector('meta[name="csrf-token"]').content = fresh;
  for (const field of document.querySelectorAll('input[name="csrf_token"]')) field.value = fresh;
}

// Who the site takes this browser for by now, and its token.
async function look() {
  const answer = await fetch(window.location.href).catch(() => null);
  if (!answer) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  return {
    person: page.documentElement.dataset.person,
    token: page.querySelector('meta[name="csrf-token"]')?.content,
  };
}

document.addEventListener("htmx:responseError", ({ detail }) => {
  const piece = new DOMParser().parseFromString(detail.xhr.responseText, "text/html");
  toast(piece.querySelector(".error-summary, h1")?.textContent.trim() || phrase("failed"));
});

document.addEventListener("htmx:sendError", () => toast(phrase("failed")));
