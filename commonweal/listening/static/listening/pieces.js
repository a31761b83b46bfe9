// What is sent next, and when. No page access here, so node can test it.

// The next stretch of a file: [from, to], or null when all has been sent.
export const next = (offset, size, piece) => (offset >= size ? null : [offset, Math.min(offset + piece, size)]);

// Smaller pieces on a bad line: half after each break, doubled after each that came through, never below 64 kB.
export const fitted = (piece, came, most) =>
  came ? Math.min(piece * 2, most) : Math.max(Math.floor(piece / 2), 65536);

// How long to wait after so many breaks in a row, in milliseconds: 1 s, 2 s, 4 s … at most half a minute.
export const pause = (breaks) => Math.min(1000 * 2 ** Math.max(breaks - 1, 0), 30000);

// What a server's answer means: go on from where it says, give up with its sentence, or try again.
export const meant = (status, offset) => {
  if (status === 409 || (status >= 200 && status < 300)) return offset === null ? "again" : "on";
  return status >= 500 || status === 429 ? "again" : "stop";
};

// The same file chosen once more goes on where it stopped: its name, size and age make one word of it.
export const called = (voice, file) => {
  let sum = 0;
  for (const letter of `${voice}/${file.name}/${file.size}/${file.lastModified}`) {
    sum = (Math.imul(sum, 31) + letter.codePointAt(0)) >>> 0;
  }
  return `${voice}-${file.size.toString(36)}-${sum.toString(36)}`.slice(0, 64);
};

export const megabytes = (bytes) => (bytes / 1e6).toFixed(1);
