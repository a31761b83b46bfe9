// ground.js – the map: outlines that lie on the device, a cross-hair for keys, taps for fingers. Leaflet draws; what a mark
// is, draw.js knows. terra-draw is not used: it cannot draw by keys, and every act here must work by single taps.
import { corner, geometry, moved } from "./draw.js";

const MOST_NAMES = 16; // on the map at once: more hide each other

/** Leaflet, fetched once; with no network from what the device keeps. */
export function leaflet({ script, style }) {
  if (window.L) return Promise.resolve();
  document.head.prepend(Object.assign(document.createElement("link"), { rel: "stylesheet", href: style }));
  return new Promise((done, failed) => {
    const made = Object.assign(document.createElement("script"), { src: script, onload: done });
    made.onerror = () => (made.remove(), failed(new Error("no map script")));
    document.head.append(made);
  });
}

export class Ground {
  /** `put([lon, lat])` is told of each corner, `looks([lon, lat])` of where the cross-hair is. */
  constructor(pane, ground, { put, looks, undo }) {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = L.map(pane, { zoomSnap: 0.25, zoomDelta: 0.5, attributionControl: false, zoomControl: false, keyboard: false,
      scrollWheelZoom: false, zoomAnimation: !calm, fadeAnimation: !calm, inertia: !calm, doubleClickZoom: false,
      tap: false, renderer: L.svg({ padding: 0.5 }) });
    this.ground = ground;
    this.areas = L.geoJSON(ground, { interactive: false, style: { className: "ground-area", weight: 1 } });
    this.bounds = ground.features.length ? this.areas.getBounds() : around(ground.landmarks);
    this.whole();
    if (ground.streets) streets(ground.streets, this.map, pane);
    this.areas.addTo(this.map);
    this.names = L.layerGroup().addTo(this.map);
    this.kept = L.layerGroup().addTo(this.map);
    this.draft = L.layerGroup().addTo(this.map);
    this.map.on("click", ({ latlng }) => put(corner(latlng.lng, latlng.lat)));
    this.map.on("moveend", () => (this.name(), looks(this.cross())));
    pane.addEventListener("keydown", (event) => this.#key(event, { put, undo }));
    this.name();
  }

  /** Where the cross-hair is: always the middle of the map. */
  cross() {
    const { lng, lat } = this.map.getCenter();
    return corner(lng, lat);
  }

  #key(event, { put, undo }) {
    const by = moved(event.key, event.shiftKey);
    if (by) this.nudge(by);
    else if (event.key === "Enter" || event.key === " ") put(this.cross());
    else if (event.key === "+" || event.key === "=") this.map.zoomIn();
    else if (event.key === "-") this.map.zoomOut();
    else if (event.key === "Backspace" || event.key === "Escape") undo();
    else return;
    event.preventDefault();
  }

  nudge([right, down]) {
    this.map.panBy([right, down], { animate: false });
  }

  zoom(by) {
    this.map.setZoom(this.map.getZoom() + by);
  }

  goTo([lon, lat]) {
    this.map.setView([lat, lon], Math.max(this.map.getZoom(), 15), { animate: false });
  }

  /** All of the ground again, as the next person should find it; once it can be seen, where it cannot now. */
  whole() {
    this.unseen = !this.map.getContainer().offsetWidth;
    if (this.unseen) return;
    this.map.fitBounds(this.bounds, { padding: [8, 8], animate: false });
  }

  resized() {
    this.map.invalidateSize({ animate: false });
    if (this.unseen) this.whole();
  }

  /** Names of what is in view, as many as can be read. */
  name() {
    this.names.clearLayers();
    const view = this.map.getBounds();
    const spots = [];
    this.areas.eachLayer((layer) => {
      const middle = layer.getBounds().getCenter();
      if (view.contains(middle)) spots.push({ name: layer.feature.properties.name, at: middle, what: "ground-name" });
    });
    if (spots.length > MOST_NAMES) spots.length = 0;
    const marks = this.ground.landmarks.filter((each) => view.contains([each.lat, each.lon]));
    const named = marks.length <= MOST_NAMES;
    for (const each of marks) {
      const at = L.latLng(each.lat, each.lon);
      L.circleMarker(at, { radius: 4, weight: 1, className: "ground-mark", interactive: false }).addTo(this.names);
      if (named) spots.push({ name: each.name, at, what: "ground-label" });
    }
    for (const each of spots) {
      const icon = L.divIcon({ className: each.what, html: "", iconSize: null });
      const label = L.marker(each.at, { icon, interactive: false, keyboard: false }).addTo(this.names);
      label.getElement().textContent = each.name;
      label.getElement().setAttribute("aria-hidden", "true");
    }
  }

  /** What is drawn: the marks that were kept, and the corners of the one under way. */
  show(marks, kind, corners) {
    this.kept.clearLayers();
    this.draft.clearLayers();
    for (const mark of marks) paint(mark.geometry, `mark mark-${mark.feeling || "plain"}`).addTo(this.kept);
    for (const [lon, lat] of corners) {
      L.circleMarker([lat, lon], { radius: 8, className: "mark-corner", interactive: false }).addTo(this.draft);
    }
    if (kind === "pin" || corners.length < 2) return;
    const shape = kind === "area" && corners.length > 2 ? geometry("area", corners) : geometry("line", corners);
    paint(shape, "mark mark-draft").addTo(this.draft);
  }
}

/** The place's own street map under everything else, with whose it is. Beyond its finest pieces they are enlarged. */
function streets({ address, low, high, credit }, map, pane) {
  L.tileLayer(address, { minNativeZoom: low, maxNativeZoom: high, minZoom: 0, maxZoom: 22, className: "ground-streets" }).addTo(map);
  pane.classList.add("has-streets");
  if (!credit) return;
  const said = Object.assign(document.createElement("span"), { className: "ground-credit", textContent: credit });
  pane.append(said);
}

function paint(shape, className) {
  const style = { className, weight: 5, interactive: false };
  return L.geoJSON(shape, { style, interactive: false,
    pointToLayer: (_feature, at) => L.circleMarker(at, { radius: 10, className, interactive: false }) });
}

function around(landmarks) {
  const spots = landmarks.map((each) => [each.lat, each.lon]);
  return spots.length ? L.latLngBounds(spots).pad(0.1) : L.latLngBounds([[49.9, -6.4], [55.8, 1.8]]);
}
