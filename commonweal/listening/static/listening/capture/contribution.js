// contribution.js – what somebody gives, as one thing: what is missing, how it would look, what is sent. No page access.

/** A name for a contribution or a file that no other has. Older browsers have no randomUUID. */
export function named(random = crypto) {
  if (random.randomUUID) return random.randomUUID();
  const bytes = random.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 15) | 64;
  bytes[8] = (bytes[8] & 63) | 128;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

export const empty = () => ({ marks: [], words: "", language: "en", files: [], agreed: {}, level: "counted", called: "",
  young: false, guardian: "", communities: "" });

/** Is there anything in it? */
export const given = (said) => Boolean(said.words.trim() || said.marks.length || said.files.length);

/** What has to be said before it can be kept: the name of a sentence, or "". The server asks the same once more. */
export function missing(said) {
  if (!given(said)) return "nothing";
  if (said.level !== "counted" && !said.called.trim()) return "called";
  if (said.young && Object.keys(said.agreed).some((use) => use !== "listen") && !said.guardian.trim()) return "guardian";
  return "";
}

/** Whose it is said to be, as the server will say it. */
export const whose = (said, unnamed) => (said.level === "counted" ? "" : said.called.trim()) || unnamed;

/** The first words, for showing how it would look. */
export function beginning(words, most = 140) {
  const letters = Array.from(words.trim());
  return letters.length > most ? `${letters.slice(0, most).join("").trimEnd()}…` : letters.join("");
}

/** The words somebody is asked with for a use: in their language, or else in English. As `uses.wording` chooses. */
export const asked = (wordings, use, language) => (wordings[language] || {})[use] || wordings.en[use];

/** What is sealed. `where`: place and gathering; `today` by this device's clock, which the server does not trust. */
export function body(said, { client_id, code, place, gathering = "", wordings, today }) {
  const uses = ["listen", ...Object.keys(said.agreed).filter((use) => said.agreed[use] && use !== "listen")];
  return {
    v: 1,
    client_id,
    code,
    place,
    gathering,
    given_on: today,
    words: said.words,
    language: said.language,
    marks: said.marks.map(({ geometry, label = "", feeling = "" }) => ({ geometry, label, feeling })),
    files: said.files.length,
    agreed: Object.fromEntries(uses.map((use) => [use, asked(wordings, use, said.language)])),
    level: said.level,
    called: said.level === "counted" ? "" : said.called.trim(),
    young: said.young,
    guardian: said.young ? said.guardian.trim() : "",
    communities: said.communities.split(/[,،]/).map((each) => each.trim()).filter(Boolean),
  };
}

/** The day by this device's clock, as the calendar on the wall has it. */
export const day = (now = new Date()) =>
  [now.getFullYear(), String(now.getMonth() + 1).padStart(2, "0"), String(now.getDate()).padStart(2, "0")].join("-");
