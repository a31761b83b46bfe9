// Sliders that show at once what changes and what does not; points that say how many are left. Without script the
// server does the same after a button. The sums are those of methods/indices: a part that is not known gives no score.
export const shares = (amounts) => {
  const all = amounts.reduce((sum, each) => sum + each, 0);
  return all > 0 ? amounts.map((each) => each / all) : null;
};

// The hardest share of the areas by these weights: a set of their places in the list. Equals share the better rank.
export const worst = (rows, weights, share) => {
  const used = weights.map((weight, at) => [weight, at]).filter(([weight]) => weight > 0);
  const scored = rows.map((row, place) => [used.reduce((sum, [weight, at]) => (row[at] === null ? NaN : sum + weight * row[at]), 0), place]);
  const known = scored.filter(([score]) => !Number.isNaN(score)).sort(([one], [other]) => other - one);
  const many = known.length ? Math.max(1, Math.floor(share * known.length + 1e-9)) : 0;
  const ranks = [];
  known.forEach(([score], at) => ranks.push(at && known[at - 1][0] - score <= 1e-9 ? ranks[at - 1] : at + 1));
  return new Set(known.filter((_each, at) => ranks[at] <= many).map(([, place]) => place));
};

export const changed = (before, after) => ({
  stay: [...after].filter((each) => before.has(each)),
  enter: [...after].filter((each) => !before.has(each)),
  leave: [...before].filter((each) => !after.has(each)),
});

export const leftOver = (amounts) => 100 - amounts.reduce((sum, each) => sum + each, 0);

const entry = (kind, names, words) => {
  const [box, term, told] = ["div", "dt", "dd"].map((name) => document.createElement(name));
  box.className = `changed__${kind}`;
  term.textContent = `${names.length} ${words[kind]}`;
  told.textContent = names.length ? [...names].sort((a, b) => a.localeCompare(b)).join(", ") : words.none;
  told.translate = names.length === 0;
  box.append(term, told);
  return box;
};

const listen = (form, live, data) => {
  const sliders = [...form.querySelectorAll("input.slider")];
  const [names, rows] = [data.areas.map(([name]) => name), data.areas.map(([, , parts]) => parts)];
  const before = new Set(data.areas.flatMap(([, was], at) => (was ? [at] : [])));
  const look = form.querySelector("button[value=look]");
  if (look) look.hidden = true;
  const show = () => {
    const weights = shares(sliders.map((each) => Number(each.value)));
    sliders.forEach((each, at) => {
      const said = form.querySelector(`output[for="${each.id}"]`);
      said.hidden = false;
      said.textContent = `${Math.round(100 * (weights?.[at] ?? 0))} ${live.dataset.points}`;
    });
    if (!weights) return live.replaceChildren(live.dataset.nothing);
    const found = changed(before, worst(rows, weights, data.worst));
    const list = document.createElement("dl");
    list.className = "changed";
    list.append(...Object.entries(found).map(([kind, places]) => entry(kind, places.map((at) => names[at]), live.dataset)));
    live.replaceChildren(list);
  };
  let waiting;
  form.addEventListener("input", (event) => {
    if (!event.target.matches("input.slider")) return;
    clearTimeout(waiting);
    waiting = setTimeout(show, 120); // so that a listener is not told of every step on the way
  });
  show();
};

if (typeof document !== "undefined") {
  const [form, live, data] = ["weigh", "live", "neighbourhoods"].map((id) => document.getElementById(id));
  if (form && live && data) listen(form, live, JSON.parse(data.textContent));
  const left = document.getElementById("left-over");
  const points = [...document.querySelectorAll(".amount--points input")];
  const count = () => { left.textContent = `${left.dataset.left} ${leftOver(points.map((each) => Number(each.value) || 0))}`; };
  if (left && points.length) form.addEventListener("input", count);
}
