// Files go up while one writes: each with its bar, in the order they were chosen. Sending waits for those on their way.

import { parse } from "./pieces.js";
import { phrase } from "./phrases.js";

const waiting = new WeakMap(); // form → what is on its way

export function attach(form, place, files) {
  if (!waiting.has(form)) begin(form, place);
  const sent = waiting.get(form);
  for (const file of files) {
    const go = send(place, file);
    const one = Promise.all([...sent]).then(go).finally(() => sent.delete(one));
    sent.add(one);
  }
}

function begin(form, place) {
  const sent = new Set();
  waiting.set(form, sent);
  form.addEventListener(
    "submit",
    (event) => {
      if (!sent.size) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      const button = event.submitter;
      Promise.all([...sent]).then((arrived) => {
        form.dispatchEvent(new CustomEvent("htmx:afterRequest", { detail: {} })); // the button is not busy any more
        if (arrived.every(Boolean)) form.requestSubmit(button); // else one reads why, and decides
      });
    },
    true,
  );
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.elt === form && detail.successful) place.querySelector(".attached-list").replaceChildren();
  });
}

// Its row is there at once; what is given back sends it.
function send(place, file) {
  const row = document.createElement("li");
  row.className = "attached";
  const said = document.createElement("span");
  said.textContent = phrase("attaching", { name: file.name });
  const bar = Object.assign(document.createElement("progress"), { max: 1, value: 0 });
  bar.setAttribute("aria-label", said.textContent);
  const cancel = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: phrase("cancel") });
  row.append(said, bar, cancel);
  place.querySelector(".attached-list").append(row);
  let cancelled = false;
  let request = null;
  cancel.addEventListener("click", () => {
    cancelled = true;
    request?.abort();
    row.remove();
  });
  return () => new Promise((done) => {
    if (cancelled) return done(true);
    const { most } = place.dataset;
    if (file.size > most * 1024 * 1024) {
      refuse(row, phrase("heavy", { name: file.name, most })); // before it has gone over a bad line
      return done(false);
    }
    request = new XMLHttpRequest();
    request.open("POST", place.dataset.attach);
    request.setRequestHeader("HX-Request", "true");
    request.setRequestHeader("X-CSRFToken", document.querySelector('meta[name="csrf-token"]').content);
    request.upload.addEventListener("progress", ({ loaded, total }) => (bar.value = total ? loaded / total : 0));
    request.addEventListener("loadend", () => {
      const arrived = request.status === 201;
      if (arrived) {
        row.replaceWith(parse(request.responseText));
        place.dispatchEvent(new Event("input", { bubbles: true })); // the draft has it too
      } else if (!cancelled) refuse(row, reason(request) ?? phrase("not_attached", { name: file.name }));
      done(arrived || cancelled);
    });
    const data = new FormData();
    data.append("file", file);
    request.send(data);
  });
}

// The sentence of the house, where it gave one.
function reason(request) {
  return request.getResponseHeader("Content-Type")?.startsWith("text/plain") ? request.responseText : null;
}

function refuse(row, words) {
  const why = document.createElement("span");
  why.className = "field-error";
  why.setAttribute("role", "alert");
  why.textContent = words;
  const close = Object.assign(document.createElement("button"), { type: "button", className: "quiet", textContent: phrase("close") });
  close.addEventListener("click", () => row.remove());
  row.replaceChildren(why, close);
}
