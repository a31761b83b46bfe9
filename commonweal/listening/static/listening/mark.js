// Marking words by mouse or by keyboard: what is marked goes into the form. Sentences can be chosen without any of this.
import { step, stretch, words } from "./spans.js";

const reading = document.querySelector("[data-reading]");
const span = document.querySelector("input[name=span]");
const chosen = document.querySelector("[data-chosen]");
const shown = document.querySelector("[data-chosen-words]");
const labels = [...reading.querySelectorAll("label[data-words]")];
let steps = null; // [first, last] of the words that the keyboard has chosen

const list = labels.flatMap((label) =>
  label.firstChild ? words(label.firstChild.data, label.closest("[lang]")?.lang).map(([start, stop]) => ({ label, start, stop })) : [],
);

function end(node, offset) {
  const label = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node)?.closest?.("label[data-words]");
  if (!label || node.nodeType !== Node.TEXT_NODE) return null;
  return { words: label.dataset.words, start: Number(label.dataset.start), text: label.firstChild.data, at: offset };
}

function take() {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed || !reading.contains(selection.anchorNode)) return;
  const key = stretch(end(selection.anchorNode, selection.anchorOffset), end(selection.focusNode, selection.focusOffset));
  if (!key) return;
  span.value = key;
  shown.textContent = selection.toString().trim();
  chosen.hidden = false;
}

function clear() {
  span.value = "";
  chosen.hidden = true;
  steps = null;
  getSelection().removeAllRanges();
}

document.addEventListener("selectionchange", take);
chosen.querySelector("[data-clear]").addEventListener("click", () => {
  clear();
  labels[0]?.focus();
});
for (const label of labels) {
  // Marking words inside a label would tick its box as well; of a double click, the first click has ticked it already.
  let before = label.control.checked;
  label.addEventListener("click", (event) => {
    if (event.detail < 2) before = label.control.checked;
    if (getSelection().isCollapsed) return;
    event.preventDefault();
    label.control.checked = before;
  });
}
// A sentence that is ticked and words that are marked would say two things: the later one counts.
reading.addEventListener("change", () => clear());

if (labels.length) {
  labels[0].tabIndex = 0;
  labels[0].dataset.cursor = "";
  reading.addEventListener("keydown", (event) => {
    if (event.target !== labels[0]) return;
    const right = getComputedStyle(labels[0]).direction === "ltr";
    const next = step(steps, event.key, list.length, { shift: event.shiftKey, right });
    if (!next) return;
    event.preventDefault();
    steps = next;
    const [first, last] = [list[Math.min(...steps)], list[Math.max(...steps)]];
    getSelection().setBaseAndExtent(first.label.firstChild, first.start, last.label.firstChild, last.stop);
  });
}
for (const each of document.querySelectorAll("[data-how]")) each.hidden = false;
