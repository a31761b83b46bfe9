// Keys for the big screen, for whoever leaves them on; and the whole screen for the card.
const page = document.querySelector("[data-sort]");
const on = document.getElementById("keys");
for (const each of page.querySelectorAll("[data-keys]")) each.hidden = false;

document.addEventListener("keydown", (event) => {
  if (!on?.checked || event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, textarea, select")) return;
  const pressed = page.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  const way = { ArrowLeft: "[data-earlier]", ArrowRight: "[data-later]" }[event.key];
  const there = pressed ?? (way && page.querySelector(way));
  if (!there) return;
  event.preventDefault();
  there.click();
});

const full = page.querySelector("[data-full]");
if (full && document.fullscreenEnabled) {
  full.hidden = false;
  full.addEventListener("click", () => (document.fullscreenElement ? document.exitFullscreen() : page.requestFullscreen()));
}
