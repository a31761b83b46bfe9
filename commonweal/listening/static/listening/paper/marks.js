// marks.js – marks on a sheet of paper, in millimetres from its upper left corner. No page access here, so node can test it.

export const LEAST = { pin: 1, line: 2, area: 3 };
const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** Four numbers out of "8 8 404 257". */
export const box = (words) => {
  const [x, y, width, height] = words.split(" ").map(Number);
  return { x, y, width, height };
};

/** Where on the paper something is that was tapped in a picture of `whole`; both ways from its upper left. */
export const toPaper = (tap, size, whole) => [
  round(whole.x + (tap.x / size.width) * whole.width),
  round(whole.y + (tap.y / size.height) * whole.height),
];

/** The nearest spot inside a box. */
export const inside = ([x, y], frame) => [
  round(Math.min(Math.max(x, frame.x), frame.x + frame.width)),
  round(Math.min(Math.max(y, frame.y), frame.y + frame.height)),
];

/** The name of the square in which a spot lies, with its key as on a telephone: "C4-7". */
export function square([x, y], frame, across, down) {
  const right = ((x - frame.x) / frame.width) * across;
  const low = ((y - frame.y) / frame.height) * down;
  const column = Math.min(Math.max(Math.floor(right), 0), across - 1);
  const row = Math.min(Math.max(Math.floor(low), 0), down - 1);
  const third = (part) => Math.min(Math.max(Math.floor(part * 3), 0), 2);
  return `${LETTERS[column]}${row + 1}-${third(right - column) + 3 * third(low - row) + 1}`;
}

/** Nothing is being drawn. */
export const nothing = { kind: "pin", spots: [] };

/** A spot is set. A pin is finished by that; lines and areas go on. Gives [what is being drawn, what is finished or null]. */
export function set(drawing, spot) {
  const spots = [...drawing.spots, spot];
  return drawing.kind === "pin" ? [{ ...drawing, spots: [] }, { kind: "pin", spots: [spot] }] : [{ ...drawing, spots }, null];
}

/** A line or area is finished, where it has spots enough. */
export function finish(drawing) {
  if (drawing.spots.length < LEAST[drawing.kind] || drawing.kind === "pin") return [drawing, null];
  return [{ ...drawing, spots: [] }, { kind: drawing.kind, spots: drawing.spots }];
}

/** The last spot is taken away. */
export const undo = (drawing) => ({ ...drawing, spots: drawing.spots.slice(0, -1) });

/** Another tool is taken up: what was begun with the one before and can be finished is finished, the rest is dropped. */
export function take(drawing, kind) {
  const [, finished] = finish(drawing);
  return [{ kind, spots: [] }, finished];
}

/** Where a key moves the cross, in millimetres; null where it means nothing here. */
export function move([x, y], key, far) {
  const step = far ? 10 : 1.5;
  const by = { ArrowLeft: [-step, 0], ArrowRight: [step, 0], ArrowUp: [0, -step], ArrowDown: [0, step] }[key];
  return by ? [round(x + by[0]), round(y + by[1])] : null;
}

/** Spots as somebody may have left them in the page: pairs of numbers, or none. */
export function spotsOf(words) {
  try {
    const given = JSON.parse(words || "[]");
    return Array.isArray(given) ? given.filter((each) => Array.isArray(each) && each.length === 2 && each.every(Number.isFinite)) : [];
  } catch {
    return [];
  }
}

const round = (number) => Math.round(number * 100) / 100;
