// Big buttons beside each number, so that somebody can count with a thumb. Without script the numbers are typed.
// Empty is not known; nought is nobody.
export const more = (typed) => String(Number.parseInt(typed, 10) >= 0 ? Number.parseInt(typed, 10) + 1 : 1);
export const fewer = (typed) => (Number.parseInt(typed, 10) > 0 ? String(Number.parseInt(typed, 10) - 1) : typed === "" ? "" : "0");

const button = (sign, name, work) => {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = sign;
  made.setAttribute("aria-label", `${sign} ${name}`);
  made.addEventListener("click", work);
  return made;
};

if (typeof document !== "undefined") for (const field of document.querySelectorAll(".count-row:not(.count-row--named) input.count")) {
  const name = document.querySelector(`label[for="${field.id}"]`)?.textContent.trim() ?? "";
  const box = document.createElement("span");
  box.className = "counter";
  field.before(box);
  const turn = (how) => () => { field.value = how(field.value); };
  box.append(button("−", name, turn(fewer)), field, button("+", name, turn(more)));
}
