// Moments in what is typed. No page access here, so node can test it.

export const clock = (seconds) => {
  const tenths = Math.round(Math.max(seconds, 0) * 10);
  const rest = tenths % 600;
  const tail = rest % 10 ? `.${rest % 10}` : "";
  return `${Math.floor(tenths / 600)}:${String(Math.floor(rest / 10)).padStart(2, "0")}${tail}`;
};

// The words with a new line that begins with this moment, where the cursor stands; and where it stands then.
export const stamped = (words, cursor, seconds) => {
  const before = words.slice(0, cursor);
  const broken = before === "" || before.endsWith("\n") ? "" : "\n";
  const put = `${broken}${clock(seconds)} `;
  return { words: before + put + words.slice(cursor), cursor: cursor + put.length };
};
