"""Forms are filled in by trying: what a page says is wrong is tried otherwise, whatever the form."""

from collections.abc import Callable
from datetime import date
from typing import Any

from proofs.filling import Manner, Sending, tried
from proofs.forms import Control, forms_of
from proofs.stage import Answer

FORM = """<main><form method="post"><input type="text" name="name"><textarea name="note">
already there</textarea>
<select name="era"><option selected>令和</option></select>
<input type="checkbox" name="items" value="a"><input type="checkbox" name="items" value="b">
<button name="preview" value="1">確かめる</button><button class="primary">保存する</button></form>"""
ASKED = FORM + '<ul><li><a href="#id_items_0">渡す項目：1つ以上選んでください。</a></li></ul>'
AGAIN = """<main><form method="post" action="/save/"><input type="hidden" name="note" value="zq">
<button name="back" value="1">直しに戻る</button>
<button class="primary" name="save" value="1">保存する</button>
</form>"""
TAKEN = Answer(302, "/")


def text_for(it: Control, way: int) -> str:
    return f"zq-{it.name}-{'long' * (1 - way)}"


def sent_in(manner: Manner, answers: Callable[[dict[str, Any]], Answer]) -> list[dict[str, Any]]:
    """What was sent, until it was taken."""
    (form,) = forms_of(FORM, "/form/")
    sent: list[dict[str, Any]] = []

    def send(path: str, data: dict[str, Any]) -> Answer:
        sent.append({"path": path, **data})
        return answers(data)

    list(tried(Sending(form, text_for, date(2026, 12, 1), manner), send))
    return sent


def says(page: str, status: int = 200) -> Answer:
    return Answer(status, content=page.encode())


def test_reads_a_form_as_a_browser_does() -> None:
    (form,) = forms_of(FORM, "/form/")

    assert form.controls["note"].value == "already there"
    assert form.controls["era"].offered == form.controls["era"].chosen == ["令和"]
    assert form.pressed() == {"preview": "1"}


def test_chooses_what_the_page_leads_to() -> None:
    sent = sent_in(Manner.BOLD, lambda data: TAKEN if data.get("items") else says(ASKED, 422))

    assert [it.get("items") for it in sent] == [None, "a"]


def test_chooses_all_where_it_is_to_choose() -> None:
    (sent,) = sent_in(Manner.CHOOSING, lambda _data: TAKEN)

    assert sent["items"] == ["a", "b"]


def test_puts_a_payload_behind_what_stands_there() -> None:
    (sent,) = sent_in(Manner.BEHIND, lambda _data: TAKEN)

    assert sent["note"] == "already there\n# zq-note-"


def test_puts_in_short_texts_where_nothing_is_said_to_be_wrong() -> None:
    short = sent_in(
        Manner.BOLD, lambda data: TAKEN if data["note"] == "zq-note-" else says(FORM, 422)
    )

    assert [it["note"] for it in short] == ["zq-note-long", "zq-note-"]


def test_goes_on_over_a_page_that_asks_once_more() -> None:
    sent = sent_in(Manner.BOLD, lambda data: TAKEN if "save" in data else says(AGAIN))

    assert sent[-1] == {"path": "/save/", "note": "zq", "save": "1"}
    assert len(sent) == 2
