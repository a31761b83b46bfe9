// set_up.js – the last step of making this device a kiosk: its token and its PIN are put where only this device has them.
import { Store } from "./keep.js";
import { fit, locked } from "./lock.js";

const form = document.querySelector("[data-set-up]");
const wrong = form.querySelector("[data-wrong]");

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const [pin, again] = [form.elements.pin.value, form.elements.again.value];
  const sentence = !fit(pin) ? form.dataset.weak : pin !== again ? form.dataset.differ : "";
  wrong.textContent = sentence;
  wrong.hidden = !sentence;
  if (sentence) return void form.elements.pin.focus();
  const { gathering, token, device, kiosk } = form.dataset;
  try {
    const store = await Store.open();
    await store.setFact("kiosk", { gathering, token, device, lock: await locked(pin) });
    location.replace(kiosk);
  } catch {
    wrong.textContent = form.dataset.cannot;
    wrong.hidden = false;
  }
});
