// Keeps static files, and brings the offline page with it. No page of a person is ever kept.
"use strict";
const CACHE = "nod-" + {{ version|tojson }};
const OFFLINE = {{ offline|tojson }};
const FILES = {{ static_urls|list|tojson }};

// Filled again after a quick exit emptied it. The offline page came with this file, and is about nobody.
const fill = async () => {
  const cache = await caches.open(CACHE);
  if (!(await cache.match(FILES[0]))) await cache.addAll(FILES);
};
const offline = () => new Response(OFFLINE, { headers: {{ headers|tojson }} });

self.addEventListener("install", (event) => { event.waitUntil(fill().then(() => self.skipWaiting())); });

self.addEventListener("activate", (event) => {
  const old = (name) => name.startsWith("nod-") && name !== CACHE;
  event.waitUntil(caches.keys().then((names) => Promise.all(names.filter(old).map((name) => caches.delete(name)))).then(() => self.clients.claim()));
});

// The quick exit: nothing of ours stays in this browser.
self.addEventListener("message", (event) => {
  if (event.data !== "forget") return;
  const all = caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))));
  const bases = indexedDB.databases ? indexedDB.databases().then((found) => found.forEach(({ name }) => indexedDB.deleteDatabase(name))) : null;
  event.waitUntil(Promise.all([all, bases, self.registration.unregister()]));
});

self.addEventListener("fetch", (event) => {
  const request = event.request;
  if (request.method !== "GET" || request.headers.has("HX-Request")) return;
  const url = new URL(request.url);
  if (url.origin !== location.origin) return;
  if (FILES.includes(url.pathname + url.search)) {
    event.respondWith(caches.match(request).then((kept) => kept || fetch(request)));
  } else if (request.mode === "navigate") {
    const answer = fetch(request);
    event.waitUntil(answer.then(fill).catch(() => {}));
    event.respondWith(answer.catch(offline));
  }
});
