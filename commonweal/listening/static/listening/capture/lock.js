// lock.js – the PIN of a shared device, and noticing that nobody is there any more.

const ROUNDS = 200000;
const hex = (bytes) => Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, "0")).join("");

async function stretched(pin, salt, rounds) {
  const key = await crypto.subtle.importKey("raw", new TextEncoder().encode(pin), "PBKDF2", false, ["deriveBits"]);
  return hex(await crypto.subtle.deriveBits({ name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds }, key, 256));
}

/** What is kept of a PIN. It keeps passers-by out of the staff's page; it opens no words: nothing here can. */
export async function locked(pin) {
  const salt = crypto.getRandomValues(new Uint8Array(16));
  return { salt, rounds: ROUNDS, hash: await stretched(pin, salt, ROUNDS), wrong: 0 };
}

export const opens = async (pin, lock) => (await stretched(pin, lock.salt, lock.rounds)) === lock.hash;

/** A PIN is six to twelve digits, and not one digit over and over. */
export const fit = (pin) => /^\d{6,12}$/.test(pin) && new Set(pin).size > 1;

/** After so many wrong tries each further one waits, by tries and not by a clock that somebody can set. */
export const wait = (wrong) => (wrong < 5 ? 0 : Math.min(30 * 2 ** (wrong - 5), 600));

/** Calls `warn` when nobody has done anything for `still` seconds, and `over` when they still have not `after` more. */
export class Idle {
  constructor({ still, after, warn, over, target = document }) {
    Object.assign(this, { still, after, warn, over });
    for (const name of ["pointerdown", "keydown", "input", "focusin"]) target.addEventListener(name, () => this.seen());
  }

  seen() {
    if (!this.on) return;
    clearTimeout(this.timer);
    this.warned = false;
    this.timer = setTimeout(() => this.#quiet(), this.still * 1000);
  }

  start() {
    this.on = true;
    this.seen();
  }

  stop() {
    this.on = false;
    clearTimeout(this.timer);
  }

  #quiet() {
    this.warned = true;
    this.warn();
    this.timer = setTimeout(() => (this.stop(), this.over()), this.after * 1000);
  }
}
