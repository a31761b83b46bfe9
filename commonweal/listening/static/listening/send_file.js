// Sends a file in pieces and goes on after a break. Without this script the form sends it whole.
import { called, fitted, meant, megabytes, next, pause } from "./pieces.js";

const form = document.querySelector(".media-form");
const say = form.querySelector(".media-progress p");
const bar = form.querySelector("progress");
const wait = (milliseconds) => new Promise((done) => { setTimeout(done, milliseconds); });

const headers = (more = {}) => {
  const held = { "X-CSRFToken": form.elements.csrfmiddlewaretoken.value, Accept: "application/json", ...more };
  const code = form.elements.code.value.trim();
  return code ? { ...held, "Slip-Code": code } : held;
};

const tell = (words, part = null) => {
  form.querySelector(".media-progress").hidden = false;
  say.textContent = words;
  if (part !== null) bar.value = part;
};

const wrong = async (response) => {
  const told = await response.json().catch(() => null);
  tell(told?.error?.detail ?? String(response.status));
};

async function begin(file) {
  const told = {
    client_id: called(form.dataset.voice, file), voice: form.dataset.voice, size: file.size, type: file.type,
    described: form.elements.described.value, keeps_place: form.elements.keeps_place.checked,
  };
  return fetch("/listening/media", { method: "POST", headers: headers({ "Content-Type": "application/json" }), body: JSON.stringify(told) });
}

async function send(file) {
  const most = Number(form.dataset.piece);
  let [id, offset, piece, breaks] = [null, 0, 262144, 0];
  for (;;) {
    let response;
    try {
      if (id === null) {
        response = await begin(file);
      } else {
        const [from, to] = next(offset, file.size, piece) ?? [offset, offset];
        response = await fetch(`/listening/media/${id}`, {
          method: "PATCH", headers: headers({ "Upload-Offset": String(from), "Content-Type": "application/octet-stream" }), body: file.slice(from, to),
        });
      }
    } catch {
      response = null;
    }
    const told = response && response.ok | response.status === 409 ? await response.json().catch(() => null) : null;
    const means = response === null ? "again" : meant(response.status, told ? told.offset : null);
    if (means === "stop") { await wrong(response); return false; }
    if (means === "on") {
      [id, offset, breaks] = [told.id, told.offset, 0];
      piece = fitted(piece, true, most);
      tell(form.dataset.sending.replace("{part}", megabytes(offset)).replace("{whole}", megabytes(file.size)), 100 * offset / file.size);
      if (told.done) return true;
    } else {
      breaks += 1;
      piece = fitted(piece, false, most);
      tell(form.dataset.waiting);
      await wait(pause(breaks));
    }
  }
}

form.addEventListener("submit", async (event) => {
  const file = form.elements.file.files[0];
  if (!file || form.dataset.busy) { if (form.dataset.busy) event.preventDefault(); return; }
  event.preventDefault();
  form.dataset.busy = "1";
  const arrived = await send(file);
  delete form.dataset.busy;
  if (!arrived) return;
  tell(form.dataset.sent, 100);
  if (form.elements.code.value.trim()) {
    // Whoever has a slip looks at what is here by its code, which is in no address.
    const look = document.createElement("input");
    Object.assign(look, { type: "hidden", name: "do", value: "look" });
    form.elements.file.value = "";
    form.append(look);
    form.submit();
  } else {
    window.location.reload();
  }
});
