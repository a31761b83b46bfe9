import assert from "node:assert/strict";
import { test } from "node:test";
import { spot, touched, written } from "../../commonweal/evidence/static/evidence/hubs_spot.js";

const SHEET = { west: -1.6, north: 53.9, across: 1000, down: 2000 };

test("a touch on the drawing is a spot on the ground", () => {
  assert.deepEqual(spot(SHEET, 0, 0), { lat: 53.9, lon: -1.6 });
  assert.equal(written(spot(SHEET, 100, 400)), "53.70000,-1.50000");
});

test("a hub is taken up and set down; touched twice, it stays", () => {
  assert.deepEqual(touched("", "library", "1,2"), { taken: "library" });
  assert.deepEqual(touched("library", "library", "1,2"), { taken: "" });
  assert.deepEqual(touched("library", undefined, "1,2"), { do: "move", hub: "library", spot: "1,2" });
});

test("a spot alone opens a hub there", () => {
  assert.deepEqual(touched("", undefined, "1,2"), { do: "add", spot: "1,2" });
});
