import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { checkLetter, cleaned, fresh, spelled } from "../../commonweal/listening/static/listening/capture/code.js";
import { asked, beginning, body, empty, missing, named, whose } from "../../commonweal/listening/static/listening/capture/contribution.js";
import { enough, found, geometry, middle, moved, whereIs, withCorner, within } from "../../commonweal/listening/static/listening/capture/draw.js";
import { fit, locked, opens, wait } from "../../commonweal/listening/static/listening/capture/lock.js";
import { network, round } from "../../commonweal/listening/static/listening/capture/send.js";

// Made by people/slips.py; tests/listening/test_capture.py makes them anew and compares.
const VECTORS = JSON.parse(readFileSync(new URL("./slip_codes.json", import.meta.url)));

test("codes have the check letters that the server's have", () => {
  for (const code of VECTORS) assert.equal(cleaned(code), code.replaceAll("-", ""), code);
});

test("one wrong letter, or two swapped, is noticed", () => {
  for (const code of VECTORS.slice(0, 20)) {
    const bare = code.replaceAll("-", "");
    assert.equal(cleaned((bare[0] === "2" ? "3" : "2") + bare.slice(1)), null);
    if (bare[3] !== bare[4]) assert.equal(cleaned(bare.slice(0, 3) + bare[4] + bare[3] + bare.slice(5)), null);
  }
  assert.equal(cleaned("too short"), null);
});

test("a fresh code is twelve letters in three groups, and checks", () => {
  const codes = Array.from({ length: 500 }, () => fresh());
  assert.ok(codes.every((code) => /^[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}$/.test(code) && cleaned(code)));
  assert.equal(new Set(codes).size, 500);
  assert.equal(spelled("2222222222" + "2" + checkLetter("22222222222")), "2222-2222-2222");
});

const square = { type: "Polygon", coordinates: [[[0, 0], [2, 0], [2, 2], [0, 2], [0, 0]]] };
const ground = {
  features: [{ properties: { name: "Kirk Hill" }, geometry: square }],
  landmarks: [{ name: "Kirk Hill Library", kind: "library", lon: 1, lat: 1 }, { name: "The Beck", kind: "park", lon: 9, lat: 9 }],
};

test("a pin moves with the next tap; lines and areas grow, and are closed here", () => {
  assert.deepEqual(withCorner("pin", [[1, 1]], [2, 2]), [[2, 2]]);
  const corners = [[0, 0], [1, 0], [1, 1]].reduce((all, spot) => withCorner("area", all, spot), []);
  assert.equal(withCorner("area", corners, [1, 1]).length, 3);
  assert.ok(enough("area", corners) && !enough("area", corners.slice(1)) && !enough("line", [[0, 0]]));
  assert.deepEqual(geometry("area", corners).coordinates[0].at(-1), [0, 0]);
  assert.deepEqual(geometry("line", corners).type, "LineString");
});

test("arrow keys move the cross-hair, with Shift further, and other keys do not", () => {
  assert.deepEqual(moved("ArrowLeft"), [-40, 0]);
  assert.deepEqual(moved("ArrowDown", true), [0, 160]);
  assert.equal(moved("a"), undefined);
});

test("where a spot lies is said by area and by what is near", () => {
  assert.deepEqual(whereIs([1, 1.001], ground), { area: "Kirk Hill", near: "Kirk Hill Library" });
  assert.deepEqual(whereIs([5, 5], ground), { area: "", near: "" });
  assert.ok(within([1, 1], { type: "MultiPolygon", coordinates: [[[[5, 5], [6, 5], [6, 6], [5, 5]]], square.coordinates] }));
  assert.deepEqual(middle(square), [1, 1]);
});

test("places are found by what people type", () => {
  assert.deepEqual(found("kirk", ground).map((each) => each.name), ["Kirk Hill", "Kirk Hill Library"]);
  assert.deepEqual(found("bÉck the", ground).map((each) => each.spot), [[9, 9]]);
  assert.deepEqual(found(" ", ground), []);
});

