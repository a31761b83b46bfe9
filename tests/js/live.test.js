import assert from "node:assert/strict";
import { test } from "node:test";
import { ask, wait } from "../../commonweal/listening/static/listening/live.js";

const answering = (status, words = "", mark = '"1"') => async (_address, asked) => ({
  status, ok: status === 200, headers: { get: () => mark }, text: async () => words, asked,
});

test("results are asked for each second, less often when nobody looks or nobody answers", () => {
  assert.equal(wait(1, 0, false), 1);
  assert.equal(wait(1, 3, false), 8);
  assert.equal(wait(1, 20, false), 30);
  assert.equal(wait(1, 0, true), 30);
});

test("nothing is put in place when nothing has moved", async () => {
  assert.equal(await ask(answering(304), "/now", '"1"'), null);
  assert.deepEqual(await ask(answering(200, "words", '"2"'), "/now", '"1"'), { mark: '"2"', words: "words" });
  await assert.rejects(ask(answering(500), "/now", ""));
});

test("the mark of what is shown goes with the question", async () => {
  const asked = [];
  await ask(async (_address, how) => (asked.push(how.headers["If-None-Match"]), { status: 304 }), "/now", '"7"');
  assert.deepEqual(asked, ['"7"']);
});
