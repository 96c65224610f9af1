// Minutes that several write: what others save comes in, and who is writing on which item is seen.

import { onLoad } from "./behaviour.js";
import { follow } from "./live.js";
import { phrase } from "./phrases.js";
import { parse } from "./pieces.js";

const PAUSE = 600; // milliseconds in which what happens together is fetched once

onLoad("[data-minutes]", (place) => {
  const { minutes, item = "", room, seq, address = "" } = place.dataset;
  let timer = 0;
  let asked = 0;
  let people = [];
  const soon = () => {
    clearTimeout(timer);
    timer = setTimeout(refresh, PAUSE);
  };
  const line = follow(room, seq, {
    event: (message) => String(message.meeting) === minutes && soon(),
    reload: soon,
    presence(here) {
      people = here.filter((one) => !one.me && one.place.minutes === minutes && one.place.item);
      show();
    },
  });
  line.place({ minutes, item, writing: item !== "" });

  function show() {
    for (const mark of place.querySelectorAll("[data-writing]")) {
      const here = people.filter((one) => one.place.item === mark.closest("[data-item]").dataset.item);
      mark.textContent = here.map((one) => phrase("writing_here", { name: one.name })).join(" · ");
    }
  }

  async function refresh() {
    const turn = ++asked;
    const answer = await fetch(address || location.href, { headers: { "HX-Request": "true" }, credentials: "same-origin" }).catch(() => null);
    if (!answer?.ok) return;
    const text = await answer.text();
    if (turn !== asked) return; // a later one was asked for meanwhile
    const focused = document.activeElement?.getAttribute?.("href");
    const known = new Map([...place.querySelectorAll(".minutes-item")].map((one) => [one.id, one.textContent]));
    place.replaceChildren(parse(text));
    for (const one of place.querySelectorAll(".minutes-item")) {
      one.classList.toggle("arrived", known.has(one.id) && known.get(one.id) !== one.textContent);
    }
    onLoad.run(place);
    show();
    if (focused) place.querySelector(`a[href="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }
});
