// Hubs are opened and moved by touching the map. The form beside it does the same, and is what is sent.
import { spot, touched, written } from "./hubs_spot.js";

const figure = document.getElementById("map");
const form = document.querySelector("[data-hubs-form]");
const picture = figure?.querySelector("svg");
if (picture && form) {
  const sheet = Object.fromEntries(["west", "north", "across", "down"].map((name) => [name, Number(figure.dataset[name])]));
  const says = form.querySelector("[data-hubs-says]");
  let taken = "";
  figure.dataset.live = "yes";
  form.querySelector("[data-hubs-hint]").hidden = false;

  const at = (event) => {
    const point = new DOMPoint(event.clientX, event.clientY).matrixTransform(picture.getScreenCTM().inverse());
    return written(spot(sheet, point.x, point.y));
  };
  const take = (hub) => {
    taken = hub;
    for (const each of picture.querySelectorAll("[data-hub]")) each.classList.toggle("hub--chosen", each.dataset.hub === hub);
    const select = form.elements.hub;
    if (select) select.value = hub;
    if (hub) form.elements.do.value = "move";
    says.textContent = hub && select?.value ? `${says.dataset.moving} ${select.selectedOptions[0].textContent}` : "";
  };

  picture.addEventListener("click", (event) => {
    const mark = event.target.closest("[data-hub]:not(.hub--closed)");
    const means = touched(taken, mark?.dataset.hub, at(event));
    if ("taken" in means) return take(means.taken);
    form.elements.do.value = means.do;
    if (means.hub) form.elements.hub.value = means.hub;
    form.elements.spot.value = means.spot;
    form.elements.postcode.value = "";
    form.requestSubmit();
  });
}
