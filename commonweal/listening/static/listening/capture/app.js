// app.js – the app as a person meets it: begin, where, say, show, slip. What is kept lies sealed in keep.js.
import { utf8 } from "./bytes.js";
import { cleaned, fresh, spelled } from "./code.js";
import { asked, beginning, body, day, empty, given, missing, named, whose } from "./contribution.js";
import { Draft } from "./draft.js";
import { installed, newer } from "./install.js";
import { Store } from "./keep.js";
import { Idle } from "./lock.js";
import { Marking } from "./marking.js";
import { sealed, sealedFile } from "./seal.js";
import { network, round } from "./send.js";
import { Staff } from "./staff.js";
import { Taking } from "./taking.js";

const page = document.body.dataset;
const wordings = JSON.parse(document.getElementById("wordings").textContent);
const all = (what, within = document) => [...within.querySelectorAll(what)];
const one = (what, within = document) => within.querySelector(what);
const part = (name) => one(`[data-step="${name}"]`);
const sentences = new Map(all("[data-say]", one("#sentences").content).map((each) => [each.dataset.say, each.textContent]));
const says = (key, facts = {}) =>
  (sentences.get(key) || "").replace(/\{(\w+)\}/g, (_whole, name) => (facts[name] === undefined ? "" : facts[name]))
    .replace(/\s+([.,])/g, "$1").trim();

class App {
  constructor(store) {
    Object.assign(this, { store, net: network(), code: null, own: null, sending: null });
    this.marking = new Marking(part("where"), { says, changed: () => this.jot() });
    this.taking = new Taking(one("[data-taking]"), { says, changed: () => this.jot() });
    this.draft = page.gathering ? null : new Draft(store);
    if (page.gathering) {
      this.staff = new Staff(this, { part, says });
      const box = one("[data-idle]");
      const shut = (hidden) => { box.hidden = hidden; for (const each of all("main, header, footer")) each.inert = !hidden; };
      this.idle = new Idle({ still: 90, after: 30, warn: () => (shut(false), one("[data-still-here]").focus()),
        over: () => (shut(true), this.clear()) });
      one("[data-still-here]").addEventListener("click", () => (shut(true), one("h1", part(this.step)).focus()));
    }
    this.#listen();
  }

  async start() {
    this.kiosk = (await this.store.fact("kiosk")) || null;
    if (page.gathering && (!this.kiosk || this.kiosk.gathering !== page.gathering)) return this.show("unready");
    this.begunBefore = this.draft && (await this.draft.read());
    this.clear({ quietly: true });
    if (this.draft) one("[data-draft]").hidden = !this.begunBefore;
    this.send();
    setInterval(() => this.send(), 20000);
    addEventListener("online", () => this.send());
    return undefined;
  }

