import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, leftOver, shares, worst } from "../../commonweal/evidence/static/evidence/weigh.js";

const FIVE = [[100, 0], [50, 60], [40, 40], [0, 100], [null, 90]];

test("sliders come to shares of one, and where nothing matters there are none", () => {
  assert.deepEqual(shares([5, 5, 10]), [0.25, 0.25, 0.5]);
  assert.equal(shares([0, 0]), null);
});

test("the hardest fifth follows the weights, and is one area at least", () => {
  assert.deepEqual([...worst(FIVE, [1, 0.1], 0.2)], [0]);
  assert.deepEqual([...worst(FIVE, [0.1, 1], 0.2)], [3]);
});

test("what is not known has no rank, unless it weighs nothing", () => {
  assert.deepEqual([...worst(FIVE, [0, 1], 0.4)], [3, 4]);
  assert.equal(worst(FIVE, [0.1, 1], 0.9).has(4), false);
  assert.equal(worst([[null], [null]], [1], 0.2).size, 0);
});

test("areas that are equal come in together", () => {
  assert.deepEqual([...worst([[9], [9], [9], [1], [1]], [1], 0.2)].sort(), [0, 1, 2]);
});

test("what stays, what comes in, what goes out", () => {
  assert.deepEqual(changed(new Set([1, 2]), new Set([2, 3])), { stay: [2], enter: [3], leave: [1] });
});

test("how many points are left to give away", () => {
  assert.equal(leftOver([60, 30]), 10);
});
