// A textarea with the marks one needs, a preview, a count of words, and a memory: what was typed is kept in the browser
// until it was sent, and offered again.

import { onLoad } from "./behaviour.js";
import { parse } from "./pieces.js";
import { phrase } from "./phrases.js";

const TOOLS = [
  ["bold", () => ["**", "**"]],
  ["italic", () => ["*", "*"]],
  ["list", (words) => lines(words, "- ")],
  ["quote", (words) => lines(words, "> ")],
  ["link", (words) => ["[", `](https://)`, words || phrase("link_words")]],
  ["table", () => [`\n| ${phrase("column")} 1 | ${phrase("column")} 2 |\n|---|---|\n| `, " |  |\n"]],
];

forgetWhatWasSent();

onLoad("[data-composer]", (form) => {
  const field = form.querySelector("textarea[name=body]");
  const state = form.querySelector("[data-composer-state]");
  if (!field) return;
  const key = `tinkuy:draft:${document.documentElement.dataset.person}:${form.dataset.composer}`;
  const original = field.value;
  const count = document.createElement("span"); // outside the live region: nobody wants each word counted aloud
  count.className = "composer-state";
  state?.before(count);
  tools(form, field);
  offerDraft();

  field.addEventListener("input", () => {
    say(remember(field.value));
  });
  field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", () => sessionStorage.setItem("tinkuy:sent", key));
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail.elt !== form) return;
    sessionStorage.removeItem("tinkuy:sent");
    if (!detail.xhr.status || detail.xhr.status >= 300) return;
    field.value = "";
    renew();
    remember("");
    say();
  });
  form.addEventListener("tinkuy:cancelled", () => remember(""));

  // What is written next is another sending.
  function renew() {
    const sending = form.elements.namedItem("sending");
    if (sending) sending.value = crypto.getRandomValues(new Uint32Array(3)).join("-");
  }

  function say(kept = false) {
    state?.replaceChildren();
    const n = field.value.split(/\s+/).filter(Boolean).length;
    const words = phrase("words", { n }, n);
    count.textContent = n ? (kept ? `${phrase("draft_kept")} · ${words}` : words) : "";
  }

  function remember(words) {
    try {
      if (words.trim() && words !== original) {
        localStorage.setItem(key, words);
        return true;
      }
      localStorage.removeItem(key);
    } catch {
      // A browser without room for it: the text is still in the field.
    }
    return false;
  }

  function offerDraft() {
    let draft = null;
    try {
      draft = localStorage.getItem(key);
    } catch {
      return;
    }
    if (!draft || draft === original || original.includes(draft)) return;
    field.value = original ? `${original}${draft}` : draft;
    if (!state) return;
    state.textContent = `${phrase("draft_found")} `;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = phrase("discard");
    button.addEventListener("click", () => {
      field.value = original;
      remember("");
      say();
      field.focus();
    });
    state.append(button);
  }
});

// What was sent is forgotten on the page that the sending led to; a page of refusal, a log-in or a step back keeps it.
function forgetWhatWasSent() {
  const key = sessionStorage.getItem("tinkuy:sent");
  if (!key) return;
  sessionStorage.removeItem("tinkuy:sent");
  const [came] = performance.getEntriesByType("navigation");
  const mine = key.startsWith(`tinkuy:draft:${document.documentElement.dataset.person}:`);
  if (mine && came?.type === "navigate" && came.redirectCount > 0) localStorage.removeItem(key);
}

function tools(form, field) {
  const bar = document.createElement("div");
  bar.className = "composer-tools";
  for (const [name, marks] of TOOLS) {
    const button = document.createElement("button");
    button.type = "button";
    button.title = phrase(name);
    button.setAttribute("aria-label", phrase(name));
    button.append(face(name));
    button.addEventListener("click", () => apply(field, marks));
    bar.append(button);
  }
  if (form.dataset.previewUrl) bar.append(previewButton(form, field));
  const label = field.closest(".field");
  (label ?? field).before(bar);
}

function face(name) {
  if (name === "bold") return Object.assign(document.createElement("strong"), { textContent: phrase("bold_letter") });
  if (name === "italic") return Object.assign(document.createElement("em"), { textContent: phrase("italic_letter") });
  return document.createTextNode(name === "quote" ? "« »" : phrase(name));
}

function previewButton(form, field) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "push";
  button.textContent = phrase("preview");
  let shown = null;
  button.addEventListener("click", async () => {
    if (shown) {
      shown.remove();
      shown = null;
      field.hidden = false;
      button.textContent = phrase("preview");
      field.focus();
      return;
    }
    const answer = await fetch(form.dataset.previewUrl, {
      method: "POST",
      headers: {
        "HX-Request": "true",
        "Content-Type": "application/x-www-form-urlencoded",
        "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
      },
      body: new URLSearchParams({ body: field.value }),
    }).catch(() => null);
    if (!answer?.ok) return;
    shown = document.createElement("div");
    shown.className = "preview";
    const piece = parse(await answer.text());
    if (piece) shown.append(piece);
    field.after(shown);
    field.hidden = true;
    button.textContent = phrase("write");
  });
  return button;
}

function apply(field, marks) {
  const { selectionStart: start, selectionEnd: end, value } = field;
  const words = value.slice(start, end);
  const [before, after, put = words] = marks(words);
  field.focus();
  field.setSelectionRange(start, end);
  // execCommand keeps the browser's own undo.
  if (!document.execCommand("insertText", false, before + put + after)) field.setRangeText(before + put + after, start, end, "end");
  field.setSelectionRange(start + before.length, start + before.length + put.length);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function lines(words, mark) {
  return ["", "", `${words || ""}`.split("\n").map((line) => mark + line).join("\n")];
}
