// The server's copy of what is being typed: sent a moment after the last key, offered on whatever device one goes on.

import { parse } from "./pieces.js";

const PAUSE = 1500;

export class Draft {
  #timer = null;
  #sending = null;
  #queue = Promise.resolve(); // one request after the other: each says which version it has seen

  constructor(form, told) {
    this.form = form;
    this.told = told; // told(time): the server has the words that stand in the field
    this.url = `/drafts/${form.dataset.composer}`;
    this.version = Number(form.dataset.draft) || 0;
  }

  async read() {
    const answer = await fetch(this.url, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok) return null;
    const draft = await answer.json();
    this.version = draft.version;
    draft.filled = this.#fill(JSON.parse(draft.fields.also || "{}"));
    const list = this.form.querySelector(".attached-list");
    for (const row of (!list?.children.length && draft.attached) || []) list?.append(parse(row));
    return draft;
  }

  // What other devices wrote in the meantime is left alone: the words stay in this browser until they are sent.
  save() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#then(() => this.#put()), PAUSE);
  }

  pause() {
    clearTimeout(this.#timer);
    this.#sending?.abort();
  }

  published() {
    this.pause();
    this.version = 0;
  }

  drop() {
    this.pause();
    for (const one of this.#others()) one.value = one.defaultValue;
    return this.#then(async () => {
      await this.#ask("DELETE");
      this.version = 0;
    });
  }

  // The page put a form like this one in its place, with the words: that one keeps them now.
  get #succeeded() {
    return !this.form.isConnected && document.querySelector(`form[data-composer="${CSS.escape(this.form.dataset.composer)}"]`);
  }

  #then(step) {
    return (this.#queue = this.#queue.then(step).catch(() => null));
  }

  async #put() {
    if (this.#succeeded) return;
    const field = this.form.elements.namedItem(this.form.dataset.field ?? "body");
    const body = field.value;
    const also = this.#also();
    if (!body.trim() && !also) return this.version ? this.drop() : null;
    const data = new URLSearchParams({ body, version: this.version });
    const files = new FormData(this.form).getAll("attachment");
    if (files.length) data.set("attachments", files.join(" "));
    for (const name of ["title", "reason", "proposal"]) {
      const also = this.form.elements.namedItem(name);
      if (also && also !== field) data.set(name, also.value);
    }
    if (this.form.dataset.about) data.set("about", this.form.dataset.about);
    if (also) data.set("also", also);
    const answer = await this.#ask("PUT", data);
    if (!answer.ok) return;
    const { version, saved_at } = await answer.json();
    this.version = version;
    if (field.value === body) this.told(new Date(saved_at));
  }

  // The other fields of the form that are kept, by what `data-also` names.
  #others(names = (this.form.dataset.also ?? "").split(" ")) {
    return names.filter(Boolean).flatMap((name) => [...this.form.querySelectorAll(`[name="${name}"]`)]);
  }

  // {name: [[what the page came with, what is typed], …]} as JSON, of the names in which something is typed.
  #also() {
    const told = {};
    for (const one of this.#others()) (told[one.name] ??= []).push([one.defaultValue, one.value]);
    const typed = Object.entries(told).filter(([, pairs]) => pairs.some(([before, now]) => before !== now));
    return typed.length ? JSON.stringify(Object.fromEntries(typed)) : "";
  }

  // What is something else on the page by now is left alone: → whether anything was put in.
  #fill(told) {
    let filled = false;
    const seen = {};
    for (const one of this.#others()) {
      const [before, typed] = told[one.name]?.[(seen[one.name] = (seen[one.name] ?? -1) + 1)] ?? [];
      if (typed === undefined || one.value !== one.defaultValue || before !== one.defaultValue || typed === before) continue;
      one.value = typed;
      filled = true;
    }
    return filled;
  }

  #ask(method, body) {
    this.#sending = new AbortController();
    return fetch(this.url, {
      method,
      body,
      signal: this.#sending.signal,
      headers: {
        "HX-Request": "true",
        "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
      },
    });
  }
}
