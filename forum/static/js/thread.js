// A thread that changes while it is read: what is new stands in its right place, and nothing that is being read moves.
//
// Below the window new posts are put in at once; above it too, with the scroll made good. Where one would push what
// the reader looks at, it waits behind «↓ 3 aportes nuevos».

import { onLoad } from "./behaviour.js";
import { caughtUp, follow } from "./live.js";
import { fetchPiece } from "./pieces.js";
import { phrase } from "./phrases.js";

onLoad("[data-thread]", (thread) => {
  const waiting = new Map(); // post number → element that is not in the page yet
  const unseen = new Set();
  const pill = document.querySelector("[data-new-posts]");
  const shownDeepest = Number(thread.dataset.base) + 4;
  const step = Number(thread.dataset.step);

  const handlers = {
    event(message) {
      if (message.thread !== Number(thread.dataset.thread)) return;
      if (message.name === "post.created" || (message.name === "post.approved" && !at(message.post))) arrive(message);
      else if (message.name === "post.supported" || message.name === "post.unsupported") count(message);
      else if (message.name.startsWith("post.")) refresh(message.post);
      else if (message.name.startsWith("thread.")) window.dispatchEvent(new CustomEvent("tinkuy:stale"));
    },
    reload() {
      window.dispatchEvent(new CustomEvent("tinkuy:stale"));
    },
    presence: showReaders,
    dropped() {
      window.dispatchEvent(new CustomEvent("tinkuy:stale"));
    },
  };
  const line = follow(thread.dataset.room, thread.dataset.seq, handlers);
  // What not everybody may know of is told in rooms of its own.
  for (const also of thread.dataset.also?.split(" ") ?? []) follow(...also.split("="), { ...handlers, presence: null });
  line.place({ thread: thread.dataset.thread });

  async function arrive({ post, path, parent }) {
    if (at(post) || waiting.has(post)) return;
    if (thread.dataset.branch && !path.startsWith(thread.dataset.branch)) return;
    if (thread.dataset.actor) return offer(post, null);
    if (path.length / step - 1 > shownDeepest) return refreshLast(path);
    if (thread.dataset.last !== "true" && !between(path)) return offer(post, null);
    const element = await fetchPiece(`/posts/${post}`);
    if (!element || at(post)) return;
    element.classList.add("is-new");
    const neighbour = before(path);
    const edge = neighbour ? neighbour.getBoundingClientRect().bottom : 0;
    if (edge >= window.innerHeight || edge < 0) put(element, edge < 0);
    else waiting.set(post, element);
    offer(post, element);
    if (parent) refreshCounts(parent);
  }

  // Into its place by path; with the scroll kept where it is when that place is above.
  function put(element, above) {
    const height = document.documentElement.scrollHeight;
    const neighbour = before(element.dataset.path);
    if (neighbour) neighbour.after(element);
    else thread.prepend(element);
    window.htmx?.process(element);
    onLoad.run(element);
    if (above && !CSS.supports("overflow-anchor", "auto")) {
      window.scrollBy(0, document.documentElement.scrollHeight - height);
    }
  }

  function before(path) {
    let last = null;
    for (const article of thread.querySelectorAll("article[data-path]")) {
      if (article.dataset.path < path) last = article;
      else break;
    }
    return last;
  }

  function between(path) {
    const articles = thread.querySelectorAll("article[data-path]");
    return articles.length > 0 && path < articles[articles.length - 1].dataset.path;
  }

  function offer(post, element) {
    unseen.add(post);
    if (element) watch(element);
    tellPill();
  }

  function tellPill() {
    if (!pill) return;
    pill.hidden = unseen.size === 0;
    pill.textContent = phrase("new_posts", { n: unseen.size }, unseen.size);
  }

  const seen = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      seen.unobserve(target);
      unseen.delete(Number(target.dataset.post));
      tellPill();
    }
  }, { threshold: 0.4 });

  function watch(element) {
    seen.observe(element);
  }

  pill?.addEventListener("click", () => {
    for (const element of waiting.values()) put(element, false);
    waiting.clear();
    const first = [...thread.querySelectorAll("article.is-new")].find((one) => unseen.has(Number(one.dataset.post)));
    if (first) {
      first.scrollIntoView({ block: "center", behavior: calm() ? "auto" : "smooth" });
      first.focus({ preventScroll: true });
    } else {
      window.location.reload();
    }
    unseen.clear();
    tellPill();
  });

  async function refresh(post) {
    const old = at(post) || waiting.get(post);
    if (!old || old.querySelector("[data-edits]")) return; // somebody is correcting it here
    const fresh = await fetchPiece(`/posts/${post}`);
    if (!fresh || old.querySelector("[data-edits]")) return;
    if (waiting.has(post)) waiting.set(post, fresh);
    else if (old.querySelector(".post-answer")?.children.length) renew(old, fresh);
    else {
      const focused = old.contains(document.activeElement);
      old.replaceWith(fresh);
      if (focused) fresh.focus({ preventScroll: true });
      window.htmx?.process(fresh);
      onLoad.run(fresh);
      fresh.classList.add("has-changed");
    }
  }

  // Somebody is answering below: the field stays where it is, with its caret.
  function renew(old, fresh) {
    const answer = old.querySelector(".post-answer");
    for (const child of [...old.children]) if (child !== answer) child.remove();
    for (const child of [...fresh.children]) {
      if (child.classList.contains("post-answer")) continue;
      answer.before(child);
      window.htmx?.process(child);
      onLoad.run(child);
    }
    old.className = fresh.className;
    old.classList.add("has-changed");
    old.dataset.version = fresh.dataset.version;
    settleLevel(old);
  }

  function refreshLast(path) {
    const shown = thread.querySelector(`article[data-path="${path.slice(0, (shownDeepest + 1) * step)}"]`);
    if (shown) refresh(Number(shown.dataset.post));
  }

  function refreshCounts(parent) {
    const shown = document.getElementById(`aporte-${parent}`);
    if (shown?.classList.contains("is-hidden")) refresh(parent);
  }

  function count({ post, supports }) {
    const label = document.querySelector(`#aporte-${post} [data-supports]`);
    if (label) label.textContent = supports ? phrase("supports", { n: supports }) : phrase("support", {});
  }

  function showReaders(people) {
    const place = document.querySelector("[data-readers]");
    if (!place) return;
    const here = people.filter((one) => one.place?.thread === thread.dataset.thread);
    const total = here.length + people.more;
    place.textContent = total > 1 ? phrase("readers", { n: total }, total) : "";
    place.title = here.map((one) => one.name).join(", ");
  }

  // What one has just written oneself comes back with the answer, before or after its event: it is put in once.
  thread.addEventListener("tinkuy:written", ({ detail }) => {
    const { element } = detail;
    const known = document.getElementById(element.id);
    if (!known && thread.dataset.last !== "true" && !between(element.dataset.path)) {
      window.location.assign(`/posts/${element.dataset.post}`); // its place is on another page
      return;
    }
    if (known) {
      known.replaceWith(element);
      window.htmx?.process(element);
    }
    else put(element, false);
    onLoad.run(element);
    waiting.delete(Number(element.dataset.post));
    unseen.delete(Number(element.dataset.post));
    tellPill();
    element.scrollIntoView({ block: "nearest" });
    element.focus({ preventScroll: true });
  });

  caughtUp(thread.dataset.room, thread.dataset.seq);
});

// A post that came alone does not know how deep the page begins.
onLoad("[data-thread] > article[data-path]", settleLevel);

function settleLevel(article) {
  const { base, step, actor } = article.closest("[data-thread]").dataset;
  const depth = article.dataset.path.length / Number(step) - 1 - Number(base);
  const level = actor ? 0 : Math.min(Math.max(depth, 0), 4);
  article.className = article.className.replace(/\blevel-\d/, `level-${level}`);
}

const at = (post) => document.getElementById(`aporte-${post}`);
const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;
