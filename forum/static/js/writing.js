// Answers and corrections inside a thread: what was published joins the page, what was cancelled leaves it.

import { onLoad } from "./behaviour.js";
import { fetchPiece, parse } from "./pieces.js";

onLoad("form[data-publishes]", (form) => {
  form.addEventListener("htmx:beforeSwap", (event) => {
    const { detail } = event;
    const thread = document.querySelector("[data-thread]");
    if (detail.elt !== form || detail.xhr.status !== 201 || !thread) return;
    detail.shouldSwap = false;
    const element = parse(detail.xhr.responseText);
    form.closest(".post-answer")?.replaceChildren();
    thread.dispatchEvent(new CustomEvent("tinkuy:written", { detail: { element } }));
  });
});

onLoad("[data-thread] [data-cancel]", (link) => {
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey) return;
    event.preventDefault();
    const post = link.closest("article[data-post]");
    link.closest("form").dispatchEvent(new CustomEvent("tinkuy:cancelled"));
    const answer = link.closest(".post-answer");
    if (answer) {
      answer.replaceChildren();
      post.querySelector("[data-reply]")?.focus();
    } else {
      putBack(post);
    }
  });
});

async function putBack(post) {
  const fresh = await fetchPiece(`/posts/${post.dataset.post}`);
  if (!fresh) return;
  post.replaceWith(fresh);
  window.htmx?.process(fresh);
  onLoad.run(fresh);
  fresh.focus({ preventScroll: true });
}
