// Visits without network: what is taken along and written is kept in this browser, encrypted.
//
// A random key encrypts each row together with its name, so that no row can be put in another's
// place. That key lies beside them, wrapped by one derived from the passphrase (PBKDF2-SHA256), and
// unwrapped it cannot be read out again. A note is deleted when the server says that it has it; its
// own key makes it one note there, however often it is sent.
(() => {
  "use strict";
  const NAME = "bansou-offline";
  const ROUNDS = 600_000;
  const DAY = 24 * 60 * 60 * 1000;
  const AGAIN = 15_000;
  const root = document.querySelector("[data-offline]");
  const words = root.dataset;
  const bytes = (text) => new TextEncoder().encode(text);
  const find = (name) => root.querySelector(`[data-offline-${name}]`);

  // --- the browser's store -------------------------------------------------------------------
  const done = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  let opened;
  const store = () => {
    opened ??= (() => {
      const asked = indexedDB.open(NAME, 1);
      asked.onupgradeneeded = () => asked.result.createObjectStore("rows", { keyPath: "id" });
      return done(asked).then((db) => {
        db.onversionchange = () => db.close();
        return db;
      });
    })();
    return opened;
  };
  const rows = async (mode, act) => {
    const change = (await store()).transaction("rows", mode);
    const result = await done(act(change.objectStore("rows")));
    return mode === "readonly" ? result : new Promise((resolve, reject) => {
      change.oncomplete = () => resolve(result);
      change.onerror = change.onabort = () => reject(change.error);
    });
  };
  const row = (id) => rows("readonly", (all) => all.get(id));
  const put = (value) => rows("readwrite", (all) => all.put(value));
  const remove = (id) => rows("readwrite", (all) => all.delete(id));
  const ids = () => rows("readonly", (all) => all.getAllKeys());

  // --- the seal ------------------------------------------------------------------------------
  let key;
  let owner;
  const wrapping = async (phrase, salt, rounds) =>
    crypto.subtle.deriveKey(
      { name: "PBKDF2", hash: "SHA-256", salt, iterations: rounds },
      await crypto.subtle.importKey("raw", bytes(phrase.normalize("NFKC")), "PBKDF2", false, ["deriveKey"]),
      { name: "AES-GCM", length: 256 }, false, ["wrapKey", "unwrapKey"],
    );
  const lock = async (phrase, whose) => {
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, true, ["encrypt", "decrypt"]);
    const wrapped = await crypto.subtle.wrapKey(
      "raw", made, await wrapping(phrase, salt, ROUNDS), { name: "AES-GCM", iv },
    );
    await put({ id: "lock", salt, iv, rounds: ROUNDS, wrapped, owner: whose, takenAt: Date.now() });
    await unlock(phrase);
  };
  const unlock = async (phrase) => {
    const it = await row("lock");
    key = await crypto.subtle.unwrapKey(
      "raw", it.wrapped, await wrapping(phrase, it.salt, it.rounds), { name: "AES-GCM", iv: it.iv },
      "AES-GCM", false, ["encrypt", "decrypt"],
    );
    owner = it.owner;
  };
  const seal = async (id, value) => {
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealing = { name: "AES-GCM", iv, additionalData: bytes(id) };
    return { id, iv, sealed: await crypto.subtle.encrypt(sealing, key, bytes(JSON.stringify(value))) };
  };
  const keep = async (id, value) => put(await seal(id, value));
  // Only where no other tab has written the row since this one saw it; gives what it is seen by from now on.
  const keepUnseen = async (id, value, seen) => {
    const sealed = { ...(await seal(id, value)), seen: crypto.randomUUID() };
    let isMine = false;
    await rows("readwrite", (all) => {
      const asked = all.get(id);
      asked.addEventListener("success", () => {
        isMine = asked.result?.seen === seen;
        if (isMine) all.put(sealed);
      });
      return asked;
    });
    return isMine ? sealed.seen : undefined;
  };
  const read = async (id) => {
    const it = await row(id);
    if (!it) return undefined;
    const opening = { name: "AES-GCM", iv: it.iv, additionalData: bytes(id) };
    return JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt(opening, key, it.sealed)));
  };
  const note = async (id) => ({ id, seen: (await row(id))?.seen, note: await read(id) });
  const noteIds = async () => (await ids()).filter((id) => id.startsWith("note:"));
  // Signing out asks how many notes are unsent before anything is opened (start.js).
  const tally = async () => localStorage.setItem(NAME, String((await noteIds()).length));
  const forget = async () => {
    (await store()).close();
    opened = undefined;
    key = undefined;
    await done(indexedDB.deleteDatabase(NAME));
    localStorage.removeItem(NAME);
  };

  // --- the server ----------------------------------------------------------------------------
  class SignedOut extends Error {}
  let token;
  const ask = async (url, sent) => {
    const headers = { Accept: "application/json" };
    if (sent) Object.assign(headers, { "Content-Type": "application/json", "X-CSRFToken": token });
    const answer = await fetch(url, {
      method: sent ? "POST" : "GET", headers, redirect: "manual", cache: "no-store",
      body: sent ? JSON.stringify(sent) : undefined,
    });
    if (answer.type === "opaqueredirect" || answer.status === 401) throw new SignedOut();
    return answer;
  };
  const today = async () => {
    const answer = await ask(words.today);
    if (!answer.ok) throw new SignedOut();
    const told = await answer.json();
    token = told.token;
    return told;
  };
  const send = async (note) => {
    if (!token) await today();
    let answer = await ask(words.send, note);
    if (answer.status === 403) {
      await today();
      answer = await ask(words.send, note);
    }
    return answer;
  };

  // --- the page ------------------------------------------------------------------------------
  const say = (sentence) => (find("said").textContent = sentence);
  const show = (part) => {
    for (const one of root.querySelectorAll("[data-offline-part]")) {
      one.hidden = one.dataset.offlinePart !== part;
    }
  };
  const timeNow = () => new Date().toTimeString().slice(0, 8);
  const cards = new Map();

  class Card {
    constructor(visit, kept) {
      this.visit = visit;
      this.row = kept?.id ?? `note:${visit.id}`;
      this.seen = kept?.seen;
      this.note = kept?.note ?? {
        key: crypto.randomUUID(), visit: visit.id, version: visit.version, shown: visit,
        met: "", client_state: "", result: "", isDone: false,
      };
      this.part = find("visit").content.cloneNode(true).firstElementChild;
      this.form = this.part.querySelector("form");
      this.fill();
      this.form.addEventListener("input", () => this.save({ isDone: false, ...this.another() }));
      this.form.addEventListener("submit", (event) => this.finish(event));
      if (this.note.isDone) this.tell(words.saidWaiting);
    }

    fill() {
      const { visit, note, part } = this;
      part.querySelector("[data-who]").textContent = visit.who;
      part.querySelector("[data-when]").textContent = `${visit.kind}　${visit.when}`;
      // What an older visit, taken along before this line was there, or an empty one does not say is not shown.
      const told = { ...visit, avoid: visit.avoid.join("、") };
      for (const name of ["companion", "place", "clinic", "route", "risk", "avoid", "contacts"]) {
        part.querySelector(`[data-${name}]`).textContent = told[name] ?? "";
        for (const one of part.querySelectorAll(`[data-${name}], [data-${name}-word]`)) one.hidden = !told[name];
      }
      part.querySelector("[data-states]").hidden = !visit.states.length;
      for (const [value, label] of visit.states) this.form.client_state.add(new Option(label, value));
      for (const name of ["met", "client_state", "result"]) this.form.elements[name].value = note[name];
    }

    tell(sentence) {
      this.part.querySelector("[data-state]").textContent = sentence;
    }

    // What may have come already and is written on is another note, so that neither takes the other's place.
    another() {
      return this.note.isTried ? { key: crypto.randomUUID(), isTried: false } : {};
    }

    // One write after the other, so that an older text never lands on a newer one.
    save(change) {
      const said = Object.fromEntries(new FormData(this.form));
      this.note = { ...this.note, met: "", ...said, ...change };
      // That an older text is kept says nothing of this one.
      if (!this.note.isDone) this.tell("");
      return this.after(async () => {
        const isMine = await this.store(this.note);
        if (!isMine) await this.partWays();
        await tally();
        if (!isMine) this.tell(words.saidApart);
        else if (!this.note.isDone) this.tell(words.saidKept.replace("TIME", timeNow()));
      });
    }

    after(act) {
      this.saving = (this.saving ?? Promise.resolve()).then(act);
      return this.saving;
    }

    async store(note) {
      const seen = await keepUnseen(this.row, note, this.seen);
      this.seen = seen ?? this.seen;
      return seen !== undefined;
    }

    // Another tab has written about this visit: what is written here is a note of its own from now on.
    async partWays() {
      const key = crypto.randomUUID();
      this.note = { ...this.note, key, isTried: false };
      this.row = `note:${this.visit.id}:${key}`;
      this.seen = undefined;
      await this.store(this.note);
    }

    async finish(event) {
      event.preventDefault();
      await this.save({ isDone: true });
      this.tell(words.saidWaiting);
      await sendAll();
    }

    async send() {
      const sent = (this.note = { ...this.note, isTried: true });
      if (!(await this.after(() => this.store(sent)))) {
        // The other tab has it, or has sent it: what it holds began with what was written here.
        if (this.note === sent) this.note = { ...sent, isDone: false };
        this.tell(words.saidElsewhere);
        return;
      }
      const answer = await send(sent);
      if (this.note.key !== sent.key) return;
      if (answer.ok) {
        const told = await answer.json();
        await this.after(() => remove(this.row));
        await tally();
        this.tell(told.standing === "recorded" ? words.saidRecorded : words.saidBeside);
        for (const one of this.form.elements) one.disabled = true;
        this.isSent = true;
        return;
      }
      const told = await answer.json().catch(() => ({}));
      await this.save({ isDone: answer.status >= 500 });
      this.tell(told.message ?? words.saidRefused);
    }
  }

  const sendAll = () =>
    navigator.locks.request(NAME, { ifAvailable: true }, async (held) => {
      if (!held || !key) return;
      for (const card of cards.values()) {
        if (!card.note.isDone || card.isSent) continue;
        try {
          await card.send();
        } catch (problem) {
          card.tell(problem instanceof SignedOut ? words.saidSignedOut : words.saidWaiting);
        }
      }
    });

  const list = async () => {
    const it = await row("lock");
    if (Date.now() - it.takenAt > DAY) await remove("visits");
    const visits = (await read("visits")) ?? [];
    const notes = await Promise.all((await noteIds()).map(note));
    const known = new Map(visits.map((visit) => [visit.id, visit]));
    const begun = new Set(notes.map((kept) => kept.note.visit));
    cards.clear();
    for (const visit of visits) if (!begun.has(visit.id)) cards.set(`note:${visit.id}`, new Card(visit));
    for (const kept of notes) cards.set(kept.id, new Card(known.get(kept.note.visit) ?? kept.note.shown, kept));
    find("list").replaceChildren(...[...cards.values()].map((card) => card.part));
    say(cards.size ? "" : words.saidNone);
    show("visits");
    await tally();
    await sendAll();
  };

  const busy = (act) => async (event) => {
    event.preventDefault();
    try {
      await act(event);
    } catch (problem) {
      say(problem instanceof SignedOut ? words.saidSignedOut : words.saidUnreached);
    }
  };
  const take = async () => {
    const phrase = root.querySelector("#new-phrase");
    if (phrase.value.length < 8) return say(words.saidShort);
    const told = await today();
    await navigator.storage?.persist?.();
    await lock(phrase.value, told.owner);
    phrase.value = "";
    await keep("visits", told.visits);
    await list();
  };
  const open = async () => {
    const phrase = root.querySelector("#phrase");
    try {
      await unlock(phrase.value);
    } catch {
      return say(words.saidWrong);
    }
    phrase.value = "";
    await list();
  };
  const takeAgain = async () => {
    const told = await today();
    if (told.owner !== owner) throw new SignedOut();
    await put({ ...(await row("lock")), takenAt: Date.now() });
    await keep("visits", told.visits);
    await list();
  };
  const forgetAsked = async () => {
    if (!window.confirm(words.saidForget)) return;
    await forget();
    say("");
    show("take");
  };

  const start = async () => {
    if (!window.crypto?.subtle || !window.indexedDB || !navigator.locks) return say(words.saidUnable);
    navigator.serviceWorker?.register(words.worker).catch(() => undefined);
    find("take").addEventListener("submit", busy(take));
    find("take").querySelector("button").disabled = false;
    find("open").addEventListener("submit", busy(open));
    find("again").addEventListener("click", busy(takeAgain));
    for (const one of root.querySelectorAll("[data-offline-forget]")) {
      one.addEventListener("click", busy(forgetAsked));
    }
    window.addEventListener("online", sendAll);
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && sendAll());
    setInterval(sendAll, AGAIN);
    if (window.location.hash === "#unsent") say(words.saidUnsent);
    show((await row("lock")) ? "open" : "take");
  };
  start();
})();
