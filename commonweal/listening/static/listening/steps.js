// Going from stop to stop, and points on a drawing. No page access here, so node can test it.

// The stop that comes next in a direction, or null where the walk ends.
export const step = (at, by, many) => (at + by >= 0 && at + by < many ? at + by : null);

// How long to stay at a stop that has nothing to hear: time to read its words, at 180 words a minute.
export const stay = (words) => 1000 * Math.min(Math.max(3, words.trim().split(/\s+/).filter(Boolean).length / 3), 40);

export const filled = (words, told) => words.replace(/\{(\w+)\}/g, (_all, name) => String(told[name] ?? ""));

// A spot of the drawing as degrees, and back. frame: [west, south, east, north]; size: [width, height].
export const degrees = ([x, y], [west, south, east, north], [width, height]) => [
  Number((west + (x / width) * (east - west)).toFixed(6)), Number((north - (y / height) * (north - south)).toFixed(6)),
];

export const path = (points) => (points.length ? `M${points.map(([x, y]) => `${x} ${y}`).join("L")}` : "");

// The cross after an arrow key: ten pixels, or one with shift; it stays on the drawing.
export const moved = ([x, y], key, fine, [width, height]) => {
  const far = fine ? 1 : 10;
  const [across, down] = { ArrowLeft: [-far, 0], ArrowRight: [far, 0], ArrowUp: [0, -far], ArrowDown: [0, far] }[key] ?? [0, 0];
  return [Math.min(Math.max(x + across, 0), width), Math.min(Math.max(y + down, 0), height)];
};
