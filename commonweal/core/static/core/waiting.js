// A form whose answer may take more than a moment says so while it works, and is not sent twice.
// The form says in words what is being done: data-waiting="The file is being kept."
const MOMENT = 700; // milliseconds: whoever presses and sees nothing for longer presses again
const LONG = 30000; // whoever stopped the browser meanwhile can send it again

for (const form of document.querySelectorAll("form[data-waiting]")) {
  const said = document.createElement("p");
  said.className = "waiting";
  said.setAttribute("role", "status");
  form.append(said);
  let soon, late;
  const asBefore = () => {
    clearTimeout(soon);
    clearTimeout(late);
    delete form.dataset.sent;
    said.textContent = "";
    form.querySelector("[aria-busy]")?.removeAttribute("aria-busy");
  };
  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
    late = setTimeout(asBefore, LONG);
    soon = setTimeout(() => {
      event.submitter?.setAttribute("aria-busy", "true");
      said.textContent = form.dataset.waiting;
    }, MOMENT);
  });
  // Back to this page from the next one: it is as it was before it was sent.
  window.addEventListener("pageshow", (event) => { if (event.persisted) asBefore(); });
}
