// Sending in pieces, putting moments, going from stop to stop: the thinking, without a page.
import assert from "node:assert/strict";
import test from "node:test";

import { called, fitted, meant, next, pause } from "../../commonweal/listening/static/listening/pieces.js";
import { clock, stamped } from "../../commonweal/listening/static/listening/stamps.js";
import { degrees, filled, moved, path, stay, step } from "../../commonweal/listening/static/listening/steps.js";

test("a file is sent stretch by stretch until all of it has gone", () => {
  assert.deepEqual(next(0, 10, 4), [0, 4]);
  assert.deepEqual(next(8, 10, 4), [8, 10]);
  assert.equal(next(10, 10, 4), null);
});

test("pieces shrink on a bad line and grow on a good one, within bounds", () => {
  assert.equal(fitted(262144, false, 8e6), 131072);
  assert.equal(fitted(65536, false, 8e6), 65536);
  assert.equal(fitted(5e6, true, 8e6), 8e6);
});

test("it waits longer after each break, and never longer than half a minute", () => {
  assert.deepEqual([1, 2, 3, 9].map(pause), [1000, 2000, 4000, 30000]);
});

test("an answer means: go on from there, try again, or stop and say why", () => {
  assert.equal(meant(200, 5), "on");
  assert.equal(meant(409, 5), "on");
  assert.equal(meant(503, null), "again");
  assert.equal(meant(429, null), "again");
  assert.equal(meant(400, null), "stop");
  assert.equal(meant(403, null), "stop");
});

test("the same file has the same name again, and another has another", () => {
  const file = { name: "gate.jpg", size: 5, lastModified: 1 };
  assert.equal(called("v", file), called("v", { ...file }));
  assert.notEqual(called("v", file), called("v", { ...file, lastModified: 2 }));
  assert.ok(called("0190a0a0-0000-7000-8000-000000000000", file).length <= 64);
});

test("a moment begins a line of its own, where the cursor stands", () => {
  assert.equal(clock(75.46), "1:15.5");
  assert.equal(clock(59.97), "1:00");
  assert.deepEqual(stamped("", 0, 3), { words: "0:03 ", cursor: 5 });
  assert.deepEqual(stamped("0:00 Hello", 10, 12), { words: "0:00 Hello\n0:12 ", cursor: 16 });
});

test("a walk ends where it ends, in both directions", () => {
  assert.equal(step(0, -1, 3), null);
  assert.equal(step(1, 1, 3), 2);
  assert.equal(step(2, 1, 3), null);
});

test("a stop with nothing to hear stays as long as its words take to read", () => {
  assert.equal(stay(""), 3000);
  assert.equal(stay("word ".repeat(30)), 10000);
  assert.equal(stay("word ".repeat(1000)), 40000);
});

test("words are filled in", () => {
  assert.equal(filled("Stop {n} of {all}: {name}", { n: 1, all: 2, name: "Gate" }), "Stop 1 of 2: Gate");
});

test("a spot on the drawing is a spot on the ground", () => {
  assert.deepEqual(degrees([0, 0], [-2, 53, -1, 54], [100, 50]), [-2, 54]);
  assert.deepEqual(degrees([50, 50], [-2, 53, -1, 54], [100, 50]), [-1.5, 53]);
  assert.equal(path([[1, 2], [3, 4]]), "M1 2L3 4");
  assert.equal(path([]), "");
});

test("the cross goes where the arrows say and stays on the map", () => {
  assert.deepEqual(moved([5, 5], "ArrowLeft", false, [100, 100]), [0, 5]);
  assert.deepEqual(moved([5, 5], "ArrowDown", true, [100, 100]), [5, 6]);
});
