// shades.js – what a shade says, as thinking only: no page access here.

export const NONE = "shade-none";

/** The shade of an area: unknown is a shade of its own, never the lightest. */
export const shadeOf = (values, key) => values[key]?.shade ?? NONE;

/** One sentence for one area. */
export function says(area, label, values) {
  const shown = values[area.key]?.text;
  return `${area.name}. ${label}: ${shown ?? "not known"}.`;
}
