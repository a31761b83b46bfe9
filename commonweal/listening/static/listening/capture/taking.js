// taking.js – photos and sounds that somebody adds, heard and seen before they are kept; never more than fits.
import { named } from "./contribution.js";
import { picture } from "./pictures.js";
import { Recorder, can } from "./sound.js";

const MOST = 6;
const LARGEST = 20 * 1024 * 1024;

export class Taking {
  constructor(part, { says, changed }) {
    Object.assign(this, { part, says, changed, files: [], addresses: [] });
    this.at = (name) => part.querySelector(`[data-${name}]`);
    this.at("photo").addEventListener("change", (event) => this.#photos(event.target));
    this.at("audio").addEventListener("change", (event) => this.#audio(event.target));
    this.at("record").hidden = !can();
    this.at("record").addEventListener("click", () => this.#record());
    part.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-drop]");
      if (button) this.#drop(button.dataset.drop);
    });
  }

  async #photos(input) {
    for (const file of input.files) {
      const made = await picture(file);
      if (made) this.#add(made);
      else this.say(this.says("photo-unread"));
    }
    input.value = "";
  }

  async #audio(input) {
    for (const file of input.files) {
      if (file.size > LARGEST) this.say(this.says("too-large"));
      else this.#add({ bytes: await file.arrayBuffer(), type: file.type || "audio/mpeg", name: "voice" });
    }
    input.value = "";
  }

  async #record() {
    const button = this.at("record");
    if (this.recorder) return this.recorder.stop();
    const recorder = new Recorder();
    try {
      await recorder.start((made) => {
        this.recorder = null;
        this.#recording(false);
        this.#add(made);
      });
    } catch {
      return this.say(this.says("no-microphone"));
    }
    this.recorder = recorder;
    this.#recording(true);
    button.focus();
  }

  #recording(on) {
    this.at("record").textContent = this.says(on ? "record-stop" : "record-start");
    this.at("record").setAttribute("aria-pressed", String(on));
    this.say(on ? this.says("recording") : "");
  }

  #add(made) {
    if (this.files.length >= MOST) return this.say(this.says("too-many"));
    this.files.push({ id: named(), ...made });
    this.say(this.says("file-added", { n: this.files.length }));
    this.#draw();
    this.changed();
  }

  #drop(id) {
    this.files = this.files.filter((each) => each.id !== id);
    this.say(this.says("file-gone", { n: this.files.length }));
    this.#draw();
    this.changed();
  }

  #draw() {
    this.#forget();
    this.at("files").replaceChildren(...this.files.map((each, at) => this.#row(each, at + 1)));
  }

  #row(file, n) {
    const row = this.at("file").content.firstElementChild.cloneNode(true);
    const sound = file.type.startsWith("audio/");
    const name = this.says(sound ? "sound-n" : "photo-n", { n });
    row.querySelector("[data-name]").textContent = name;
    if (sound) row.querySelector("[data-shown]").replaceChildren(this.#player(file, name));
    else row.querySelector("[data-shown]").replaceChildren(file.small);
    const button = row.querySelector("button");
    button.dataset.drop = file.id;
    button.setAttribute("aria-label", this.says("drop-mark", { name }));
    return row;
  }

  #player(file, name) {
    const src = URL.createObjectURL(new Blob([file.bytes], { type: file.type }));
    this.addresses.push(src);
    const player = Object.assign(document.createElement("audio"), { controls: true, src });
    player.setAttribute("aria-label", name);
    return player;
  }

  #forget() {
    for (const address of this.addresses.splice(0)) URL.revokeObjectURL(address);
  }

  say(sentence) {
    this.at("said").textContent = sentence;
  }

  /** Anything still being recorded ends, and is part of it. */
  settle() {
    if (this.recorder) this.recorder.stop();
  }

  clear() {
    if (this.recorder) this.recorder.drop();
    this.recorder = null;
    this.files = [];
    this.#forget();
    this.at("files").replaceChildren();
    this.#recording(false);
    this.say("");
  }
}
