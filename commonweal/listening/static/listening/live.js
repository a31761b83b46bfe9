// live.js – asks for results anew while people vote, and puts them in place only when they have moved.
const LONGEST = 30;

// How many seconds until the next question: slower after failures, and while nobody looks.
export const wait = (every, failures, hidden) => (hidden ? Math.max(every, LONGEST) : Math.min(LONGEST, every * 2 ** failures));

// One question: null when nothing has moved since `mark`.
export async function ask(fetching, address, mark) {
  const answer = await fetching(address, { headers: mark ? { "If-None-Match": mark } : {}, cache: "no-store" });
  if (answer.status === 304) return null;
  if (!answer.ok) throw new Error(String(answer.status));
  return { mark: answer.headers.get("ETag"), words: await answer.text() };
}

if (typeof document !== "undefined") document.querySelectorAll("[data-live][data-every]").forEach(follow);

function follow(root) {
  const every = Number(root.dataset.every);
  if (!every) return;
  let mark = "", failures = 0;
  async function go() {
    try {
      const told = await ask(fetch, root.dataset.live, mark);
      failures = 0;
      if (told) {
        // Whoever reads with the keyboard, or has opened something, is not thrown out of it.
        if (!root.contains(document.activeElement)) root.innerHTML = told.words;
        mark = told.mark;
      }
    } catch {
      failures++;
    }
    setTimeout(go, wait(every, failures, document.hidden) * 1000);
  }
  setTimeout(go, every * 1000);
}
