// staff.js – what those who look after a shared device see behind its PIN: counts and reasons, no word of anybody's.
import { opens, wait } from "./lock.js";

export class Staff {
  constructor(app, { part, says }) {
    Object.assign(this, { app, says, lock: part("lock"), own: part("staff") });
    document.querySelector("[data-staff]").addEventListener("click", () => this.ask());
    this.lock.querySelector("form").addEventListener("submit", (event) => (event.preventDefault(), this.#try()));
    this.own.querySelector("[data-send]").addEventListener("click", () => this.#send());
    this.own.querySelector("[data-leave]").addEventListener("click", () => this.#leave());
  }

  ask() {
    if (!this.app.kiosk) return;
    this.app.clear({ quietly: true });
    this.app.show("lock", { quietly: true });
    this.lock.querySelector("input").focus();
  }

  async #try() {
    const field = this.lock.querySelector("input");
    const wrong = this.lock.querySelector("[data-pin-wrong]");
    const button = this.lock.querySelector("[type=submit]");
    const { kiosk, store } = this.app;
    button.disabled = true;
    const right = await opens(field.value, kiosk.lock);
    field.value = "";
    // Counted on the device, so that reloading the page gives no more tries.
    kiosk.lock.wrong = right ? 0 : kiosk.lock.wrong + 1;
    await store.setFact("kiosk", kiosk);
    const seconds = right ? 0 : wait(kiosk.lock.wrong);
    wrong.hidden = right;
    wrong.textContent = right ? "" : this.says(seconds ? "pin-wait" : "pin-wrong", { n: seconds });
    setTimeout(() => (button.disabled = false), seconds * 1000);
    if (!right) return void field.focus();
    this.app.show("staff");
    await this.app.tell(null);
  }

  async #send() {
    this.#round("round-under-way");
    await this.app.send();
  }

  tell(counts, rows, came) {
    for (const each of this.own.querySelectorAll("[data-count]")) each.textContent = String(counts[each.dataset.count]);
    if (came) this.#round(`round-${came.state}`, { why: came.why });
    const whys = [...new Set(rows.filter((each) => each.state === "refused").map((each) => each.why))];
    this.own.querySelector("[data-reasons]").replaceChildren(
      ...whys.map((why) => Object.assign(document.createElement("li"), { textContent: this.says("refused-why", { why }) })),
    );
  }

  #round(key, facts) {
    this.own.querySelector("[data-round]").textContent = this.says(key, facts);
  }

  /** The server is told how much still lies here: whoever holds the gathering sees it. Only when that has changed. */
  async report(kiosk) {
    if (!kiosk) return;
    const { waiting, refused, files } = await this.app.store.counts();
    const said = `${waiting + files}/${refused}`;
    if (said === this.reported) return;
    const about = { kiosk: kiosk.token, waiting: waiting + files, refused };
    const answer = await this.app.net.post("/listening/take/counts", about);
    if (answer && answer.status === 200) this.reported = said;
  }

  async #leave() {
    const { waiting, files } = await this.app.store.counts();
    if (waiting + files) return this.#round("still-waiting");
    await this.app.store.dropFact("kiosk");
    return location.reload();
  }

  clear() {
    this.lock.querySelector("input").value = "";
    this.lock.querySelector("[data-pin-wrong]").hidden = true;
    this.#round("");
  }
}
