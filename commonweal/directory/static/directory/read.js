// read.js – reads a page aloud, by voices on the device alone: others send what somebody reads to whoever runs them.
const BLOCKS = "h1, h2, h3, p, dt, dd, li";
const SKIPPED = ".no-print, nav, form, details, [hidden]";
const plain = (tag) => tag.replace("_", "-").toLowerCase();

/** A local voice, of the same country if there is one. */
export function voiceFor(voices, lang) {
  const tag = plain(lang), base = (each) => plain(each).split("-")[0];
  const mine = voices.filter((each) => each.localService && base(each.lang) === base(tag));
  return mine.find((each) => plain(each.lang) === tag) ?? mine[0];
}

export const sentences = (words) => words.split(/(?<=[.!?…۔؟।])\s+|\n+/u).map((each) => each.trim()).filter(Boolean);

if (typeof document !== "undefined") begin(document.querySelector("script[data-start]")?.dataset, window.speechSynthesis);

function begin(said, speech) {
  const root = document.querySelector("[data-read]") ?? document.querySelector("main");
  if (!said || !speech || !root) return;
  const lang = root.lang || document.documentElement.lang;
  let parts = [], at = 0, going = false, turn = 0, go, stop;

  const gather = () =>
    [...root.querySelectorAll(BLOCKS)]
      .filter((each) => !each.closest(SKIPPED) && !each.parentElement.closest(BLOCKS))
      .flatMap((block) => sentences(block.innerText).map((words) => [block, words]));

  function show() {
    go.textContent = going ? said.pause : at ? said.resume : said.start;
    stop.hidden = !going && !at;
    root.querySelector(".is-read")?.classList.remove("is-read");
    if (going) parts[at][0].classList.add("is-read");
  }

  function halt(back) {
    going = false;
    turn++;
    if (back) at = 0;
    speech.cancel();
    show();
  }

  function speak() {
    if (at >= parts.length) return halt(true);
    const mine = turn, [block, words] = parts[at], spoken = new SpeechSynthesisUtterance(words);
    const own = (block.querySelector("[lang]") ?? block.closest("[lang]")).lang, voices = speech.getVoices();
    spoken.voice = voiceFor(voices, own) ?? voiceFor(voices, lang);
    spoken.lang = spoken.voice.lang;
    spoken.onend = () => mine === turn && (at++, speak());
    spoken.onerror = () => mine === turn && halt();
    show();
    speech.speak(spoken);
  }

  const make = (tag, facts) => Object.assign(document.createElement(tag), facts);
  const button = (words, onclick) =>
    make("button", { className: "nhsuk-button nhsuk-button--secondary", textContent: words, onclick });

  function offer() {
    if (go || !voiceFor(speech.getVoices(), lang)) return;
    go = button(said.start, () => {
      if (going) return halt();
      if (!at) parts = gather();
      going = true;
      turn++;
      speak();
    });
    stop = button(said.stop, () => (halt(true), go.focus()));
    const { lang: tongue, dir } = document.documentElement;
    const bar = make("p", { className: "reader no-print", lang: tongue, dir });
    bar.append(go, stop);
    root.querySelector("h1").after(bar);
    document.addEventListener("keydown", (event) => event.key === "Escape" && !stop.hidden && stop.click());
    addEventListener("pagehide", () => speech.cancel());
    show();
  }
  offer();
  speech.addEventListener?.("voiceschanged", offer);
}
