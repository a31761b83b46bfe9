// read.js – reads a page aloud, by voices on the device alone: others send what somebody reads to whoever runs them.
const BLOCKS = "h1, h2, h3, p, dt, dd, li";
const SKIPPED = ".no-print, nav, form, details";
const plain = (tag) => tag.replace("_", "-").toLowerCase();
const tongueOf = (tag) => plain(tag).split("-")[0];

// Of the same country, if there is one.
export function voiceFor(voices, lang) {
  const mine = voices.filter((each) => each.localService && tongueOf(each.lang) === tongueOf(lang));
  return mine.find((each) => plain(each.lang) === plain(lang)) ?? mine[0];
}

export const sentences = (words) => words.split(/(?<=[.!?…۔؟।])\s+|\n+/u).map((each) => each.trim()).filter(Boolean);

if (typeof document !== "undefined") begin(document.querySelector("script[data-start]")?.dataset, window.speechSynthesis);

function begin(said, speech) {
  const root = document.querySelector("[data-read]") ?? document.querySelector("main");
  if (!said || !speech || !root) return;
  const page = document.documentElement, lang = root.lang || page.lang;
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

  // Some phones cannot pause a voice: it is stopped, and its place is kept.
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
  const button = (onclick) => make("button", { className: "nhsuk-button nhsuk-button--secondary", onclick });

  function offer() {
    if (go || !voiceFor(speech.getVoices(), lang)) return;
    go = button(() => {
      if (going) return halt();
      if (!at) parts = gather();
      going = true;
      turn++;
      speak();
    });
    stop = button(() => (halt(true), go.focus()));
    stop.textContent = said.stop;
    const bar = make("p", { className: "reader no-print", lang: page.lang, dir: page.dir });
    bar.append(go, stop);
    root.querySelector("h1").after(bar);
    document.addEventListener("keydown", ({ key }) => key === "Escape" && !stop.hidden && stop.click());
    addEventListener("pagehide", () => speech.cancel());
    show();
  }
  offer();
  speech.onvoiceschanged = offer;
}
