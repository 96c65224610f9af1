// What stood before the reader's eyes has been read: it is noted a moment later, several posts at once.

import { onLoad } from "./behaviour.js";

const PAUSE = 1500;

onLoad("[data-thread]", (thread) => {
  const seen = new Set(); // and not noted yet
  const known = new Set();
  const readTo = Number(thread.dataset.readTo);
  let timer = null;

  const eyes = new IntersectionObserver((entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting) continue;
      eyes.unobserve(target);
      known.add(target.dataset.post);
      seen.add(target.dataset.post);
    }
    if (seen.size) timer ??= setTimeout(note, PAUSE);
  }, { rootMargin: "0px 0px -10% 0px" });

  // Where the line is down the numbers wait for the next time.
  async function note() {
    clearTimeout(timer);
    timer = null;
    if (!seen.size) return;
    const noted = [...seen];
    seen.clear();
    const answer = await fetch(`/threads/${thread.dataset.thread}/reading`, {
      method: "POST",
      body: new URLSearchParams({ seen: noted.join(" ") }),
      keepalive: true,
      headers: {
        "HX-Request": "true",
        "X-CSRFToken": document.querySelector('meta[name="csrf-token"]').content,
      },
    }).catch(() => null);
    if (!answer?.ok) for (const post of noted) seen.add(post);
  }

  document.addEventListener("visibilitychange", note);
  window.addEventListener("pagehide", note);
  onLoad("[data-thread] article[data-post]", (article) => {
    const { post } = article.dataset;
    if (Number(post) > readTo && !known.has(post)) eyes.observe(article);
  });
});
