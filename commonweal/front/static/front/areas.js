// areas.js – the list beside the map, as thinking only: no page access here, so node can test it.

/** Words as they are matched: small letters, no accents, no punctuation. */
export const plain = (words) =>
  words
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Areas whose name holds every typed word, those that begin with them first. */
export function matching(areas, typed) {
  const words = plain(typed);
  if (!words) return areas;
  const parts = words.split(" ");
  return areas
    .filter((area) => parts.every((part) => area.plain.includes(part)))
    .sort((a, b) => Number(b.plain.startsWith(words)) - Number(a.plain.startsWith(words)));
}

/** Areas ready for a list: in the order of their names, with the words that are searched. */
export function listed(features) {
  return features
    .map(({ properties: { key, name, local_name: local = "" } }) => {
      const shown = local || name || key;
      return { key, name: shown, official: name, plain: plain(`${shown} ${local ? name : ""}`) };
    })
    .sort((a, b) => a.name.localeCompare(b.name, "en", { numeric: true }));
}

/** Where a key press leads in a list of `count`, from `at` (-1: nowhere yet). Undefined: the key means nothing here. */
export function step(key, at, count, page = 10) {
  if (!count) return undefined;
  const last = count - 1;
  const to = {
    ArrowDown: at + 1,
    ArrowUp: at < 0 ? last : at - 1,
    Home: 0,
    End: last,
    PageDown: at + page,
    PageUp: at - page,
  }[key];
  return to === undefined ? undefined : Math.min(Math.max(to, 0), last);
}
