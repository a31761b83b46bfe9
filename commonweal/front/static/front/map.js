// map.js – opens the map when it is asked for. Until then no map script, style or outline is fetched.
import { listed, matching, step } from "./areas.js";
import { says, shadeOf } from "./shades.js";

const here = document.querySelector('script[type="module"][data-leaflet]');
const section = document.querySelector("[data-map]");
const opener = document.querySelector("[data-open-map]");

if (section && opener) {
  opener.hidden = false;
  opener.addEventListener("click", open, { once: true });
}

async function open() {
  opener.setAttribute("aria-busy", "true");
  opener.textContent = "Opening the map…";
  try {
    await leaflet();
    section.hidden = false;
    await new Chart(section).start();
    opener.hidden = true;
    section.querySelector("h2").focus();
  } catch {
    section.hidden = true;
    opener.removeAttribute("aria-busy");
    opener.textContent = "The map did not come. Try again";
    opener.addEventListener("click", open, { once: true });
  }
}

/** Leaflet, fetched once. */
function leaflet() {
  if (window.L) return Promise.resolve();
  const style = Object.assign(document.createElement("link"), { rel: "stylesheet", href: here.dataset.leafletStyle });
  document.head.prepend(style);
  return new Promise((done, failed) => {
    const script = Object.assign(document.createElement("script"), { src: here.dataset.leaflet, onload: done });
    script.onerror = () => (script.remove(), failed(new Error("no map script")));
    document.head.append(script);
  });
}

const json = async (address) => {
  const found = await fetch(address, { headers: { Accept: "application/json" } });
  if (!found.ok) throw new Error(String(found.status));
  return found.json();
};

class Chart {
  constructor(section) {
    const part = (name) => section.querySelector(`[data-map-${name}]`);
    Object.assign(this, { pane: part("pane"), list: part("list"), said: part("says"), legend: part("legend") });
    this.table = part("table");
    this.slug = section.dataset.map;
    this.kind = section.querySelector("#map-kind");
    this.figure = section.querySelector("#map-figure");
    this.find = section.querySelector("#map-find");
    this.at = -1;
    this.shown = [];
    this.values = {};
  }

  async start() {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.map = L.map(this.pane, { zoomSnap: 0.25, attributionControl: false, scrollWheelZoom: false, keyboard: false,
      zoomAnimation: !calm, fadeAnimation: !calm, renderer: L.svg({ padding: 0.5 }) });
    // The list does the keyboard's work; a second stop inside the pane would lead nowhere.
    this.pane.removeAttribute("tabindex");
    await this.redraw();
    this.kind.addEventListener("change", () => this.redraw());
    this.figure.addEventListener("change", () => this.recolour());
    this.find.addEventListener("input", () => this.fill());
    this.find.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown") { event.preventDefault(); this.list.focus(); this.choose(0); }
      if (event.key === "Enter") { event.preventDefault(); if (this.shown.length) this.go(this.shown[0].key); }
    });
    this.list.addEventListener("keydown", (event) => this.key(event));
    this.list.addEventListener("click", (event) => {
      const option = event.target.closest("[role=option]");
      if (option) this.go(option.dataset.key);
    });
  }

  /** New outlines, then new colours. */
  async redraw() {
    this.said.textContent = "Fetching the outlines…";
    const outlines = await json(`/place/${this.slug}/map.json?kind=${encodeURIComponent(this.kind.value)}`);
    this.areas = listed(outlines.features);
    this.byKey = new Map(this.areas.map((area) => [area.key, area]));
    this.layers = new Map();
    this.layer?.remove();
    this.layer = L.geoJSON(outlines, {
      style: { className: "shade-none", weight: 0.8 },
      onEachFeature: ({ properties: { key } }, layer) => {
        this.layers.set(key, layer);
        layer.on({ click: () => this.go(key), mouseover: () => this.tell(key) });
        layer.bindTooltip(() => this.sentence(key), { sticky: true, direction: "top" });
      },
    }).addTo(this.map);
    this.map.fitBounds(this.layer.getBounds(), { padding: [4, 4] });
    await this.recolour();
    this.fill();
  }

  async recolour() {
    const asked = `kind=${encodeURIComponent(this.kind.value)}&figure=${encodeURIComponent(this.figure.value)}`;
    this.table.href = `/place/${this.slug}/areas?${asked}`;
    const { label, legend, values } = await json(`/place/${this.slug}/map-values.json?${asked}&language=${document.documentElement.lang}`);
    Object.assign(this, { label, values });
    for (const [key, layer] of this.layers) {
      const path = layer.getElement();
      path?.setAttribute("class", `leaflet-interactive ${shadeOf(values, key)}`);
      path?.setAttribute("aria-hidden", "true");
    }
    this.showLegend(legend);
    this.said.textContent = `${this.areas.length.toLocaleString("en-GB")} areas, coloured by ${label}.`;
    if (this.at >= 0) this.choose(this.at);
  }

  showLegend(steps) {
    const list = Object.assign(document.createElement("ul"), { className: "legend" });
    for (const [shade, words] of steps) {
      const item = document.createElement("li");
      item.innerHTML = '<svg viewBox="0 0 10 10" aria-hidden="true"><rect width="10" height="10"/></svg>';
      item.querySelector("rect").setAttribute("class", shade);
      item.append(words);
      list.append(item);
    }
    this.legend.replaceChildren(list);
  }

  /** The list, as narrowed by what is typed. */
  fill() {
    this.shown = matching(this.areas, this.find.value);
    this.at = -1;
    this.list.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(
      ...this.shown.map((area, row) => {
        const item = Object.assign(document.createElement("li"), { id: `map-area-${row}`, textContent: area.name });
        item.setAttribute("role", "option");
        item.setAttribute("aria-selected", "false");
        item.dataset.key = area.key;
        return item;
      }),
    );
    if (this.find.value) this.said.textContent = `${this.shown.length} found.`;
    this.mark(null);
  }

  key(event) {
    if (event.key === "Enter" && this.at >= 0) return this.go(this.shown[this.at].key);
    const to = step(event.key, this.at, this.shown.length);
    if (to === undefined) return undefined;
    event.preventDefault();
    return this.choose(to);
  }

  choose(row) {
    this.list.querySelector('[aria-selected="true"]')?.setAttribute("aria-selected", "false");
    const option = this.list.children[row];
    if (!option) return;
    this.at = row;
    option.setAttribute("aria-selected", "true");
    option.scrollIntoView({ block: "nearest" });
    this.list.setAttribute("aria-activedescendant", option.id);
    const { key } = this.shown[row];
    this.mark(key);
    this.tell(key);
    const bounds = this.layers.get(key)?.getBounds();
    if (bounds && !this.map.getBounds().contains(bounds)) this.map.panTo(bounds.getCenter());
  }

  /** Ring one area, or none. */
  mark(key) {
    this.marked?.getElement()?.classList.remove("chosen");
    this.marked = key ? this.layers.get(key) : null;
    this.marked?.bringToFront();
    this.marked?.getElement()?.classList.add("chosen");
  }

  sentence(key) { return says(this.byKey.get(key), this.label, this.values); }
  tell(key) { this.said.textContent = this.sentence(key); }
  go(key) { location.assign(`/area/${key}`); }
}
