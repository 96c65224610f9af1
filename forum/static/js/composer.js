// A textarea with the marks one needs, a preview, a count of words, and a memory: what was typed is kept in the browser
// until the server has it (drafts.js), and offered again. A form with `data-plain` has the memory alone.

import { onLoad } from "./behaviour.js";
import { phrase } from "./phrases.js";

forgetWhatWasSent();

onLoad("form[data-unsent]", (form) => {
  form.addEventListener("submit", () => sessionStorage.setItem("tinkuy:sent", sessionStorage.getItem("tinkuy:unsent") ?? ""));
});

onLoad("[data-composer]", (form) => {
  const field = form.elements.namedItem(form.dataset.field ?? "body");
  if (!field?.matches?.("textarea, input:not([type=hidden])")) return;
  const plain = "plain" in form.dataset;
  const state = form.querySelector("[data-composer-state]") ?? place();
  const { about = "" } = form.dataset; // which words of a post: what was written of others is not offered
  const key = `tinkuy:draft:${document.documentElement.dataset.person}:${form.dataset.composer}${about}`;
  const original = field.value;
  const edits = plain || /^(edit|introduction)-/.test(form.dataset.composer); // a correction takes the place of what stands there
  const count = document.createElement("span"); // outside the live region: nobody wants each word counted aloud
  count.className = "composer-state";
  state.before(count);
  if (plain) form.append(hidden("draft", form.dataset.composer));
  else addTools();
  let loading = null;
  let dropped = false;
  offerDraft();

  form.addEventListener("input", ({ target }) => {
    if (target === field) say(remember(field.value) && phrase("draft_kept"));
    dropped = false;
    if (form.dataset.draft) server().then((draft) => dropped || draft?.save(), () => {});
  });
  if (!plain) field.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
  form.addEventListener("submit", () => {
    sessionStorage.setItem("tinkuy:sent", key);
    loading?.then((draft) => draft.pause(), () => {});
  });
  form.addEventListener("htmx:afterRequest", ({ detail }) => {
    if (detail && detail.elt !== form) return;
    sessionStorage.removeItem("tinkuy:sent");
    if (detail?.xhr.status && detail.xhr.status < 300) taken();
  });
  form.addEventListener("tinkuy:taken", taken);
  form.addEventListener("tinkuy:cancelled", forget);

  function taken() {
    field.value = "";
    renew();
    loading?.then((draft) => draft.published(), () => {});
    form.dataset.draft = "0";
    remember("");
    say();
  }

  function addTools() {
    const bar = document.createElement("div"); // there at once, so that nothing moves when its buttons come
    bar.className = "composer-tools";
    (field.closest(".field") ?? field).before(bar);
    let dressed = null;
    const dress = () => (dressed ??= import("./toolbar.js").then(({ tools }) => tools(form, field, bar), () => (dressed = null)));
    form.addEventListener("focusin", dress);
    form.addEventListener("pointerenter", dress);
    if (form.contains(document.activeElement)) dress();
  }

  // The server is told what becomes of which draft.
  function hidden(name, value) {
    const input = document.createElement("input");
    return Object.assign(input, { type: "hidden", name, value });
  }

  // For a form that has no place of its own to say it in.
  function place() {
    const line = document.createElement("p");
    line.innerHTML = '<span class="composer-state" data-composer-state role="status"></span>';
    (field.closest(".field") ?? field).after(line);
    return line.firstChild;
  }

  // What is written next is another sending.
  function renew() {
    const sending = form.elements.namedItem("sending");
    if (sending) sending.value = crypto.getRandomValues(new Uint32Array(3)).join("-");
  }

  function say(kept = false) {
    state.replaceChildren();
    const n = field.value.split(/\s+/).filter(Boolean).length;
    if (plain || !n) return void (count.textContent = kept || "");
    const words = phrase("words", { n }, n);
    count.textContent = kept ? `${kept} · ${words}` : words;
  }

  function server() {
    return (loading ??= import("./drafts.js").then(({ Draft }) => new Draft(form, saved)));
  }

  function saved(at) {
    remember("");
    say(phrase("draft_saved", { time: at.toLocaleTimeString("es", { hour: "numeric", minute: "2-digit" }) }));
  }

  function forget() {
    remember("");
    dropped = true;
    if (loading || Number(form.dataset.draft)) server().then((draft) => draft.drop(), () => {});
  }

  function remember(words) {
    try {
      if (words.trim() && words !== original) {
        localStorage.setItem(key, `${Date.now()}\n${words}`);
        return true;
      }
      localStorage.removeItem(key);
    } catch {
      // A browser without room for it: the text is still in the field.
    }
    return false;
  }

  // The newer of what this browser kept and what the server has.
  async function offerDraft() {
    let [at, words] = [0, ""];
    try {
      const kept = localStorage.getItem(key) ?? "";
      at = Number(kept.slice(0, kept.indexOf("\n")));
      words = kept.slice(kept.indexOf("\n") + 1);
    } catch {
      // No memory in this browser; the server may have one.
    }
    offer(words);
    if (!Number(form.dataset.draft)) return;
    const before = field.value;
    const draft = await server().then((one) => one.read(), () => null);
    if (!draft?.version || Date.parse(draft.saved_at) < at || field.value !== before) return;
    if ((draft.fields.about ?? "") !== about) return;
    field.value = original;
    offer(draft.fields.body ?? "", draft.filled);
    for (const name of ["title", "reason", "proposal"]) {
      const also = form.elements.namedItem(name);
      if (also && also !== field && also.value === also.defaultValue) also.value = draft.fields[name] ?? "";
    }
  }

  function offer(draft, filled) {
    const same = !draft || draft === original || (!edits && original.includes(draft));
    if (same && !filled) return;
    if (!same) field.value = original && !edits ? `${original}${draft}` : draft;
    state.textContent = `${phrase("draft_found")} `;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "quiet";
    button.textContent = phrase("discard");
    button.addEventListener("click", () => {
      field.value = original;
      forget();
      say();
      field.focus();
    });
    state.append(button);
  }
});

// What was sent is forgotten on the page that the sending led to; a page of refusal, a log-in or a step back keeps it.
function forgetWhatWasSent() {
  const key = sessionStorage.getItem("tinkuy:sent");
  const { person } = document.documentElement.dataset;
  if (person && !document.querySelector("[data-unsent]")) sessionStorage.removeItem("tinkuy:unsent");
  if (!key) return;
  sessionStorage.removeItem("tinkuy:sent");
  const [came] = performance.getEntriesByType("navigation");
  const mine = key.startsWith(`tinkuy:draft:${person}:`);
  if (mine && came?.type === "navigate" && came.redirectCount > 0) localStorage.removeItem(key);
  else sessionStorage.setItem("tinkuy:unsent", key); // should it be sent from behind the log-in
}
