// The matrix editor. Without it the page reads, and its links and forms work; with it one edits in place, together.

import { onLoad } from "./behaviour.js";
import { startCompany } from "./matrices/company.js";
import { startDragging } from "./matrices/dragging.js";
import { startDrawer } from "./matrices/drawer.js";
import { startForms } from "./matrices/forms.js";
import { startKeys } from "./matrices/keys.js";
import { startOutbox } from "./matrices/outbox.js";
import { Editor } from "./matrices/editor.js";
import { startSwitch } from "./matrices/switch.js";
import { startWriting } from "./matrices/writing.js";

onLoad("[data-matrix]", (frame) => {
  const editor = new Editor(frame);
  startWriting(editor);
  startForms(editor);
  startDrawer(editor);
  startKeys(editor);
  startSwitch(editor);
  startOutbox(editor);
  startDragging(editor);
  startCompany(editor);
});
