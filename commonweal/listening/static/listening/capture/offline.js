// offline.js – the device's worker: opens the app with no network, and nothing else. What it keeps stands in COMMONWEAL,
// which the server writes above this. No contribution and no answer of the server ever lies in this cache.
/* global self, caches, clients */
const { page, files, version } = self.COMMONWEAL;
const FAMILY = `commonweal ${page} `;
const OWN = FAMILY + version;
const whole = (address) => new URL(address, self.location.origin).href;
const PAGE = whole(page);
const FILES = new Map([page, ...files].map((address) => [whole(address), address]));

self.addEventListener("install", (event) => {
  event.waitUntil(keepAll());
});

/** All of it or nothing: half an app is none. Nobody's session goes into it. */
async function keepAll() {
  const cache = await caches.open(OWN);
  await Promise.all(
    [...FILES.keys()].map(async (address) => {
      const found = await fetch(new Request(address, { cache: "reload", credentials: "omit", redirect: "error" }));
      if (!found.ok) throw new Error(address);
      await cache.put(address, found);
    }),
  );
}

self.addEventListener("activate", (event) => {
  event.waitUntil(clean());
});

async function clean() {
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(FAMILY) && name !== OWN).map((name) => caches.delete(name)));
  await self.clients.claim();
}

self.addEventListener("message", ({ data }) => {
  if (data === "take over") self.skipWaiting();
});

self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET") return;
  const address = request.url.split("#")[0];
  const bare = address.split("?")[0];
  if (request.mode === "navigate" ? bare === PAGE : FILES.has(address)) event.respondWith(kept(request, bare === PAGE ? PAGE : address));
});

async function kept(request, address) {
  const cache = await caches.open(OWN);
  return (await cache.match(address)) || fetch(request);
}
