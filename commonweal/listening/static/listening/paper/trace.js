// trace.js – marks are traced over the photograph of a sheet, by taps or by keys, and written into the form beside it.
import { box, finish, inside, move, nothing, set, spotsOf, square, take, toPaper, undo } from "./marks.js";

const trace = document.querySelector("[data-trace]");
const over = trace.querySelector("[data-over]");
const says = trace.querySelector("[data-says]");
const sheet = trace.querySelector("[data-sheet]");
const rows = [...document.querySelectorAll("[data-mark]")];
const whole = box(trace.dataset.whole);
const frame = box(trace.dataset.frame);
const across = Number(trace.dataset.across);
const down = Number(trace.dataset.down);
const SVG = "http://www.w3.org/2000/svg";
let drawing = nothing;
let cross = null;
let zoom = 1;
const opened = new Set();

const part = (row, name) => row.querySelector(`[name^="${name}_"]`);
const named = (spot) => square(spot, frame, across, down);
const say = (words) => {
  says.textContent = words;
};
const used = (row) => Boolean(part(row, "kind").value || part(row, "squares").value || part(row, "label").value);

function made(name, attributes, parent) {
  const one = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) one.setAttribute(key, value);
  parent.append(one);
  return one;
}

function shape(svg, kind, spots, number) {
  const size = whole.width / 260;
  const points = spots.map((spot) => spot.join(",")).join(" ");
  if (kind !== "pin" && spots.length > 1) {
    const tag = kind === "area" && number ? "polygon" : "polyline";
    made(tag, { points, class: "halo", "stroke-width": size * 2.4 }, svg);
    made(tag, { points, class: `shape shape--${kind}`, "stroke-width": size * 1.3 }, svg);
  }
  for (const [x, y] of number ? spots.slice(0, 1) : spots) {
    made("circle", { cx: x, cy: y, r: number ? size * 3 : size * 1.6, class: "spot", "stroke-width": size * 0.6 }, svg);
    if (number) made("text", { x, y, "font-size": size * 3.8 }, svg).textContent = number;
  }
}

function draw() {
  over.replaceChildren();
  const svg = made("svg", { viewBox: `${whole.x} ${whole.y} ${whole.width} ${whole.height}`, "aria-hidden": "true" }, over);
  for (const row of rows) {
    const spots = spotsOf(part(row, "spots").value);
    if (spots.length) shape(svg, part(row, "kind").value, spots, row.dataset.mark);
  }
  shape(svg, drawing.kind, drawing.spots, "");
  if (cross) {
    const arm = whole.width / 45;
    const [x, y] = cross;
    const d = `M${x - arm} ${y}H${x + arm}M${x} ${y - arm}V${y + arm}`;
    made("path", { d, class: "cross--under", "stroke-width": whole.width / 200 }, svg);
    made("path", { d, class: "cross", "stroke-width": whole.width / 500 }, svg);
  }
  trace.querySelector("[data-do=finish]").hidden = drawing.kind === "pin" || drawing.spots.length < 2;
}

function show() {
  for (const row of rows) {
    const there = used(row) || opened.has(row);
    row.hidden = !there;
    row.querySelector("[data-remove]").hidden = !there;
  }
}

function keep(mark) {
  const row = rows.find((each) => !used(each));
  if (!row) return say(says.dataset.full);
  part(row, "kind").value = mark.kind;
  part(row, "spots").value = JSON.stringify(mark.spots);
  part(row, "squares").value = mark.spots.map(named).join(" ");
  show();
  say(says.dataset.kept.replace("%s", row.dataset.mark));
}

function after([now, finished]) {
  drawing = now;
  if (finished) keep(finished);
  else say(says.dataset[drawing.kind]);
  draw();
}

function clear(row) {
  opened.delete(row);
  for (const name of ["kind", "squares", "spots", "label", "feeling"]) part(row, name).value = "";
  show();
  draw();
}

function back() {
  if (drawing.spots.length) {
    drawing = undo(drawing);
    return draw();
  }
  const last = rows.filter((row) => part(row, "spots").value).at(-1);
  if (last) clear(last);
}

const DO = {
  finish: () => after(finish(drawing)),
  undo: back,
  name: byHand,
  nearer: () => scale(1.5),
  farther: () => scale(1 / 1.5),
};

/** A line to type in, for whoever would rather name squares. */
function byHand() {
  const row = rows.find((each) => !used(each));
  if (!row) return say(says.dataset.full);
  opened.add(row);
  show();
  document.querySelector("[data-by-hand]").hidden = false;
  part(row, "kind").focus();
}

function scale(by) {
  zoom = Math.min(Math.max(zoom * by, 1), 5);
  sheet.style.width = `${zoom * 100}%`;
}

trace.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) DO[button.dataset.do]();
});

trace.addEventListener("change", (event) => {
  if (event.target.name === "tool") after(take(drawing, event.target.value));
});

over.addEventListener("click", (event) => {
  const size = over.getBoundingClientRect();
  const spot = toPaper({ x: event.clientX - size.left, y: event.clientY - size.top }, size, whole);
  cross = null;
  after(set(drawing, inside(spot, frame)));
});

over.addEventListener("keydown", (event) => {
  const here = cross ?? [frame.x + frame.width / 2, frame.y + frame.height / 2];
  const to = move(here, event.key, event.shiftKey);
  if (to) {
    cross = inside(to, frame);
    say(says.dataset.at.replace("%s", named(cross)));
    draw();
  } else if (event.key === "Enter" || event.key === " ") {
    cross = here;
    after(set(drawing, here));
  } else if (event.key === "Backspace") back();
  else if (event.key === "Escape") after(finish(drawing));
  else return;
  event.preventDefault();
});

for (const row of rows) {
  row.querySelector("[data-remove]").addEventListener("click", () => clear(row));
  // Squares that are typed anew are what is meant, not what was tapped before.
  part(row, "squares").addEventListener("input", () => {
    part(row, "spots").value = "";
    draw();
  });
  part(row, "kind").addEventListener("change", draw);
}

over.hidden = false;
trace.querySelector("[data-tools]").hidden = false;
document.querySelector("[data-by-hand]").hidden = true;
show();
say(says.dataset.pin);
draw();