  #listen() {
    document.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      const { go } = button.dataset;
      if (go && ["begin", "where", "say", "show"].includes(go)) this.go(go);
      if ("done" in button.dataset) this.clear();
      if ("more" in button.dataset) this.again();
      if ("print" in button.dataset) print();
      if ("keepIt" in button.dataset) this.keep();
      if ("again" in button.dataset) this.store.again().then(() => this.send());
    });
    one("[data-resume]").addEventListener("click", () => this.resume());
    one("[data-forget]").addEventListener("click", () => this.#dropDraft());
    one("main").addEventListener("input", () => this.jot());
    addEventListener("visibilitychange", () => document.hidden && this.jot());
    part("show").addEventListener("input", () => this.looks());
    const words = one("[data-words]");
    one("[data-language]").addEventListener("change", (event) => (words.lang = event.target.value));
    // A page that the browser laid by must not come back with somebody else's words in it.
    addEventListener("pageshow", (event) => event.persisted && location.reload());
    addEventListener("pagehide", () => page.gathering && this.clear({ quietly: true }));
    // Words are noted down as they are typed; only pictures and sounds would be lost.
    addEventListener("beforeunload", (event) => !page.gathering && this.taking.files.length && event.preventDefault());
  }

  /** One step of the way. */
  go(step) {
    if (step === "begin") return this.show("begin");
    if (!this.#slipTyped()) return undefined;
    if (step === "show") {
      this.taking.settle();
      const nothing = !given(this.said());
      one("[data-nothing]").hidden = !nothing;
      if (nothing) return undefined;
      this.looks();
    }
    if (this.step === "where") this.marking.settle();
    this.show(step);
    if (step === "where") this.marking.open();
    return undefined;
  }

  show(step, { quietly = false } = {}) {
    for (const each of all("[data-step]")) each.hidden = each.dataset.step !== step;
    this.step = step;
    scrollTo(0, 0);
    if (!quietly) one("h1", part(step)).focus();
    if (this.idle) step === "begin" || step === "unready" ? this.idle.stop() : this.idle.start();
    if (step === "begin") newer(page.base, () => this.begun());
  }

  /** A slip that somebody brought: its code is checked before anything else is asked. */
  #slipTyped() {
    const field = one("[data-code]");
    if (!field.value.trim()) return true;
    const clean = cleaned(field.value);
    const wrong = one("[data-code-wrong]");
    wrong.hidden = Boolean(clean);
    wrong.textContent = clean ? "" : says("bad-code");
    if (clean) this.code = spelled(clean);
    else field.focus();
    return Boolean(clean);
  }

  /** What has been said so far. */
  said() {
    const level = one("[name=level]:checked");
    return {
      ...empty(),
      marks: this.marking.marks,
      words: one("[data-words]").value,
      language: one("[data-language]").value,
      files: this.taking.files,
      agreed: Object.fromEntries(all("[data-agreed]").filter((each) => each.checked).map((each) => [each.value, true])),
      level: level ? level.value : "counted",
      called: one("[data-called]").value,
      young: one("[data-young]").checked,
      guardian: one("[data-guardian]").value,
      communities: one("[data-communities]").value,
    };
  }

  begun() {
    return this.step !== "slip" && (given(this.said()) || this.marking.corners.length > 0);
  }

  /** How it would look to others, by what is chosen now. */
  looks() {
    const said = this.said();
    one("[data-called-group]").hidden = said.level === "counted";
    one("[data-guardian-group]").hidden = !said.young;
    const who = whose(said, page.unnamed);
    const begins = beginning(said.words);
    const words = begins ? `“${begins}”` : says(said.marks.length ? "a-mark" : "a-picture");
    for (const each of all("[data-looks]")) {
      each.textContent = each.dataset.looks.replace("{words}", words).replace("{who}", who);
    }
    for (const each of all("[data-asked]")) each.textContent = asked(wordings, each.dataset.asked, said.language);
    one('[data-use="picture"]').hidden = !said.files.length;
  }

  /** Note down what has been begun, on somebody's own phone. */
  jot() {
    if (!this.draft || this.step === "slip") return;
    const said = { ...this.said(), step: this.step, code: one("[data-code]").value };
    if (given(said)) this.draft.keep(said).catch(() => {});
    else if (!this.begunBefore) this.draft.drop().catch(() => {});
  }

  /** Go on with what was begun before the phone dropped the page. */
  resume() {
    const said = this.begunBefore;
    this.begunBefore = null;
    one("[data-draft]").hidden = true;
    for (const name of ["words", "called", "guardian", "communities", "language", "code"]) one(`[data-${name}]`).value = said[name];
    for (const each of all("[data-agreed]")) each.checked = Boolean(said.agreed[each.value]);
    one("[data-young]").checked = said.young;
    one(`[name=level][value=${said.level}]`).checked = true;
    this.marking.restore(said.marks);
    this.go(said.step === "where" ? "where" : "say");
  }

  #dropDraft() {
    this.begunBefore = null;
    one("[data-draft]").hidden = true;
    return this.draft ? this.draft.drop().catch(() => {}) : undefined;
  }

  /** Seal it and lay it by. Only when it lies there is it said that it does. */
  async keep() {
    const said = this.said();
    if (!said.files.length) delete said.agreed.picture;
    const lacks = missing(said);
    for (const name of ["called", "guardian"]) one(`[data-${name}-wrong]`).hidden = lacks !== name;
    if (lacks === "called" || lacks === "guardian") return one(`[data-${lacks}]`).focus();
    const failed = one("[data-not-kept]");
    const button = one("[data-keep-it]");
    button.disabled = true;
    try {
      failed.hidden = true;
      const key = await this.key();
      if (!key) throw new Error("no-key");
      const code = this.code || fresh();
      this.own = await this.#laid(said, key, code);
      this.code = code;
    } catch (wrong) {
      failed.hidden = false;
      failed.textContent = says(wrong.message === "no-key" ? "no-key" : "not-kept");
      return undefined;
    } finally {
      button.disabled = false;
    }
    // From here on it lies there, whatever happens to the screen: nobody is asked to keep it a second time.
    this.state("waiting");
    one("[data-slip]").textContent = this.code;
    this.show("slip");
    this.#dropDraft();
    this.#blank();
    return this.send();
  }

  async #laid(said, key, code) {
    const client_id = named();
    const where = { client_id, code, place: page.place, gathering: page.gathering, wordings, today: day() };
    const words = await sealed(utf8(JSON.stringify(body(said, where))), key);
    const files = [];
    for (const { id, name, type, bytes } of said.files) {
      files.push({ id, name, type, bytes: (await sealedFile(new Uint8Array(bytes), key)).buffer });
    }
    await this.store.add({ client_id, sealed: words, kiosk: page.gathering, files });
    return client_id;
  }

  /** The server's public key: fresh where there is a network, else the one this device met last. */
  async key() {
    const met = await this.store.fact("key");
    if (met) return met;
    const said = await this.net.ask();
    if (said) await this.store.setFact("key", said.key);
    return said && said.key;
  }

  /** Send what waits; one round at a time, in one tab at a time. */
  async send() {
    if (this.sending) return this.sending;
    const work = () => round({ store: this.store, net: this.net, kiosk: this.kiosk });
    const go = navigator.locks ? navigator.locks.request("commonweal-send", work) : work();
    this.sending = Promise.resolve(go).catch(() => ({ state: "offline", why: "" }));
    const came = await this.sending;
    this.sending = null;
    await this.tell(came);
    if (this.staff) await this.staff.report(this.kiosk);
    return came;
  }

  /** Say truly what lies here and what has been sent. */
  async tell(came) {
    const counts = await this.store.counts();
    const rows = await this.store.all();
    if (this.own) this.state(...own(rows.find((each) => each.client_id === this.own)));
    if (this.staff) return this.staff.tell(counts, rows, came);
    const some = counts.waiting || counts.sent || counts.refused || counts.files;
    one("[data-counts]").textContent = some ? says("counts", counts) : says("counts-none");
    const whys = [...new Set(rows.filter((each) => each.state === "refused").map((each) => each.why))];
    one("[data-refused]").hidden = !whys.length;
    one("[data-refused-why]").textContent = says("refused-why", { why: whys.join(" ") });
    return undefined;
  }

  state(name, why = "") {
    const line = one("[data-state]");
    line.dataset.state = name;
    const sentence = says(`state-${name}`, { why });
    if (line.textContent !== sentence) line.textContent = sentence;
  }

  /** Something more, for the same slip. */
  again() {
    this.#blank();
    this.own = null;
    one("[data-slip]").textContent = "";
    this.show("where");
    this.marking.open();
  }

  /** For the next person: nothing of this one is left on the screen or in the page. */
  clear(how = {}) {
    if (!how.quietly) this.#dropDraft();
    this.#blank();
    this.code = this.own = null;
    one("[data-slip]").textContent = one("[data-state]").textContent = "";
    one("[data-code]").value = "";
    one("[data-code-wrong]").hidden = true;
    if (this.staff) this.staff.clear();
    for (const each of all("details[open]")) each.open = false;
    this.show("begin", how);
  }

  #blank() {
    this.marking.clear();
    this.taking.clear();
    for (const name of ["words", "called", "guardian", "communities"]) one(`[data-${name}]`).value = "";
    for (const each of all("[data-agreed], [data-young]")) each.checked = false;
    one("[name=level][value=counted]").checked = true;
    one("[data-language]").selectedIndex = 0;
    one("[data-words]").removeAttribute("lang");
    for (const each of all("[data-looks]")) each.textContent = "";
    for (const each of all("[data-nothing], [data-not-kept], [data-called-wrong], [data-guardian-wrong]")) each.hidden = true;
    one("[data-called-group]").hidden = one("[data-guardian-group]").hidden = true;
  }
}

/** What to say of one's own contribution. */
function own(row) {
  if (!row) return ["gone"];
  if (row.state === "refused" && !row.sealed) return ["file-refused", row.why];
  return row.state === "arrived" ? ["files"] : [row.state, row.why];
}

async function begin() {
  if (!window.isSecureContext || !crypto.subtle || !window.indexedDB) return void (one("[data-cannot]").hidden = false);
  try {
    const app = new App(await Store.open());
    await app.start();
    if (await installed(page.base).catch(() => false)) one("[data-offline-ready]").hidden = !(await app.key());
  } catch {
    one("[data-cannot]").hidden = false;
  }
  return undefined;
}

begin();
