import assert from "node:assert/strict";
import { test } from "node:test";
import { listed, matching, plain, step } from "../../commonweal/front/static/front/areas.js";
import { NONE, says, shadeOf } from "../../commonweal/front/static/front/shades.js";

const areas = listed([
  { properties: { key: "msoa21:1", name: "Leeds 063", local_name: "Beeston Hill" } },
  { properties: { key: "msoa21:2", name: "Leeds 10", local_name: "" } },
  { properties: { key: "msoa21:3", name: "Leeds 9" } },
]);

test("areas come in the order of the names people use, numbers as numbers", () => {
  assert.deepEqual(areas.map((area) => area.name), ["Beeston Hill", "Leeds 9", "Leeds 10"]);
});

test("an area is found by its official name too, whatever the accents and capitals", () => {
  assert.deepEqual(matching(areas, "LEEDS 063").map((area) => area.key), ["msoa21:1"]);
  assert.equal(plain("  Ty-Nant, Pêche "), "ty nant peche");
});

test("nothing typed leaves every area", () => assert.equal(matching(areas, " ").length, 3));

test("arrow keys stop at the ends", () => {
  assert.equal(step("ArrowDown", -1, 3), 0);
  assert.equal(step("ArrowDown", 2, 3), 2);
  assert.equal(step("ArrowUp", -1, 3), 2);
  assert.equal(step("PageUp", 1, 3), 0);
  assert.equal(step("x", 1, 3), undefined);
  assert.equal(step("End", 0, 0), undefined);
});

test("unknown has a shade and words of its own", () => {
  assert.equal(shadeOf({}, "msoa21:1"), NONE);
  assert.equal(says(areas[0], "Deprivation", {}), "Beeston Hill. Deprivation: not known.");
});
