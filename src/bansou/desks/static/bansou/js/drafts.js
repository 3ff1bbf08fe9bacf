// Saves what is being written to the server: a few seconds after a change, and on leaving a field.
//
// <form data-draft-url="…">; the answer is {"saved_at": "11:47:08", "values": {"draft": "…"}},
// where `values` are put into the form's fields of those names. A refusal is {"message": "…"}.
// Nothing is kept in the browser: what could not be saved stays on the screen and is sent again.
(() => {
  "use strict";
  const QUIET = 3000;
  const LONGEST = 12000;
  const AGAIN = [5000, 10000, 20000, 40000, 60000];
  // The sentences stand in the page, in its language (components/draft_state.html).
  const words = () => document.querySelector("[data-draft-announced]").dataset;

  class SignedOut extends Error {}
  class Refused extends Error {}

  class Draft {
    constructor(form) {
      this.form = form;
      this.changes = 0;
      this.saved = 0;
      this.failures = 0;
      this.isSending = false;
      this.isLeaving = false;
      this.dirtySince = 0;
      form.addEventListener("input", () => this.noteChange());
      form.addEventListener("change", () => this.noteChange());
      form.addEventListener("focusout", () => this.isUnsaved && this.save());
      form.addEventListener("submit", () => this.leave());
      window.addEventListener("online", () => this.isUnsaved && this.save());
      window.addEventListener("focus", () => this.failures && this.save());
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "hidden" && this.isUnsaved) this.save();
      });
      window.addEventListener("beforeunload", (event) => {
        if (this.isUnsaved && !this.isLeaving) event.preventDefault();
      });
    }

    get isUnsaved() {
      return this.changes > this.saved;
    }

    noteChange() {
      if (!this.isUnsaved) this.dirtySince = Date.now();
      this.changes += 1;
      if (!this.failures) {
        this.show("unsaved", words().unsaved);
        const wait = Math.min(QUIET, LONGEST - (Date.now() - this.dirtySince));
        this.plan(Math.max(wait, 0));
      }
    }

    plan(wait) {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.save(), wait);
    }

    leave() {
      this.isLeaving = true;
      clearTimeout(this.timer);
    }

    async save() {
      if (this.isSending || this.isLeaving) return;
      clearTimeout(this.timer);
      this.isSending = true;
      const sent = this.changes;
      try {
        if (!this.failures) this.show("saving", words().saving);
        this.accept(await this.send(), sent);
      } catch (problem) {
        this.fail(problem);
      } finally {
        this.isSending = false;
      }
      if (!this.failures && this.isUnsaved) this.plan(QUIET);
    }

    async send(isSecondTry = false) {
      const body = new FormData(this.form);
      const answer = await fetch(this.form.dataset.draftUrl, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
        redirect: "manual",
        keepalive: document.visibilityState === "hidden",
      });
      if (answer.ok) return answer.json();
      const mayBeOldToken = answer.type === "opaqueredirect" || [401, 403].includes(answer.status);
      if (mayBeOldToken && !isSecondTry && (await this.renewToken())) return this.send(true);
      if (mayBeOldToken) throw new SignedOut();
      throw new Refused((await answer.json().catch(() => ({}))).message ?? words().failed);
    }

    // Signing in again gives the browser another token than the one this page was built with.
    async renewToken() {
      const answer = await fetch(window.location.href, { headers: { Accept: "text/html" } });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const token = page.querySelector("form[data-draft-url] [name=csrfmiddlewaretoken]")?.value;
      if (!token) return false;
      for (const input of document.querySelectorAll("[name=csrfmiddlewaretoken]")) {
        input.value = token;
      }
      return true;
    }

    accept(answer, sent) {
      this.failures = 0;
      this.saved = sent;
      for (const [name, value] of Object.entries(answer.values ?? {})) {
        const field = this.form.elements.namedItem(name);
        if (field) field.value = value;
      }
      if (this.isUnsaved) this.show("unsaved", words().unsaved);
      else this.show("saved", words().savedAt.replace("TIME", answer.saved_at), words().saved);
    }

    fail(problem) {
      const wait = AGAIN[Math.min(this.failures, AGAIN.length - 1)];
      this.failures += 1;
      const sentence =
        problem instanceof SignedOut ? words().signedOut
        : problem instanceof Refused ? problem.message
        : words().offline;
      this.show("failed", sentence);
      this.plan(wait);
    }

    // The time changes with every save; it is spoken only when the state changes.
    show(state, sentence, spoken = sentence) {
      for (const place of document.querySelectorAll("[data-draft-state]")) {
        place.dataset.draftState = state;
        place.querySelector("[data-draft-words]").textContent = sentence;
      }
      const settled = state === "saved" || state === "failed";
      const announced = document.querySelector("[data-draft-announced]");
      if (announced && settled && this.spoken !== spoken) {
        announced.textContent = spoken;
        this.spoken = spoken;
      }
    }
  }

  const start = () => {
    for (const form of document.querySelectorAll("form[data-draft-url]")) new Draft(form);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
})();
