// A part of a page that follows what happens in some rooms: it is fetched again a moment after.

import { onLoad } from "./behaviour.js";
import { follow } from "./live.js";
import { parse } from "./pieces.js";

const PAUSE = 1500; // milliseconds in which what happens together is fetched once

onLoad("[data-fresh]", (place) => {
  let timer = 0;
  let asked = 0;
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  };
  for (const [room, seq] of place.dataset.rooms.trim().split(" ").map((one) => one.split("="))) {
    follow(room, seq, { event: soon, reload: soon });
  }

  async function refresh() {
    if (place.contains(document.activeElement) && document.activeElement.matches("input, textarea")) return soon();
    const turn = ++asked;
    const answer = await fetch(location.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    const text = await answer.text();
    if (turn !== asked) return; // a later one was asked for meanwhile
    const focused = document.activeElement?.getAttribute?.("href");
    place.replaceChildren(parse(text));
    onLoad.run(place);
    if (focused) place.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
});

onLoad("[data-print]", (button) => {
  button.hidden = false;
  button.addEventListener("click", () => print());
});
