import assert from "node:assert/strict";
import { test } from "node:test";
import { sentences, voiceFor } from "../../commonweal/directory/static/directory/read.js";

const here = (lang) => ({ lang, localService: true });

test("a voice of the same country comes first, then any of the language", () => {
  assert.equal(voiceFor([here("en-US"), here("en-GB")], "en-GB").lang, "en-GB");
  assert.equal(voiceFor([here("ur_PK")], "ur").lang, "ur_PK");
});

test("a voice that would send the words elsewhere is none, and no other language will do", () => {
  assert.equal(voiceFor([{ lang: "en-GB", localService: false }], "en-GB"), undefined);
  assert.equal(voiceFor([here("en-GB")], "ur"), undefined);
});

test("words are read sentence by sentence, in Urdu too", () => {
  assert.deepEqual(sentences("One. Two?\n\nThree"), ["One.", "Two?", "Three"]);
  assert.equal(sentences("ایک۔ دو۔").length, 2);
});
