// code.js – slip codes made on a device, as people/slips.py makes them on the server. Tested against the same vectors.

export const LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"; // 32: no 0 and O, no 1 and I
const LENGTH = 11;

/** A new code of 55 random bits and the letter that checks them: "7KQM-2XWD-9FAB". */
export function fresh(random = crypto) {
  // 256 is a whole number of 32s, so that no letter is likelier than another.
  const body = Array.from(random.getRandomValues(new Uint8Array(LENGTH)), (byte) => LETTERS[byte & 31]).join("");
  return spelled(body + checkLetter(body));
}

export const spelled = (code) => code.match(/.{1,4}/g).join("-");

/** What was meant by what was typed, or null if it cannot be a code. */
export function cleaned(typed) {
  const code = typed.toUpperCase().replace(/[^\p{L}\p{N}]/gu, "");
  if (code.length !== LENGTH + 1 || [...code].some((letter) => !LETTERS.includes(letter))) return null;
  return checkLetter(code.slice(0, LENGTH)) === code[LENGTH] ? code : null;
}

/** Catches any one wrong letter and any two letters swapped: a checksum over the field of 32 elements. */
export function checkLetter(body) {
  let total = 0;
  for (const letter of body) total = double(total ^ LETTERS.indexOf(letter));
  return LETTERS[total];
}

const double = (element) => {
  const doubled = element << 1;
  return doubled & 32 ? doubled ^ 37 : doubled; // x^5 + x^2 + 1
};