test("what is missing is said before anything is kept", () => {
  const said = { ...empty(), words: "The bench is gone" };
  assert.equal(missing(empty()), "nothing");
  assert.equal(missing(said), "");
  assert.equal(missing({ ...said, level: "chosen", called: " " }), "called");
  assert.equal(missing({ ...said, young: true }), "");
  assert.equal(missing({ ...said, young: true, agreed: { quote: true } }), "guardian");
});

test("nothing but listening is agreed to unless somebody said yes, and in the words that they saw", () => {
  const wordings = { en: { listen: "heard", quote: "quoted" }, ur: { quote: "اردو" } };
  const where = { client_id: "c", code: "k", place: "p", wordings, today: "2026-06-01" };
  assert.deepEqual(body({ ...empty(), words: "x" }, where).agreed, { listen: "heard" });
  const urdu = body({ ...empty(), words: " x ", language: "ur", agreed: { quote: true, code: false } }, where);
  assert.deepEqual(urdu.agreed, { listen: "heard", quote: "اردو" });
  assert.equal(urdu.words, " x ");
  assert.equal(asked(wordings, "quote", "pl"), "quoted");
  assert.equal(whose({ level: "counted", called: "Bo" }, "Somebody"), "Somebody");
  assert.equal(body({ ...empty(), words: "x", called: "Bo" }, where).called, "");
  assert.equal(beginning("a".repeat(200)).length, 141);
  assert.match(named({ getRandomValues: (bytes) => crypto.getRandomValues(bytes) }), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab]/);
});

test("a PIN opens and no other does; wrong tries wait longer and longer", async () => {
  const lock = await locked("271828");
  assert.ok(await opens("271828", lock));
  assert.ok(!(await opens("271829", lock)));
  assert.ok(fit("271828") && !fit("111111") && !fit("12345") && !fit("12345a"));
  assert.deepEqual([1, 5, 6, 20].map(wait), [0, 30, 60, 600]);
});

/** A store in memory, with the words of keep.js. */
function store(items, files = {}) {
  const rows = items.map((item, n) => ({ n, state: "waiting", files: [], kiosk: "", why: "", ...item }));
  return {
    rows,
    files,
    waiting: async () => rows.filter((row) => row.state === "waiting" || row.state === "arrived").map((row) => ({ ...row })),
    arrived: async (n, ticket) => void Object.assign(rows[n], { ticket, state: rows[n].files.length ? "arrived" : "sent" }),
    fileDone: async (n, id) => {
      rows[n].files = rows[n].files.filter((each) => each !== id);
      if (!rows[n].files.length) rows[n].state = "sent";
      delete files[id];
    },
    refused: async (n, why) => void Object.assign(rows[n], { state: "refused", why }),
    forget: async (n) => void (rows[n].state = "gone"),
    file: async (id) => files[id],
    fileAt: async (id, media) => void (files[id].media = media),
    setFact: async () => {},
  };
}

/** A server: by address, what it answers. */
const net = (answers) =>
  network(async (address, options = {}) => {
    const given = await answers(address, options);
    if (!given) throw new TypeError("no network");
    const [status, json, head = {}] = given;
    return { status, ok: status < 300, headers: { get: (name) => head[name] ?? null }, json: async () => JSON.parse(JSON.stringify(json)) };
  });
const asks = [200, { key: { kid: "k" }, token: "t" }];
const sent = (options) => JSON.parse(options.body);

test("nothing is sent before the server says so of this very contribution", async () => {
  const kept = store([{ client_id: "a" }]);
  const portal = net((address, options) => (options.method ? [200, "<html>Welcome to the library</html>"] : asks));
  assert.equal((await round({ store: kept, net: portal })).state, "later");
  const other = net((address, options) => (options.method ? [200, { state: "kept", client_id: "b" }] : asks));
  assert.equal((await round({ store: kept, net: other })).state, "later");
  const broken = net((address, options) => (options.method ? [500, null] : asks));
  assert.equal((await round({ store: kept, net: broken })).state, "later");
  assert.equal((await round({ store: kept, net: net(() => null) })).state, "offline");
  assert.equal(kept.rows[0].state, "waiting");
});

