// keep.js – what lies on this device, in IndexedDB: sealed contributions, their sealed files, and a shared device's facts.
// Each step is one transaction, written through to the disk: a device that dies in the middle has done it or has not.

const NAME = "commonweal-capture";

/** A promise for a request of IndexedDB. */
const answered = (request) =>
  new Promise((done, failed) => {
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });

export class Store {
  static async open(factory = indexedDB) {
    const request = factory.open(NAME, 1);
    request.onupgradeneeded = () => {
      const items = request.result.createObjectStore("items", { keyPath: "n", autoIncrement: true });
      items.createIndex("client_id", "client_id", { unique: true });
      request.result.createObjectStore("files", { keyPath: "id" });
      request.result.createObjectStore("facts", { keyPath: "name" });
    };
    return new Store(await answered(request));
  }

  constructor(base) {
    this.base = base;
    // A newer version of the app in another tab may change what is kept here.
    base.onversionchange = () => base.close();
  }

  /** Work in one transaction; done only when it is on the disk. */
  async #within(names, mode, work) {
    const options = mode === "readwrite" ? { durability: "strict" } : undefined;
    const transaction = this.base.transaction(names, mode, options);
    const ended = new Promise((done, failed) => {
      transaction.oncomplete = () => done();
      transaction.onabort = transaction.onerror = () => failed(transaction.error || new Error("not kept"));
    });
    const result = await work(...names.map((name) => transaction.objectStore(name)));
    await ended;
    return result;
  }

  /** A contribution and its files, together or not at all. */
  add({ client_id, sealed, kiosk = "", files = [] }) {
    const item = { client_id, sealed, kiosk, state: "waiting", why: "", files: files.map((each) => each.id) };
    return this.#within(["items", "files"], "readwrite", (items, kept) => {
      items.add(item);
      for (const each of files) kept.add({ ...each, client_id });
    });
  }

  /** What has still to be sent, in the order in which it was given: never by a clock. */
  async waiting() {
    const all = await this.all();
    return all.filter((each) => each.state === "waiting" || each.state === "arrived");
  }

  all() {
    return this.#within(["items"], "readonly", (items) => answered(items.getAll()));
  }

  async counts() {
    const so = { waiting: 0, sent: 0, refused: 0, files: 0 };
    for (const each of await this.all()) {
      if (each.state === "arrived") so.files += each.files.length;
      so[each.state === "arrived" ? "sent" : each.state] += 1;
    }
    return so;
  }

  async #change(n, alter) {
    await this.#within(["items", "files"], "readwrite", async (items, files) => {
      const item = await answered(items.get(n));
      if (!item) return;
      alter(item, files, items);
      if (item.state !== "gone") items.put(item);
    });
  }

  /** The server has the words; their sealed copy goes at once. Without files that is all, else it gave a ticket for them. */
  arrived(n, ticket = "") {
    return this.#change(n, (item) => {
      item.sealed = "";
      item.ticket = ticket;
      item.why = "";
      item.state = item.files.length ? "arrived" : "sent";
    });
  }

  /** The server has one of its files too, or it was taken back: it goes from here. */
  fileDone(n, id) {
    return this.#change(n, (item, files) => {
      files.delete(id);
      item.files = item.files.filter((each) => each !== id);
      if (!item.files.length) item.state = "sent";
    });
  }

  refused(n, why) {
    return this.#change(n, (item) => Object.assign(item, { state: "refused", why }));
  }

  /** It was taken back: nothing of it stays here. */
  forget(n) {
    return this.#change(n, (item, files, items) => {
      for (const id of item.files) files.delete(id);
      items.delete(n);
      item.state = "gone";
    });
  }

  /** What was refused is tried once more: the words, or where they are kept already, the files. */
  async again() {
    for (const each of await this.all()) {
      if (each.state !== "refused") continue;
      await this.#change(each.n, (item) => Object.assign(item, { state: item.sealed ? "waiting" : "arrived" }));
    }
  }

  file(id) {
    return this.#within(["files"], "readonly", (files) => answered(files.get(id)));
  }

  /** How far a file has come, so that it goes on from there. */
  fileAt(id, media) {
    return this.#within(["files"], "readwrite", async (files) => {
      const held = await answered(files.get(id));
      if (held) files.put({ ...held, media });
    });
  }

  fact(name) {
    return this.#within(["facts"], "readonly", (facts) => answered(facts.get(name))).then((row) => row && row.value);
  }

  setFact(name, value) {
    return this.#within(["facts"], "readwrite", (facts) => void facts.put({ name, value }));
  }

  dropFact(name) {
    return this.#within(["facts"], "readwrite", (facts) => void facts.delete(name));
  }
}
