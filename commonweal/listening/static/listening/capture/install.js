// install.js – the device's own copy of the app, and how a newer one takes its place.

/** Keep a copy. Resolves once the app opens with no network, and not before. */
export async function installed(base) {
  if (!navigator.serviceWorker) return false;
  await navigator.serviceWorker.register(`${base}/worker.js`, { scope: base, updateViaCache: "none" });
  await navigator.serviceWorker.ready;
  if (navigator.storage && navigator.storage.persist) await navigator.storage.persist();
  return true;
}

/** A newer app takes over between two people, never under somebody's hands. */
export async function newer(base, busy) {
  const held = navigator.serviceWorker && (await navigator.serviceWorker.getRegistration(base));
  if (!held || !held.waiting || !navigator.serviceWorker.controller || busy()) return;
  navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
  held.waiting.postMessage("take over");
}
