// Who is in the space now, by name and actor; the section is there only while somebody else is.

import { onLoad } from "./behaviour.js";
import { follow } from "./live.js";
import { phrase } from "./phrases.js";

onLoad("[data-presence]", (section) => {
  const place = section.querySelector("[data-presence-names]");
  const line = follow(section.dataset.room, section.dataset.seq, {
    presence(people) {
      const others = people.filter((one) => !one.me);
      section.hidden = others.length + people.more === 0;
      place.replaceChildren(...others.map(named));
      if (people.more) place.append(phrase("and_more", { n: people.more }, people.more));
    },
  });
  line.place({ here: "1" });
});

export function named(one) {
  const badge = document.createElement("span");
  badge.className = `badge ${one.actor_class}`;
  if (one.weave) badge.append(weave(one.weave));
  const name = document.createElement("span");
  name.className = "badge-name";
  name.textContent = one.name;
  badge.append(name);
  return badge;
}

export function weave(number) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", "weave");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#w${number}`);
  svg.append(use);
  return svg;
}
