"""Papers as PDF: accessible and archivable by another's word, and as long as they have to be."""

from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from pypdf import PdfReader

from bansou.commons.documents.typefaces import Typeface, carried_typeface, paper_typeface
from bansou.people.papers.models import Goal
from bansou.people.papers.printing import Printed, pdf_of
from bansou.people.papers.queries import Version
from bansou.people.papers.rules import Answer
from bansou.schemes.papers import PaperKind, papers
from tests.grants.casebook.test_conformance import ACCESSIBLE, LASTING, faults

NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)
GOALS = (
    Goal(title="フォークリフトの資格を取る", own_words="倉庫で働きたい", due_on=date(2026, 12, 10)),
    Goal(title="日勤の職場を2か所見る", state=Goal.State.REACHED),
)
LINES = "学歴\n平成9年3月　苫小牧東高等学校　卒業\n以上"


def drawn(kind: PaperKind, typeface: Typeface | None = None, *, repeated: int = 1) -> bytes:
    """A paper with a text in every item but the last."""
    texts = {"line": "三浦 和彦", "text": "倉庫で働きたい。\n" * repeated, "dated": LINES}
    answers = [Answer(item.key, item.label, texts[item.input]) for item in kind.items[:-1]]
    version = Version(3, NOON, "工藤 真由美", "", "qualification", answers, None)
    printed = Printed(
        kind=kind,
        version=version,
        goals=GOALS if kind.is_plan else (),
        name="三浦 和彦",
        kana="ミウラ カズヒコ",
        case_number="2026-034",
        pathway="資格取得" if kind.is_plan else "",
        body="苫小牧市",
        at=NOON,
    )
    return pdf_of(printed, typeface=typeface)


@pytest.mark.parametrize("profile", [ACCESSIBLE, LASTING])
@pytest.mark.parametrize("key", [kind.key for kind in papers().kinds])
def test_keeps_the_standards(key: str, profile: str) -> None:
    kind = papers().kind(key)
    assert kind

    for typeface in (paper_typeface(), carried_typeface()):
        assert faults(drawn(kind, typeface), profile) == []


def test_goes_on_over_the_page_and_keeps_the_signatures_together() -> None:
    kind = papers().kind("career_plan")
    assert kind

    pages = PdfReader(BytesIO(drawn(kind, repeated=40))).pages

    signing = [
        text for page in pages if "キャリアコンサルタント　署名" in (text := page.extract_text())
    ]
    assert len(pages) > 2
    assert len(signing) == 1
    assert "本人　署名" in signing[0]
    assert all("第3版" in page.extract_text() for page in pages)


def test_draws_the_same_version_to_the_same_bytes() -> None:
    kind = papers().kind("resume")
    assert kind

    assert drawn(kind) == drawn(kind)
