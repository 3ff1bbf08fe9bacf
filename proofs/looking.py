"""Opens answers in Chromium and reads tables: what ran, and what a text was made into."""

import csv
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import chain
from typing import Any

from proofs.payloads import AWAY, MARK
from proofs.stage import Answer

_SITE = "http://localhost"


@dataclass(frozen=True)
class Page:
    """An answer in which a payload stands."""

    path: str
    by: str
    answer: Answer = field(compare=False)
    #: Given back by a form that was sent, not asked for.
    is_given_back: bool = False


#: What an element is made of that no text may have made.
_SCAN = """(mark) => {
  const found = [];
  const runs = /^[\\s\\u0000-\\u0020]*(javascript|vbscript|data):/i;
  const goes = /^(xlink:)?(href|src|action|formaction|data|hx-\\w+)$/;
  for (const one of document.querySelectorAll("*")) {
    if (one.localName.includes(mark)) found.push(`element ${one.localName}`);
    for (const { name, value } of one.attributes) {
      const said = `${one.localName} ${name}=${value.slice(0, 60)}`;
      if (name === mark || name.includes(mark)) found.push(said);
      else if (!value.includes(mark)) continue;
      else if (/^(on|hx-on|style$|srcdoc$)/.test(name)) found.push(said);
      else if (goes.test(name) && runs.test(value)) found.push(said);
    }
    const isCode = one.localName === "style" || (one.localName === "script" && !one.type.includes("json"));
    if (isCode && one.textContent.includes(mark)) found.push(`text of ${one.localName}`);
  }
  return found;
}"""
_LISTEN = """
window.zq = (n) => console.log(`zq-ran ${n}`);
document.addEventListener("securitypolicyviolation", (event) =>
  console.log(`zq-blocked ${event.violatedDirective} ${event.sample}`));
"""


@dataclass
class Eye:
    """Opens answers in Chromium, and tells what ran in them."""

    browser: Any
    guarded: bool = False
    told: list[str] = field(default_factory=list)
    blocked: int = 0
    _answers: dict[str, Answer] = field(default_factory=dict)

    @contextmanager
    def open(self) -> Iterator[Any]:
        """A browser in which the answers stand at their addresses."""
        context = self.browser.new_context(bypass_csp=not self.guarded, service_workers="block")
        context.add_init_script(_LISTEN)
        context.route("**/*", self._serve)
        page = context.new_page()
        page.set_default_timeout(10_000)
        page.on("console", lambda message: self._said(message.text))
        page.on("dialog", self._dialog)
        page.on("popup", lambda popup: popup.close())
        yield page
        context.close()

    def look(self, page: Any, it: Page) -> list[str]:
        """Open one answer; what ran, and what it was made into."""
        self.told.clear()
        self._answers = {_SITE + it.path.partition("?")[0]: it.answer}
        page.goto(_SITE + it.path.partition("?")[0], wait_until="load")
        return [*dict.fromkeys([*page.evaluate(_SCAN, MARK), *self.told])]

    def _said(self, text: str) -> None:
        if text.startswith("zq-blocked"):
            self.blocked += 1
        elif text.startswith("zq-ran"):
            self.told.append(text)

    def _dialog(self, dialog: Any) -> None:
        self.told.append(f"dialog {dialog.message[:40]}")
        dialog.dismiss()

    def _serve(self, route: Any) -> None:
        """The answer itself, our own files, and nothing else."""
        from django.contrib.staticfiles import finders

        url = route.request.url
        answer = self._answers.get(url)
        if answer and route.request.resource_type == "document":
            lines = [line.split(": ", 1) for line in answer.headers.splitlines() if ": " in line]
            headers = {name: value for name, value in lines if name.lower() not in _NOT_PASSED}
            route.fulfill(status=200, headers=headers, body=answer.content)
            return
        if AWAY in url:
            self.told.append(f"asked for {url[:60]}")
        file = finders.find(url.partition("/static/")[2]) if "/static/" in url else None
        if file and url.endswith(".js"):
            route.fulfill(path=str(file))
        else:
            route.abort()


#: What a saved answer does without.
_NOT_PASSED = frozenset({"location", "set-cookie", "refresh", "content-length"})


def formulas_in(answer: Answer) -> list[str]:
    """Cells with a payload that another program would take for a formula."""
    if answer.content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(answer.content)) as file:
            names = [it for it in file.namelist() if it.startswith("xl/worksheets/")]
            sheets = [file.read(it).decode() for it in names]
        return [it for sheet in sheets for it in re.findall(r"<f>[^<]*zq[^<]*</f>", sheet)]
    if not answer.media_type.startswith("text/csv"):
        return []
    cells = chain.from_iterable(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    return [it[:60] for it in cells if MARK in it and it.startswith(tuple("=+-@\t\r"))]


def untyped(answer: Answer) -> list[str]:
    """A text that a browser might take for a page after all."""
    return [] if "nosniff" in answer.headers else [f"{answer.media_type} without nosniff"]


@contextmanager
def chromium() -> Iterator[Any]:
    """A Chromium; queries go on beside its event loop."""
    import os

    from playwright.sync_api import sync_playwright

    from tests.plugins.browser import find_chromium

    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=find_chromium(), args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        yield browser
        browser.close()
