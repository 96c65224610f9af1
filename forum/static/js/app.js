// What every page has. Pages that need more name it with `data-module`.

import "./htmx.js";
import "./toast.js";
import "./dialog.js";
import "./menu.js";
import "./password.js";
import "./busy.js";
import "./composer.js";
import "./offline.js";
import "./copy.js";
import { onLoad } from "./behaviour.js";

onLoad("[data-module]", (element) => {
  for (const name of element.dataset.module.split(" ")) import(`./${name}.js`);
});
