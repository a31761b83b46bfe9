// Drawing a walk on the map, by touch or by keyboard. Without this the line comes as a file, or as a list of stops.
import { degrees, filled, moved, path } from "./steps.js";

const box = document.querySelector(".walk-draw");
const map = box.querySelector("svg");
const field = document.querySelector('[name="drawn"]');
const frame = box.dataset.frame.split(" ").map(Number);
const size = [map.viewBox.baseVal.width, map.viewBox.baseVal.height];
let points = [];
let cross = [size[0] / 2, size[1] / 2];

function draw() {
  for (const line of map.querySelectorAll(".walk-map__line, .walk-map__edge")) line.setAttribute("d", path(points));
  for (const old of map.querySelectorAll(".dot")) old.remove();
  for (const [x, y] of points) {
    const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
    for (const [name, value] of Object.entries({ class: "dot", cx: x, cy: y, r: 5 })) dot.setAttribute(name, value);
    map.append(dot);
  }
  map.querySelector(".walk-draw__cross").setAttribute("transform", `translate(${cross.join(" ")})`);
  field.value = points.length ? JSON.stringify(points.map((each) => degrees(each, frame, size))) : "";
  box.querySelector("[role=status]").textContent = points.length
    ? filled(box.dataset.many, { n: points.length }) : box.dataset.none;
}

const put = (point) => { points = [...points, point.map(Math.round)]; draw(); };
const undo = () => { points = points.slice(0, -1); draw(); };

map.addEventListener("click", (event) => {
  const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(map.getScreenCTM().inverse());
  cross = [at.x, at.y];
  put(cross);
});
map.addEventListener("keydown", (event) => {
  if (event.key.startsWith("Arrow")) cross = moved(cross, event.key, event.shiftKey, size);
  else if (event.key === "Enter" || event.key === " ") put(cross);
  else if (event.key === "Backspace") undo();
  else return;
  event.preventDefault();
  draw();
});
box.querySelector('[data-do="undo"]').addEventListener("click", undo);
box.querySelector('[data-do="clear"]').addEventListener("click", () => { points = []; draw(); });
box.hidden = false;
draw();