test("kept, refused and taken back each end it; a shared device vouches only for its own gathering", async () => {
  const kept = store([{ client_id: "a", kiosk: "g" }, { client_id: "b" }, { client_id: "c", kiosk: "other" }]);
  const tokens = {};
  const server = net((address, options) => {
    if (!options.method) return asks;
    const { client_id, kiosk } = sent(options);
    tokens[client_id] = kiosk;
    return { a: [200, { state: "kept", client_id }], b: [410, { state: "gone" }], c: [400, { state: "refused", detail: "Why" }] }[client_id];
  });
  assert.equal((await round({ store: kept, net: server, kiosk: { gathering: "g", token: "secret" } })).state, "done");
  assert.deepEqual(kept.rows.map((row) => row.state), ["sent", "gone", "refused"]);
  assert.equal(kept.rows[2].why, "Why");
  assert.deepEqual(tokens, { a: "secret", b: "", c: "" });
});

test("files go up in pieces, from wherever the server says that they stand, and only after the words", async () => {
  const bytes = new Uint8Array(600000).map((_byte, at) => at % 251).buffer;
  const kept = store([{ client_id: "a", files: ["f"] }], { f: { id: "f", name: "photo.jpg", type: "image/jpeg", bytes } });
  let held = [];
  let failures = 2;
  const order = [];
  const server = net((address, options) => {
    if (address === "/listening/take") return options.method ? (order.push("words"), [200, { state: "kept", client_id: "a", ticket: "of a" }]) : asks;
    assert.equal(options.headers["Upload-Ticket"], "of a");
    if (address === "/listening/media") {
      const said = sent(options);
      assert.deepEqual([said.voice_client_id, said.size, said.sealed, options.headers["X-CSRFToken"]], ["a", 600000, true, "t"]);
      order.push("file");
      return [201, { id: "m", offset: 0 }];
    }
    if (options.method === "HEAD") return [200, null, { "Upload-Offset": String(held.length) }];
    if (Number(options.headers["Upload-Offset"]) !== held.length) return [409, { offset: held.length }];
    held = held.concat(Array.from(new Uint8Array(options.body)));
    if (failures-- > 0) return null; // it arrived, but the answer was lost
    return [204, null, { "Upload-Offset": String(held.length) }];
  });
  assert.equal((await round({ store: kept, net: server })).state, "offline");
  assert.equal(kept.rows[0].state, "arrived");
  assert.equal((await round({ store: kept, net: server })).state, "offline");
  assert.equal((await round({ store: kept, net: server })).state, "done");
  assert.deepEqual(order, ["words", "file"]);
  assert.equal(kept.rows[0].state, "sent");
  assert.deepEqual(new Uint8Array(held), new Uint8Array(bytes));
});

test("a wrong offset is set right, and a server that has no place for files yet keeps them waiting", async () => {
  const bytes = new Uint8Array(10).buffer;
  const kept = store([{ client_id: "a", state: "arrived", files: ["f"] }], { f: { id: "f", name: "x", type: "t", bytes } });
  const none = net((address, options) => (options.method ? [404, {}] : asks));
  assert.equal((await round({ store: kept, net: none })).state, "later");
  assert.deepEqual(kept.rows[0].files, ["f"]);
  const wrong = net((address, options) => {
    if (!options.method) return asks;
    if (options.method === "POST") return [201, { id: "m", offset: 7 }];
    return options.headers["Upload-Offset"] === "3" ? [204, null, { "Upload-Offset": "10" }] : [409, null, { "Upload-Offset": "3" }];
  });
  assert.equal((await round({ store: kept, net: wrong })).state, "done");
  assert.equal(kept.rows[0].state, "sent");
});

test("a file that the server will not have stays on the device with the reason", async () => {
  const kept = store([{ client_id: "a", state: "arrived", files: ["f"] }], { f: { name: "x", type: "t", bytes: new ArrayBuffer(3) } });
  const server = net((address, options) => (options.method ? [415, { error: { detail: "Not a picture" } }] : asks));
  await round({ store: kept, net: server });
  assert.deepEqual([kept.rows[0].state, kept.rows[0].why, kept.rows[0].files], ["refused", "Not a picture", ["f"]]);
});
