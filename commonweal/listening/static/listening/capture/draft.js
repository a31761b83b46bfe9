// draft.js – what somebody has begun on their own phone, so that a phone that drops the page (as many do while the camera is
// open) does not drop their words. Closed with a key that never leaves this browser; never used on a shared device.

const NAME = { name: "AES-GCM", length: 256 };

export class Draft {
  constructor(store, subtle = crypto.subtle) {
    Object.assign(this, { store, subtle, last: Promise.resolve() });
  }

  /** One after another, so that an older one never overtakes a newer, or what was dropped. */
  #next(work) {
    this.last = this.last.then(work, work);
    return this.last;
  }

  async #key() {
    const held = await this.store.fact("draft-key");
    if (held) return held;
    const made = await this.subtle.generateKey(NAME, false, ["encrypt", "decrypt"]);
    await this.store.setFact("draft-key", made);
    return made;
  }

  /** Pictures and sounds are not part of it: they are added again. */
  keep(said) {
    return this.#next(async () => {
      const iv = crypto.getRandomValues(new Uint8Array(12));
      const bytes = new TextEncoder().encode(JSON.stringify({ ...said, files: [] }));
      const text = await this.subtle.encrypt({ name: NAME.name, iv }, await this.#key(), bytes);
      await this.store.setFact("draft", { iv, text });
    });
  }

  async read() {
    try {
      const held = await this.store.fact("draft");
      if (!held) return null;
      const bytes = await this.subtle.decrypt({ name: NAME.name, iv: held.iv }, await this.#key(), held.text);
      return JSON.parse(new TextDecoder().decode(bytes));
    } catch {
      return null;
    }
  }

  drop() {
    return this.#next(async () => {
      await this.store.dropFact("draft");
      await this.store.dropFact("draft-key");
    });
  }
}
