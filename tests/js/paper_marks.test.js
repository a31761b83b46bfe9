import assert from "node:assert/strict";
import { test } from "node:test";
import {
  box, finish, inside, move, nothing, set, spotsOf, square, take, toPaper, undo,
} from "../../commonweal/listening/static/listening/paper/marks.js";

const whole = box("8 8 400 250");
const frame = box("14 40 280 180");

test("a tap is a spot on the paper, whatever size the picture is shown at", () => {
  assert.deepEqual(toPaper({ x: 50, y: 25 }, { width: 200, height: 125 }, whole), [108, 58]);
  assert.deepEqual(inside([2, 999], frame), [14, 220]);
});

test("squares have the names that are printed at the map's edge, with a telephone's keys inside", () => {
  assert.equal(square([15, 41], frame, 8, 6), "A1-1");
  assert.equal(square([14 + 35 * 2.5, 40 + 30 * 3.5], frame, 8, 6), "C4-5");
  assert.equal(square([294, 220], frame, 8, 6), "H6-9");
});

test("a pin is finished by one tap; a line and an area when they have spots enough", () => {
  assert.deepEqual(set(nothing, [1, 2])[1], { kind: "pin", spots: [[1, 2]] });
  let drawing = { kind: "area", spots: [] };
  for (const spot of [[0, 0], [9, 0]]) [drawing] = set(drawing, spot);
  assert.equal(finish(drawing)[1], null);
  [drawing] = set(drawing, [9, 9]);
  const [empty, made] = finish(drawing);
  assert.deepEqual([empty.spots, made.kind, made.spots.length], [[], "area", 3]);
});

test("undo takes one spot; another tool keeps what could be finished and drops the rest", () => {
  const line = { kind: "line", spots: [[0, 0], [5, 5]] };
  assert.deepEqual(undo(line).spots, [[0, 0]]);
  assert.equal(take(line, "pin")[1].kind, "line");
  assert.equal(take(undo(line), "pin")[1], null);
});

test("arrow keys move the cross, with Shift farther; other keys mean nothing", () => {
  assert.deepEqual(move([10, 10], "ArrowLeft", false), [8.5, 10]);
  assert.deepEqual(move([10, 10], "ArrowDown", true), [10, 20]);
  assert.equal(move([10, 10], "a", false), null);
});

test("what stands in the page is read as pairs of numbers or as nothing", () => {
  assert.deepEqual(spotsOf("[[1,2],[3,4]]"), [[1, 2], [3, 4]]);
  assert.deepEqual(spotsOf("nonsense"), []);
  assert.deepEqual(spotsOf('[[1],"x",[1,null]]'), []);
});
