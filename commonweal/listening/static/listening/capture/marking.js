// marking.js – the step in which somebody marks the map: by taps, by keys, or by the name of a place.
import { counted, enough, found, geometry, whereIs, withCorner } from "./draw.js";
import { Ground, leaflet } from "./ground.js";

export class Marking {
  /** `says(key, facts)` gives a sentence; `changed()` is told when a mark was kept or taken away. */
  constructor(part, { says, changed }) {
    Object.assign(this, { part, says, changed, marks: [], corners: [], kind: "pin" });
    this.at = (name) => part.querySelector(`[data-${name}]`);
    part.addEventListener("click", (event) => this.#click(event));
    this.at("find").addEventListener("input", () => this.#find());
    this.at("find").addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      const first = this.at("found").querySelector("button");
      if (first) first.click();
    });
  }

  /** Fetch the map, once it is asked for. Without it everything else still works. */
  async open() {
    if (this.ground) return void this.ground.resized();
    const pane = this.at("pane");
    try {
      const answer = await fetch(this.part.dataset.ground);
      if (!answer.ok) throw new Error(String(answer.status));
      this.known = await answer.json();
      await leaflet({ script: this.part.dataset.leaflet, style: this.part.dataset.leafletStyle });
      this.at("map").hidden = false;
      this.ground = new Ground(pane, this.known, {
        put: (spot) => this.put(spot),
        looks: (spot) => this.#looks(spot),
        undo: () => this.undo(),
      });
      this.at("no-map").hidden = true;
      this.draw();
      this.at("here").textContent = "";
    } catch {
      this.at("map").hidden = true;
      this.at("no-map").hidden = false;
    }
  }

  #click(event) {
    const button = event.target.closest("button");
    if (!button) return;
    const { kind, nudge, zoom, act, drop, to } = button.dataset;
    if (kind) this.choose(kind);
    if (nudge) this.ground.nudge(nudge.split(",").map(Number));
    if (zoom) this.ground.zoom(Number(zoom));
    if (act === "put") this.put(this.ground.cross());
    if (act === "undo") this.undo();
    if (act === "keep") this.keep();
    if (act === "whole") this.ground.whole();
    if (drop) this.drop(Number(drop));
    if (to) this.#go(Number(to));
  }

  choose(kind) {
    this.kind = kind;
    this.corners = [];
    for (const each of this.part.querySelectorAll("[data-kind]")) {
      each.setAttribute("aria-pressed", String(each.dataset.kind === kind));
    }
    this.at("how").textContent = this.says(`how-${kind}`);
    this.draw();
  }

  put(spot) {
    this.corners = withCorner(this.kind, this.corners, spot);
    const there = this.#place(spot);
    this.say(this.kind === "pin" ? this.says("pin-put", { there }) : this.says("corner-put", { n: this.corners.length, there }));
    this.draw();
  }

  undo() {
    if (!this.corners.length) return;
    this.corners = this.corners.slice(0, -1);
    this.say(this.says("corner-gone", { n: this.corners.length }));
    this.draw();
  }

  keep() {
    if (!enough(this.kind, this.corners)) return this.say(this.says(`more-${this.kind}`));
    const feeling = this.part.querySelector("[name=feeling]:checked");
    this.marks.push({
      kind: this.kind,
      geometry: geometry(this.kind, this.corners),
      label: this.at("label").value.trim(),
      feeling: feeling ? feeling.value : "",
      there: this.#place(this.corners[0]),
    });
    this.corners = [];
    this.#blank();
    this.say(this.says("mark-kept", { n: this.marks.length }));
    this.draw();
    this.changed();
    this.at("marks-title").focus();
  }

  drop(at) {
    this.marks.splice(at, 1);
    this.say(this.says("mark-gone", { n: this.marks.length }));
    this.draw();
    this.changed();
    this.at("marks-title").focus();
  }

  /** Marks that were made before the page was dropped. */
  restore(marks) {
    this.marks = marks;
    this.draw();
  }

  /** Is a mark begun that was not kept? Then it is kept as the person goes on, if it can be. */
  settle() {
    if (enough(this.kind, this.corners)) this.keep();
    else this.corners = [];
  }

  draw() {
    const begun = this.corners.length > 0;
    this.at("about").hidden = !begun;
    this.at("undo").disabled = !begun;
    this.at("keep").disabled = !enough(this.kind, this.corners);
    if (this.ground) this.ground.show(this.marks, this.kind, this.corners);
    const numbers = counted(this.marks);
    this.at("marks-title").hidden = !this.marks.length;
    this.at("marks").replaceChildren(...this.marks.map((mark, at) => this.#row(mark, numbers[at], at)));
  }

  #row(mark, { kind, number }, at) {
    const row = this.at("row").content.firstElementChild.cloneNode(true);
    const name = this.says(`named-${kind}`, { n: number });
    row.querySelector("[data-name]").textContent = name;
    row.querySelector("[data-there]").textContent = [mark.label, mark.there].filter(Boolean).join(" · ");
    const button = row.querySelector("button");
    button.dataset.drop = String(at);
    button.setAttribute("aria-label", this.says("drop-mark", { name }));
    return row;
  }

  #place(spot) {
    const { area, near } = whereIs(spot, this.known);
    if (area && near) return this.says("in-near", { area, near });
    return area ? this.says("in", { area }) : near ? this.says("near", { near }) : "";
  }

  #looks(spot) {
    this.at("here").textContent = this.#place(spot) || this.says("outside");
  }

  #find() {
    this.spots = this.known ? found(this.at("find").value, this.known) : [];
    const rows = this.spots.map(({ name, what }, at) => {
      const item = document.createElement("li");
      const button = Object.assign(document.createElement("button"), { type: "button", textContent: name });
      button.className = "nhsuk-button nhsuk-button--secondary";
      button.dataset.to = String(at + 1);
      if (what) button.append(Object.assign(document.createElement("small"), { textContent: ` ${what}` }));
      item.append(button);
      return item;
    });
    this.at("found").replaceChildren(...rows);
    this.at("found-none").hidden = !this.at("find").value.trim() || rows.length > 0;
  }

  #go(row) {
    const { spot, name } = this.spots[row - 1];
    this.ground.goTo(spot);
    this.at("find").value = "";
    this.at("found").replaceChildren();
    this.say(this.says("moved-to", { name }));
    this.at("pane").focus();
  }

  say(sentence) {
    this.at("said").textContent = sentence;
  }

  #blank() {
    this.at("label").value = "";
    for (const each of this.part.querySelectorAll("[name=feeling]")) each.checked = false;
  }

  /** For the next person: nothing of this one is left, and all of the ground is in view. */
  clear() {
    this.marks = [];
    this.corners = [];
    this.#blank();
    this.at("find").value = "";
    this.at("found").replaceChildren();
    this.at("found-none").hidden = true;
    for (const name of ["said", "here"]) this.at(name).textContent = "";
    if (this.ground) this.ground.whole();
    this.choose("pin");
  }
}

