// Keeps the page for visits without network, and nothing else: no page with anybody's data.
"use strict";
const KEPT = "{{ kept|join:" "|escapejs }}".split(" ");
const PAGE = KEPT[0];
const STORE = "bansou-offline";

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(STORE).then((store) => store.addAll(KEPT)).then(() => self.skipWaiting()));
});
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

// The network first, so that the page is never older than it must be; what is kept only without it.
const fresh = async (request) => {
  const answer = await fetch(request);
  if (answer.ok && !answer.redirected) await (await caches.open(STORE)).put(request, answer.clone());
  return answer;
};
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  const isOurs = event.request.method === "GET" && url.origin === self.location.origin;
  if (!isOurs || !KEPT.includes(url.pathname)) return;
  event.respondWith(
    fresh(event.request).catch(() => caches.match(url.pathname === PAGE ? PAGE : event.request)),
  );
});
