// send.js – sends what waits on this device. No page access: the store and the network are given, so node can test it.
// Nothing is "sent" before the server itself has said so of this very contribution.

const PIECE = 256 * 1024;

/** One round. `kiosk`: {gathering, token} of a shared device, which vouches for what was given at that gathering.
 * Says what came of it: {state: "nothing" | "done" | "offline" | "later", why}. */
export async function round({ store, net, kiosk = null }) {
  const waiting = await store.waiting();
  if (!waiting.length) return { state: "nothing", why: "" };
  const asked = await net.ask();
  if (!asked) return { state: "offline", why: "" };
  await store.setFact("key", asked.key);
  let stopped = { state: "done", why: "" };
  for (const item of waiting) {
    const came = item.state === "waiting" ? await words(store, net, item, kiosk) : { on: true };
    if (!came.on) return came;
    const files = await all(store, net, item, { token: asked.token, ticket: item.ticket || "" });
    if (files.state === "offline") return files;
    if (files.state === "later") stopped = files;
  }
  return stopped;
}

/** The words and marks of one contribution. `on`: the round goes on. */
async function words(store, net, item, kiosk) {
  const said = { client_id: item.client_id, sealed: item.sealed, kiosk: kiosk && item.kiosk === kiosk.gathering ? kiosk.token : "" };
  const answer = await net.post("/listening/take", said);
  if (!answer) return { state: "offline", why: "" };
  const { status, json } = answer;
  // A library's sign-in page may answer anything with 200: only our own words about this very one count.
  if (status === 200 && json && json.state === "kept" && json.client_id === item.client_id) {
    await store.arrived(item.n, json.ticket);
    item.ticket = json.ticket;
  } else if (json && json.state === "gone") {
    await store.forget(item.n);
    item.files = [];
  } else if (json && json.state === "refused") {
    await store.refused(item.n, json.detail);
    item.files = [];
  } else {
    return { state: "later", why: (json && json.detail) || "" };
  }
  return { on: true };
}

async function all(store, net, item, pass) {
  for (const id of item.files) {
    const came = await one(store, net, item, id, pass);
    if (came) return came;
  }
  return { state: "done", why: "" };
}

/** A file in pieces, from wherever the server says that it stands. Undefined when there is no more to do about it. */
async function one(store, net, item, id, pass) {
  const held = await store.file(id);
  if (!held) return void (await store.fileDone(item.n, id));
  let media = held.media;
  let at = media ? await net.offset(media, pass) : null;
  if (media && at === undefined) return { state: "offline", why: "" };
  if (at === null) {
    const { name, type, bytes } = held;
    const about = { client_id: id, voice_client_id: item.client_id, name, size: bytes.byteLength, type, sealed: true };
    const begun = await net.post("/listening/media", about, pass);
    if (!begun) return { state: "offline", why: "" };
    if (begun.status === 410) return void (await store.fileDone(item.n, id));
    if (refuses(begun.status)) return { state: "refused", why: await kept(store, item, begun) };
    if (!begun.json || !begun.json.id) return { state: "later", why: detail(begun) };
    media = begun.json.id;
    at = Number(begun.json.offset) || 0;
    await store.fileAt(id, media);
  }
  return pieces(store, net, item, id, { media, at, bytes: held.bytes, pass });
}

async function pieces(store, net, item, id, { media, at, bytes, pass }) {
  let wrong = 0;
  while (at < bytes.byteLength) {
    const answer = await net.patch(media, at, bytes.slice(at, at + PIECE), pass);
    if (!answer) return { state: "offline", why: "" };
    if (answer.status === 410) return void (await store.fileDone(item.n, id));
    if (answer.status === 409 && answer.offset !== null && wrong < 5) {
      at = answer.offset;
      wrong += 1;
    } else if (answer.status < 300 && answer.offset !== null && answer.offset > at) {
      at = answer.offset;
    } else if (refuses(answer.status)) {
      return { state: "refused", why: await kept(store, item, answer) };
    } else {
      return { state: "later", why: detail(answer) };
    }
  }
  return void (await store.fileDone(item.n, id));
}

/** A file that the server will not have stays here with the reason, until somebody tries again: it may be the only one. */
async function kept(store, item, answer) {
  await store.refused(item.n, detail(answer));
  return detail(answer);
}

/** The server has read it and will not have it as it is. */
const refuses = (status) => [400, 413, 415, 422].includes(status);
const detail = ({ json }) => (json && (json.detail || (json.error && json.error.detail))) || "";

/** The network as a page has it. Null from any of these: nobody answered. */
export function network(fetcher = (...asked) => fetch(...asked)) {
  const go = async (address, options) => {
    try {
      return await fetcher(address, { credentials: "same-origin", cache: "no-store", redirect: "manual", ...options });
    } catch {
      return null;
    }
  };
  const read = async (answer) => {
    try {
      return await answer.json();
    } catch {
      return null;
    }
  };
  // A fresh token, because one that a kept page carries is stale; and the ticket for the files of this one voice.
  const head = ({ token = "", ticket = "" } = {}) => ({
    ...(token ? { "X-CSRFToken": token } : {}),
    ...(ticket ? { "Upload-Ticket": ticket } : {}),
  });
  const offsetOf = (answer) => {
    const said = answer.headers.get("Upload-Offset");
    return said === null || said === "" || !Number.isInteger(Number(said)) ? null : Number(said);
  };
  return {
    async ask() {
      const answer = await go("/listening/take", { headers: { Accept: "application/json" } });
      const said = answer && answer.status === 200 ? await read(answer) : null;
      return said && said.key && said.key.kid ? said : null;
    },
    async post(address, said, pass) {
      const headers = { "Content-Type": "application/json", Accept: "application/json", ...head(pass) };
      const answer = await go(address, { method: "POST", headers, body: JSON.stringify(said) });
      return answer && { status: answer.status, json: await read(answer) };
    },
    /** Where an upload stands; null if it is not there any more; undefined if nobody answered. */
    async offset(media, pass) {
      const answer = await go(`/listening/media/${media}`, { method: "HEAD", headers: head(pass) });
      if (!answer) return undefined;
      return answer.ok ? offsetOf(answer) : null;
    },
    async patch(media, at, piece, pass) {
      const headers = { "Upload-Offset": String(at), "Content-Type": "application/octet-stream", ...head(pass) };
      const answer = await go(`/listening/media/${media}`, { method: "PATCH", headers, body: piece });
      if (!answer) return null;
      const json = await read(answer);
      const said = offsetOf(answer);
      return { status: answer.status, json, offset: said === null && json && Number.isInteger(json.offset) ? json.offset : said };
    },
  };
}
