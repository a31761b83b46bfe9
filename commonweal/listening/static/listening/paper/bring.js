// bring.js – photographs go one by one, so that each is told what became of it as soon as it is known.
const form = document.querySelector("[data-bring]");
const list = document.querySelector("[data-brought]");
const told = document.querySelector("[data-told]");

function line(file) {
  const item = document.createElement("li");
  const inside = document.createElement("div");
  inside.append(paragraph(file.name, "soft"), paragraph(told.dataset.reading));
  inside.firstChild.translate = false;
  item.append(inside);
  list.append(item);
  return item;
}

function paragraph(words, look) {
  const one = document.createElement("p");
  one.textContent = words;
  if (look) one.className = look;
  return one;
}

function show(item, row) {
  item.className = `brought--${row.state}`;
  const inside = item.firstChild;
  inside.lastChild.textContent = row.words;
  if (row.warning) inside.append(paragraph(row.warning));
  if (!row.address) return;
  const way = document.createElement("a");
  way.href = row.address;
  way.textContent = row.state === "nameless" ? told.dataset.name : told.dataset.open;
  const last = paragraph("");
  last.append(way);
  inside.append(last);
}

async function send(file, item) {
  const body = new FormData(form);
  body.delete("photos");
  body.append("photos", file);
  try {
    const answer = await fetch(form.action, { method: "POST", body, headers: { Accept: "application/json" } });
    const { brought } = await answer.json();
    show(item, brought[0]);
  } catch {
    show(item, { state: "refused", words: told.dataset.failed });
  }
}

form.addEventListener("submit", async (event) => {
  const files = [...form.elements.photos.files];
  if (!files.length) return; // the page itself says what is missing
  event.preventDefault();
  const items = files.map(line);
  const button = form.querySelector("button");
  button.disabled = true;
  for (const [place, file] of files.entries()) await send(file, items[place]);
  form.elements.photos.value = "";
  button.disabled = false;
});
