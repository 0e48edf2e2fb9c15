// Keeps one page for when there is no network, and nothing else: no page of a signed-in person,
// no answer of the server, no task ever enters this cache.
const CACHE = "oo-shell-1";
const SHELL = [
  "/offline.html",
  "/oo.css",
  "/fonts/instrument-sans-latin.woff2",
  "/icons/favicon.svg",
];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(CACHE).then((cache) => cache.addAll(SHELL)));
  self.skipWaiting();
});

self.addEventListener("activate", (event) => {
  const drop = (names) => names.filter((name) => name !== CACHE).map((name) => caches.delete(name));
  event.waitUntil(caches.keys().then((names) => Promise.all(drop(names))));
  self.clients.claim();
});

// A page that cannot be reached becomes the offline page; what that page needs comes from the shell.
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match("/offline.html")));
  } else if (SHELL.includes(url.pathname)) {
    event.respondWith(fetch(request).catch(() => caches.match(url.pathname)));
  }
});
