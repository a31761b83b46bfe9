import assert from "node:assert/strict";
import { test } from "node:test";
import { fewer, more } from "../../commonweal/listening/static/listening/count.js";

test("one more from not known is one, and one fewer from not known stays not known", () => {
  assert.equal(more(""), "1");
  assert.equal(fewer(""), "");
});

test("counting up and down, never below nobody", () => {
  assert.equal(more("9"), "10");
  assert.equal(fewer("10"), "9");
  assert.equal(fewer("0"), "0");
  assert.equal(more("0"), "1");
});
