// While a directory is being read: ask now and then whether it is done, and then show the page anew.
const held = document.querySelector('[data-reading]');

async function look() {
  try {
    const answer = await fetch(held.dataset.reading, { headers: { Accept: 'application/json' } });
    const { run } = await answer.json();
    if (run.ended) return location.reload();
    const asked = held.querySelector('[data-asked]');
    if (asked && run.asked) asked.textContent = run.asked;
  } catch { /* The link below stays: it needs no script. */ }
  setTimeout(look, 1500);
}

if (held) setTimeout(look, 700);
