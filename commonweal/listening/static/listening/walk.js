// Walks along from stop to stop and plays what is to hear. Nothing begins by itself; the list is whole without it.
import { filled, stay, step } from "./steps.js";

const panel = document.querySelector(".walk-play");
const stops = [...document.querySelectorAll(".stop")];
const button = (name) => panel.querySelector(`[data-do="${name}"]`);
let [at, walking, over, timer] = [null, false, false, null];

// What there is to read at a stop: not the forms that are folded away beside it.
const read = (stop) => [...stop.querySelectorAll("h3, .told, figcaption > span")].map((each) => each.textContent).join(" ");
const sound = (stop) => stop.querySelector("audio, video");

function rest() {
  clearTimeout(timer);
  for (const each of document.querySelectorAll(".stop audio, .stop video")) { each.onended = null; each.pause(); }
}

function show(number) {
  rest();
  [at, over] = [number, false];
  const now = stops[at];
  for (const each of document.querySelectorAll(".is-now")) each.classList.remove("is-now");
  now.classList.add("is-now");
  document.querySelector(`.walk-map__stop[data-stop="${now.dataset.stop}"]`)?.classList.add("is-now");
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  now.scrollIntoView({ block: "nearest", behavior: calm ? "auto" : "smooth" });
  panel.querySelector("p").textContent = filled(panel.dataset.at, {
    n: at + 1, all: stops.length, name: now.querySelector("h3").textContent.trim(),
  });
  button("back").disabled = step(at, -1, stops.length) === null;
  button("on").disabled = step(at, 1, stops.length) === null;
}

function walk(on) {
  walking = on;
  button("play").hidden = on;
  button("pause").hidden = !on;
}

function onward() {
  const next = step(at, 1, stops.length);
  if (next === null) {
    over = true;
    walk(false);
    button("play").focus();
    panel.querySelector("p").textContent = panel.dataset.end;
    return;
  }
  show(next);
  listen();
}

function listen() {
  const heard = sound(stops[at]);
  if (!heard) {
    timer = setTimeout(onward, stay(read(stops[at])));
    return;
  }
  heard.onended = onward;
  heard.play().catch(() => { timer = setTimeout(onward, stay(read(stops[at]))); });
}

const acts = {
  play() { walk(true); button("pause").focus(); if (at === null || over) show(0); listen(); },
  pause() { walk(false); rest(); button("play").focus(); },
  back() { show(step(at ?? 0, -1, stops.length) ?? 0); if (walking) listen(); },
  on() { show(at === null ? 0 : step(at, 1, stops.length) ?? at); if (walking) listen(); },
};
for (const each of panel.querySelectorAll("[data-do]")) each.addEventListener("click", () => acts[each.dataset.do]());
panel.hidden = false;
