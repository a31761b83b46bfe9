// draw.js – marks on a map, as thinking only: no page access here, so node can test it.
// Corners are [longitude, latitude], to a metre.

export const KINDS = { pin: { least: 1, most: 1 }, line: { least: 2, most: 500 }, area: { least: 3, most: 500 } };

const metre = (number) => Math.round(number * 1e5) / 1e5;
export const corner = (lon, lat) => [metre(lon), metre(lat)];

/** The corners after one more. A pin has one: the next spot moves it. A spot that was just put is not put again. */
export function withCorner(kind, corners, spot) {
  if (kind === "pin") return [spot];
  const last = corners[corners.length - 1];
  if (last && last[0] === spot[0] && last[1] === spot[1]) return corners;
  return corners.length < KINDS[kind].most ? [...corners, spot] : corners;
}

/** May it be finished? */
export const enough = (kind, corners) => corners.length >= KINDS[kind].least;

/** As GeoJSON. An area's ring is closed here, so that nobody has to hit their first corner again. */
export function geometry(kind, corners) {
  if (kind === "pin") return { type: "Point", coordinates: corners[0] };
  if (kind === "line") return { type: "LineString", coordinates: corners };
  return { type: "Polygon", coordinates: [[...corners, corners[0]]] };
}

/** How far a key moves the cross-hair: right and down, in pixels; undefined where the key means nothing here. */
export function moved(key, far = false) {
  const by = far ? 160 : 40;
  return { ArrowLeft: [-by, 0], ArrowRight: [by, 0], ArrowUp: [0, -by], ArrowDown: [0, by] }[key];
}

const ringsOf = ({ type, coordinates }) =>
  type === "Polygon" ? [coordinates] : type === "MultiPolygon" ? coordinates : [];

/** Does a spot lie in a polygon or in one of several? By the even-odd rule, holes left out. */
export function within([x, y], shape) {
  return ringsOf(shape).some((rings) => {
    let inside = false;
    for (const ring of rings) {
      for (let at = 0, before = ring.length - 1; at < ring.length; before = at++) {
        const [ax, ay] = ring[at];
        const [bx, by] = ring[before];
        if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
      }
    }
    return inside;
  });
}

/** Metres between two spots, near enough at the size of a place. */
export function metres([ax, ay], [bx, by]) {
  const east = (bx - ax) * Math.cos((((ay + by) / 2) * Math.PI) / 180) * 111320;
  return Math.hypot(east, (by - ay) * 110574);
}

/** The names of the area a spot lies in and of the landmark nearest to it, each "" where there is none. */
export function whereIs(spot, ground, near = 400) {
  const area = ground.features.find((each) => within(spot, each.geometry));
  let best = "";
  let closest = near;
  for (const mark of ground.landmarks) {
    const away = metres(spot, [mark.lon, mark.lat]);
    if (away < closest) [best, closest] = [mark.name, away];
  }
  return { area: area ? area.properties.name : "", near: best };
}

/** The middle of a shape's box. */
export function middle(shape) {
  const spots = ringsOf(shape).flat(2);
  const [xs, ys] = [spots.map((spot) => spot[0]), spots.map((spot) => spot[1])];
  const mid = (each) => (each.reduce((a, b) => Math.min(a, b)) + each.reduce((a, b) => Math.max(a, b))) / 2;
  return [mid(xs), mid(ys)];
}

/** Words as they are matched: small letters, no accents, no punctuation. */
export const plain = (words) =>
  words.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/[^\p{L}\p{N}]+/gu, " ").trim();

/** Places by name: those that begin with what was typed first. `[{name, what, spot}]` */
export function found(typed, ground, most = 8) {
  const sought = plain(typed);
  if (!sought) return [];
  const all = [
    ...ground.features.map((each) => ({ name: each.properties.name, what: "", shape: each.geometry })),
    ...ground.landmarks.map((each) => ({ name: each.name, what: each.kind, spot: [each.lon, each.lat] })),
  ];
  return all
    .map((each) => ({ ...each, key: plain(each.name) }))
    .filter((each) => sought.split(" ").every((part) => each.key.includes(part)))
    .sort((a, b) => Number(b.key.startsWith(sought)) - Number(a.key.startsWith(sought)) || a.key.localeCompare(b.key))
    .slice(0, most)
    .map(({ name, what, shape, spot }) => ({ name, what, spot: spot || middle(shape) }));
}

/** Single words by which a mark is told from another: which kind it is, its number among them. */
export const counted = (marks) => {
  const so = {};
  return marks.map((mark) => ({ kind: mark.kind, number: (so[mark.kind] = (so[mark.kind] || 0) + 1) }));
};
