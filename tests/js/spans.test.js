import assert from "node:assert/strict";
import { test } from "node:test";
import { points, step, stretch, words } from "../../commonweal/listening/static/listening/spans.js";

test("letters are counted as the house counts them: an emoji is one", () => {
  assert.equal(points("a🚗b", 3), 2);
  assert.equal(points("a🚗b", 4), 3);
  assert.equal(points("Ünï", 3), 3);
});

test("words are found in any script", () => {
  const text = "Last bus, at six!";
  assert.deepEqual(words(text).map(([a, b]) => text.slice(a, b)), ["Last", "bus", "at", "six"]);
  assert.ok(words("バスは六時まで", "ja").length > 1);
});

test("a stretch goes from the earlier to the later letter, whichever way it was marked", () => {
  const from = { words: "w", start: 10, text: "The 🚌 stops", at: 4 };
  const to = { words: "w", start: 30, text: "At six.", at: 2 };
  assert.equal(stretch(from, to), "w:14:32");
  assert.equal(stretch(to, from), "w:14:32");
  assert.equal(stretch(from, { ...to, words: "other" }), "");
  assert.equal(stretch(from, from), "");
  assert.equal(stretch(null, to), "");
});

test("arrow keys go word by word, Shift takes more, and both stop at the ends", () => {
  assert.deepEqual(step(null, "ArrowRight", 3), [0, 0]);
  assert.deepEqual(step([0, 0], "ArrowRight", 3), [1, 1]);
  assert.deepEqual(step([0, 0], "ArrowRight", 3, { shift: true }), [0, 1]);
  assert.deepEqual(step([0, 2], "ArrowRight", 3, { shift: true }), [0, 2]);
  assert.deepEqual(step([0, 0], "ArrowLeft", 3, { right: false }), [1, 1]);
  assert.equal(step(null, "x", 3), undefined);
  assert.equal(step(null, "ArrowRight", 0), undefined);
});
