// The desk on the page: sending what is written, and putting the desk as it is now in place of what stands there.

import { onLoad } from "../behaviour.js";
import { renewed } from "../htmx.js";
import { caughtUp } from "../live.js";
import { fetchPiece, parse } from "../pieces.js";
import { phrase } from "../phrases.js";
import { toast } from "../toast.js";

export const page = document.querySelector(".desk-page");
export const desk = () => page.querySelector("[data-desk]");
let timer = 0;
let busy = false; // a write is under way, or a proposal is being dragged: the desk is not fetched anew meanwhile
let late = false;
let lastPressed = null;

export function hold() {
  busy = true;
}

export function done() {
  busy = false;
  if (late) gather();
  late = false;
}

// What is written, and the desk as it is then: → whether it was taken.
export async function send(action, data, again = false) {
  let answer;
  busy = true;
  try {
    answer = await fetch(action, {
      method: "POST",
      headers: { "HX-Request": "true", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
      body: new URLSearchParams(data),
      credentials: "same-origin",
    });
  } catch {
    toast(phrase("failed"));
    return false;
  } finally {
    done();
  }
  if (answer.status === 401 || answer.redirected) return toast(phrase("ended"));
  if (answer.headers.has("X-Stale-Form") && !again && (await renewed())) return send(action, data, true);
  const fresh = parse(await answer.text());
  if (!fresh?.matches("[data-desk]")) {
    toast(fresh?.textContent.trim() || phrase("failed"));
    return false;
  }
  const { said, problem } = fresh.dataset;
  put(fresh, answer.ok);
  if (problem) toast(problem);
  else if (said) toast(said, "final" in fresh.dataset ? null : { label: phrase("undo"), run: undo });
  return answer.ok;
}

export async function undo() {
  const { undo: address } = desk().dataset;
  const answer = await fetch(address, {
    method: "POST",
    headers: { "HX-Request": "true", "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content },
    credentials: "same-origin",
  });
  const piece = parse(await answer.text());
  toast((piece?.querySelector("[data-said]") ?? piece)?.textContent.trim() ?? phrase("failed"));
  await refresh();
}

export async function refresh() {
  if (busy) {
    late = true;
    return;
  }
  const fresh = await fetchPiece(desk().dataset.here);
  if (busy) late = true;
  else if (fresh?.matches("[data-desk]") && Number(fresh.dataset.seq) >= Number(desk().dataset.seq)) put(fresh, false);
}

// The fresh desk in place of the old: what is marked, written and looked at stays, but for the form that was sent.
function put(fresh, sent) {
  const old = desk();
  const kept = new Map();
  for (const form of old.querySelectorAll("form[data-desk-form]")) {
    const part = form.elements.part?.value;
    if (!part || (sent && form.contains(lastPressed))) continue;
    kept.set(part, {
      words: form.elements.words?.value !== form.elements.words?.defaultValue ? form.elements.words?.value : null,
      reason: form.elements.reason?.value,
      question: form.elements.question?.value,
      open: [...form.querySelectorAll("details")].map((one) => one.open),
    });
  }
  const marks = new Map([...old.querySelectorAll("input[name=entry]")].map((one) => [one.closest("[data-row]").id, one.checked]));
  const before = document.activeElement;
  const item = before?.closest?.("[data-row]");
  const order = [...old.querySelectorAll("[data-row]")].map((one) => one.id);
  const [id, name] = [before?.id, before?.name];
  const side = old.querySelector("[data-desk-drawer]");
  fresh.querySelector("[data-desk-drawer]").replaceWith(side);
  old.replaceWith(fresh);
  page.dispatchEvent(new CustomEvent("desk:fresh"));
  for (const [row, checked] of marks) {
    const box = document.getElementById(row)?.querySelector("input[name=entry]");
    if (box) box.checked = checked;
  }
  for (const form of fresh.querySelectorAll("form[data-desk-form]")) {
    const known = kept.get(form.elements.part?.value);
    if (!known) continue;
    if (known.words !== null && form.elements.words) form.elements.words.value = known.words;
    if (known.reason && form.elements.reason) form.elements.reason.value = known.reason;
    if (known.question && form.elements.question) form.elements.question.value = known.question;
    [...form.querySelectorAll("details")].forEach((one, place) => (one.open = known.open[place] ?? false));
  }
  onLoad.run(fresh);
  caughtUp(fresh.dataset.room, fresh.dataset.seq);
  page.dispatchEvent(new Event("fresh"));
  if (side.contains(before)) return before.focus({ preventScroll: true }); // it was moved, and lost the focus by that
  if (!before || !old.contains(before)) return;
  const same = (id && document.getElementById(id)) || (item && document.getElementById(item.id));
  const target = (same && name && !same.matches(`[name="${name}"]`) && same.querySelector(`[name="${name}"]:not([type=checkbox])`)) || same;
  if (target) return target.focus({ preventScroll: true });
  // What one decided is gone: one goes on with the next that is still there.
  const place = order.indexOf(item?.id);
  const next = order.slice(place + 1).concat(order.slice(0, Math.max(place, 0)).reverse());
  const there = place < 0 ? null : next.map((one) => document.getElementById(one)).find((one) => one?.matches(".desk-item"));
  (there ?? fresh.querySelector(".desk-item") ?? page).focus({ preventScroll: Boolean(there) });
  there?.scrollIntoView({ block: "nearest" });
}

// What was pressed: its form, once taken, is not filled again.
export function pressed(element) {
  lastPressed = element;
}

export function gather() {
  clearTimeout(timer);
  timer = setTimeout(refresh, 120);
}
