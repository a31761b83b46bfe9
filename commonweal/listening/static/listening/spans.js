// Which letters are meant: no page access here, so node can test it.
// The house counts letters as Python does, by code points; the browser counts UTF-16 units, two for an emoji.

export const points = (text, at) => Array.from(text.slice(0, at)).length;

// Where the words of a text begin and end, in UTF-16 units. Scripts without spaces fall into words too, where the browser can.
export function words(text, language = "und") {
  if (globalThis.Intl?.Segmenter) {
    return [...new Intl.Segmenter(language, { granularity: "word" }).segment(text)]
      .filter((each) => each.isWordLike)
      .map((each) => [each.index, each.index + each.segment.length]);
  }
  return [...text.matchAll(/\S+/gu)].map((each) => [each.index, each.index + each[0].length]);
}

// A stretch from one sentence to another, for the form: "words:start:stop". Empty where they belong to different words.
// `from` and `to` are {words, start, text, at}: the sentence's words, where it begins, its text, and where in it.
export function stretch(from, to) {
  if (!from || !to || from.words !== to.words) return "";
  const ends = [from, to].map((each) => each.start + points(each.text, each.at)).sort((a, b) => a - b);
  return ends[0] === ends[1] ? "" : `${from.words}:${ends[0]}:${ends[1]}`;
}

// Word by word with the arrow keys: which words are chosen next. `chosen` is [first, last]; Shift takes more.
export function step(chosen, key, many, { shift = false, right = true } = {}) {
  const onward = { ArrowRight: right ? 1 : -1, ArrowLeft: right ? -1 : 1, ArrowDown: 1, ArrowUp: -1 }[key];
  if (!onward || !many) return undefined;
  if (!chosen) return onward > 0 ? [0, 0] : [many - 1, many - 1];
  const last = Math.min(Math.max(chosen[1] + onward, 0), many - 1);
  return shift ? [chosen[0], last] : [last, last];
}
