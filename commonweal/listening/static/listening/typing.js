// Typing what is said: keys that play, go back and put the moment, without leaving the words.
import { stamped } from "./stamps.js";

const player = document.querySelector(".typing__player video, .typing__player audio");
const words = document.querySelector("#typing textarea");
document.querySelector(".typing__keys").hidden = false;

const acts = {
  play: () => (player.paused ? player.play() : player.pause()),
  back: () => { player.currentTime = Math.max(player.currentTime - 3, 0); },
  stamp: () => {
    const made = stamped(words.value, words.selectionStart, player.currentTime);
    words.value = made.words;
    words.setSelectionRange(made.cursor, made.cursor);
    words.focus();
  },
};
const keys = { " ": "play", j: "back", J: "back", Enter: "stamp" };

words.addEventListener("keydown", (event) => {
  const act = event.ctrlKey && keys[event.key];
  if (!act) return;
  event.preventDefault();
  acts[act]();
});
for (const button of document.querySelectorAll(".typing__keys [data-do]")) {
  button.addEventListener("click", () => acts[button.dataset.do]());
}
