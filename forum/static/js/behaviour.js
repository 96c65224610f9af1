// A behaviour is a selector and a function: it is run for each element there is, and for each that comes later.

const behaviours = [];

export function onLoad(selector, start) {
  behaviours.push([selector, start]);
  if (document.readyState !== "loading") run(document, [[selector, start]]);
}

// For content that was put into the page by hand; what htmx puts in is seen to below.
onLoad.run = (root) => run(root, behaviours);

function run(root, list) {
  for (const [selector, start] of list) {
    const elements = [...root.querySelectorAll(selector)];
    if (root.matches?.(selector)) elements.unshift(root);
    for (const element of elements) {
      const started = (element.tinkuyStarted ??= new Set());
      if (started.has(start)) continue;
      started.add(start);
      start(element);
    }
  }
}

document.addEventListener("htmx:load", ({ detail }) => run(detail.elt, behaviours));
