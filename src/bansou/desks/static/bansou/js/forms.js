// Comforts of forms. Each of them works on parts that were swapped in later, too.
(() => {
  "use strict";
  const WEEKDAYS = "日月火水木金土";
  const ERAS = { 明治: 1867, 大正: 1911, 昭和: 1925, 平成: 1988, 令和: 2018 };
  const LETTERS = { M: "明治", T: "大正", S: "昭和", H: "平成", R: "令和" };
  const WHOLE = /^(?:([MTSHR]|明治|大正|昭和|平成|令和)(\d{1,2}|元)|(\d{4}))[-/.年](\d{1,2})[-/.月](\d{1,2})日?/;
  const COMPACT = /^()()(\d{4})(\d{2})(\d{2})$/;

  // The refused form's summary is read first, and its links lead to the fields.
  const focusSummary = (within) => within.querySelector("[data-error-summary]")?.focus();
  document.addEventListener("DOMContentLoaded", () => focusSummary(document));
  document.addEventListener("htmx:afterSettle", (event) => focusSummary(event.target));

  // No browser keeps a refused answer of ours: the way back leads to the form itself.
  document.addEventListener("DOMContentLoaded", () => {
    if (document.querySelector("[data-error-summary]")) {
      history.replaceState(history.state, "", location.href);
    }
  });

  // Snippets go in where the cursor stands.
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-insert-into]");
    if (!button) return;
    const field = document.getElementById(button.dataset.insertInto);
    const text = button.dataset.insertText ?? button.textContent.trim();
    field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
    field.focus();
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });

  // A row of snippets is one stop of the Tab key; the arrow keys walk along it.
  const isStop = (button, stop) => (button.tabIndex = button === stop ? 0 : -1);
  const snippetsOf = (row) => [...row.querySelectorAll("[data-insert-into]")];
  const gather = (within) => {
    for (const row of within.querySelectorAll(".snippets")) {
      const snippets = snippetsOf(row);
      for (const button of snippets) isStop(button, snippets[0]);
    }
  };
  document.addEventListener("DOMContentLoaded", () => gather(document));
  document.addEventListener("htmx:afterSettle", (event) => gather(event.target));
  document.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    const row = step && event.target.closest?.(".snippets");
    if (!row) return;
    event.preventDefault();
    const snippets = snippetsOf(row);
    const next = snippets.indexOf(event.target) + step + snippets.length;
    const stop = snippets[next % snippets.length];
    for (const button of snippets) isStop(button, stop);
    stop.focus();
  });

  // How many letters more a text takes; the server says it anew whenever it is asked.
  document.addEventListener("input", (event) => {
    const field = event.target;
    const told = field.dataset?.room && document.getElementById(`${field.id}_helptext`);
    const number = told?.querySelector("[data-room-left]");
    if (!number) return;
    const more = [...field.value].length - [...field.defaultValue].length;
    number.textContent = String(Math.max(0, Number(field.dataset.room) - more));
  });

  document.addEventListener("change", (event) => {
    const shows = event.target.dataset?.shows;
    if (shows) document.getElementById(shows).type = event.target.checked ? "text" : "password";
  });

  // A whole day pasted into one part fills all; the weekday is echoed beside the day.
  document.addEventListener("input", (event) => {
    const parts = event.target.closest?.("[data-date-parts]");
    if (!parts) return;
    const [era, year, month, day] = parts.querySelectorAll("select, input");
    const typed = event.target.value.normalize("NFKC").replace(/\s/g, "");
    const whole = event.target === era ? null : WHOLE.exec(typed) ?? COMPACT.exec(typed);
    if (whole) fill([era, year, month, day], whole);
    parts.querySelector("[data-weekday]").textContent = weekday(era, year, month, day);
  });

  function fill([era, year, month, day], [, mark, inEra, western, m, d]) {
    let name = LETTERS[mark] ?? mark;
    let number = inEra;
    if (western) {
      const moment = `${western}${m.padStart(2, "0")}${d.padStart(2, "0")}`;
      name = moment >= "20190501" ? "令和" : moment >= "19890108" ? "平成" : "昭和";
      number = String(Number(western) - ERAS[name]);
    }
    if (![...era.options].some((option) => option.value === name)) era.add(new Option(name));
    era.value = name;
    [year.value, month.value, day.value] = [number, String(Number(m)), String(Number(d))];
  }

  function weekday(era, ...inputs) {
    const [y, month, day] = inputs.map((input) => input.value.normalize("NFKC").trim());
    const year = y.length === 4 ? Number(y) : ERAS[era.value] + (y === "元" ? 1 : Number(y));
    const moment = new Date(year, Number(month) - 1, Number(day));
    const exists = y && month && day && moment.getDate() === Number(day);
    return exists && moment.getMonth() === Number(month) - 1 ? `（${WEEKDAYS[moment.getDay()]}）` : "";
  }
})();
