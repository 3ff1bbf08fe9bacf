"""Papers about a request are kept as they went out, and nothing goes out where a part of it is lost."""

from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client
from pypdf import PdfReader

from bansou.commons.clock import wareki
from bansou.commons.documents import store
from bansou.commons.documents.actions import attach
from bansou.commons.documents.models import Attachment
from bansou.people.answering.models import DisclosureRequest, ItemDecision
from bansou.people.cases.models import Case
from bansou.people.merging.actions import undo_merge
from bansou.people.persons.models import Person, PersonMerge
from bansou.people.sharing.models import Disclosure
from tests.desks.counsellor.asking import log_of_case, text_of
from tests.desks.counsellor.town import Town, days, found_town, now, signed_in, today
from tests.desks.rights.deciding import again, at, items_on, received, show_all
from tests.desks.rights.test_reaching import made

LONGER = {"until": days(45).isoformat(), "because": "記録の量が多いため"}
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"
DRAWN_AGAIN = "送った通知の控えがないため"


@pytest.fixture
def town(db: None, settings: Any, tmp_path: Path) -> Town:
    settings.FILES_FOLDER, settings.KEYS_FOLDER = tmp_path / "files", tmp_path / "keys"
    return found_town()


def words_of(answer: Any, bundled_as: str = "") -> str:
    """What a paper says, without the breaks of its lines."""
    content = BytesIO(answer.content)
    if bundled_as:
        content = BytesIO(ZipFile(content).read(bundled_as))
    pages = PdfReader(content).pages
    return "".join("".join(page.extract_text() for page in pages).split())


def renamed(town: Town, case: Case, name: str) -> None:
    with town.at_work():
        Person.objects.filter(pk=case.person_id).update(name=name)


def handed_in(town: Town, case: Case, name: str = "履歴書.pdf") -> Attachment:
    with town.at_work() as by:
        return attach(
            by=by,
            keeper_id=case.organisation_id,
            case_id=case.pk,
            name=name,
            content=PDF,
            at=now(),
        )


def test_the_notice_that_it_takes_longer_stays_as_it_was_sent(town: Town) -> None:
    case = town.case()
    it = received(town, case)
    manager = signed_in(town.manager)
    assert manager.post(at(it, "extend"), LONGER).status_code == 302
    sent = manager.get(at(it, "extension"))

    renamed(town, case, "三浦 改名")

    kept = manager.get(at(it, "extension"))
    assert kept.content == sent.content
    assert "三浦和彦様" in words_of(kept)
    assert DRAWN_AGAIN not in words_of(kept)
    assert "控えがない" not in text_of(manager.get(f"/rights/requests/{it.pk}/"))
    of_it = [one.held.source_id for one in items_on(signed_in(town.supervisor), it)]
    assert again(town).extension_paper_id not in of_it, "an answer is nothing to be answered"


def test_a_notice_from_before_that_was_not_kept_says_that_it_is_drawn_again(town: Town) -> None:
    it = received(town, town.case())
    manager = signed_in(town.manager)
    assert manager.post(at(it, "extend"), LONGER).status_code == 302
    with town.at_work():
        DisclosureRequest.objects.update(extension_paper=None)

    drawn = words_of(manager.get(at(it, "extension")))

    assert DRAWN_AGAIN in drawn
    assert f"{wareki(today())}に記録から作り直した" in drawn
    assert "開くたびに記録から作り直します" in text_of(manager.get(f"/rights/requests/{it.pk}/"))


def test_a_refusal_from_before_that_was_not_kept_says_that_it_is_drawn_again(town: Town) -> None:
    case = town.case()
    it = received(town, case)
    supervisor = signed_in(town.supervisor)
    said = {"number": "決7", "because": "記録を保有していないため"}
    assert supervisor.post(at(it, "refuse"), said).status_code == 302
    sent = supervisor.get(at(it, "paper"))
    renamed(town, case, "三浦 改名")
    assert supervisor.get(at(it, "paper")).content == sent.content
    assert "開くたびに" not in text_of(supervisor.get(f"/rights/requests/{it.pk}/"))

    with town.at_work():
        DisclosureRequest.objects.update(paper=None)

    drawn = words_of(supervisor.get(at(it, "paper")))
    assert DRAWN_AGAIN in drawn
    assert "決7" in drawn
    assert "記録を保有していないため" in drawn
    assert "開くたびに記録から作り直します" in text_of(supervisor.get(f"/rights/requests/{it.pk}/"))


def test_is_not_decided_while_a_file_that_is_shown_is_lost(town: Town) -> None:
    case = town.case()
    file = handed_in(town, case)
    it = received(town, case)
    supervisor = signed_in(town.supervisor)
    show_all(supervisor, it)
    store.destroy(case.organisation_id, file.pk)

    refused = supervisor.post(at(it, "decide"), {"number": "決定2026-9"})

    assert refused.status_code == 422
    assert "「履歴書.pdf」の中身が見つからない" in text_of(refused)
    assert 'value="決定2026-9"' in refused.content.decode()
    assert again(town).state == "received"


def test_hands_out_nothing_while_a_file_that_goes_with_it_is_lost(town: Town) -> None:
    case = town.case()
    file = handed_in(town, case)
    it, supervisor = decided(town, case)
    path = store.path_of(case.organisation_id, file.pk)
    path.rename(path.with_suffix(".away"))

    refused = supervisor.post(at(it, "hand"), {"how": "post"})

    assert refused.status_code == 422
    assert "「履歴書.pdf」の中身が見つからない" in text_of(refused)
    assert "checked" in refused.content.decode().partition('value="post"')[2][:60]
    assert again(town).state == "decided"
    assert not told(town)
    assert ("export", "disclosure") not in log_of_case(town, case)
    opened = supervisor.get(at(it, "paper"))
    assert "「履歴書.pdf」の中身が見つからない" in text_of(opened)

    path.with_suffix(".away").rename(path)
    handed = supervisor.post(at(it, "hand"), {"how": "post"})
    assert handed.content.startswith(b"PK")
    assert (again(town).state, len(told(town))) == ("handed", 1)


def test_names_a_file_that_is_kept_no_more(town: Town) -> None:
    case = town.case()
    file = handed_in(town, case)
    it, supervisor = decided(town, case)
    with town.at_work():
        Attachment.objects.filter(pk=file.pk).delete()

    refused = supervisor.post(at(it, "hand"), {"how": "post"})

    assert "開示に決めた添付ファイル「履歴書.pdf」が見つからない" in text_of(refused)
    assert again(town).state == "decided"


def test_hands_out_no_file_of_somebody_who_turned_out_to_be_another(town: Town) -> None:
    case, other = town.case(), town.case(number="8002", name="別人 太郎")
    handed_in(town, case)
    theirs = handed_in(town, other, "別人の履歴書.pdf")
    wrong = made(town, case.person_id, other.person_id, reason="取り違え")
    it, supervisor = received(town, case), signed_in(town.supervisor)
    show_all(supervisor, it)
    parted(town, wrong)

    assert supervisor.post(at(it, "decide"), {"number": "決1"}).status_code == 302
    handed = supervisor.post(at(it, "hand"), {"how": "post"})

    names = ZipFile(BytesIO(handed.content)).namelist()
    assert any(name.endswith("/履歴書.pdf") for name in names)
    assert not any("別人" in name for name in names)
    with town.at_work():
        left = set(ItemDecision.objects.values_list("source_id", flat=True))
    assert not left & {theirs.pk, other.pk, other.person_id}
    (told_of,) = told(town)
    assert told_of.items[0]["label"] == f"開示文書（{len(left)}件の項目）"
    assert f"開示{len(left)}件" in words_of(supervisor.get(at(it, "paper")), "開示文書_開1.pdf")


def test_hands_out_nothing_that_was_decided_before_two_turned_out_to_be_two(town: Town) -> None:
    case, other = town.case(), town.case(number="8002", name="別人 太郎")
    wrong = made(town, case.person_id, other.person_id, reason="取り違え")
    it, supervisor = decided(town, case)
    assert supervisor.get(at(it, "paper")).content.startswith(b"%PDF")
    parted(town, wrong)

    refused = supervisor.post(at(it, "hand"), {"how": "counter"})

    assert refused.status_code == 422
    assert "2人分の記録が分けられたため" in text_of(refused)
    assert "2人分の記録が分けられたため" in text_of(supervisor.get(at(it, "paper")))
    assert again(town).state == "decided"
    assert not told(town)


def test_is_decided_without_a_file_whose_row_has_gone(town: Town) -> None:
    case = town.case()
    file = handed_in(town, case)
    it, supervisor = received(town, case), signed_in(town.supervisor)
    show_all(supervisor, it)
    with town.at_work():
        Attachment.objects.filter(pk=file.pk).delete()

    assert supervisor.post(at(it, "decide"), {"number": "決1"}).status_code == 302

    assert supervisor.post(at(it, "hand"), {"how": "post"}).content.startswith(b"%PDF")


def test_hands_out_nothing_else_where_the_paper_is_lost_or_was_not_kept(town: Town) -> None:
    it, supervisor = decided(town, town.case())
    paper = again(town).paper
    assert paper is not None
    store.destroy(it.organisation_id, paper.pk)
    lost = supervisor.post(at(it, "hand"), {"how": "counter"})
    assert "「開示文書_開1.pdf」の中身が見つからない" in text_of(lost)
    with town.at_work():
        DisclosureRequest.objects.update(paper=None)

    refused = supervisor.post(at(it, "hand"), {"how": "counter"})

    assert "決定した文書の控えがない" in text_of(refused)
    assert again(town).state == "decided"
    assert not told(town)


def decided(town: Town, case: Case) -> tuple[DisclosureRequest, Client]:
    """A request that is decided with everything shown, and who decided it."""
    it, supervisor = received(town, case), signed_in(town.supervisor)
    show_all(supervisor, it)
    answer = supervisor.post(at(it, "decide"), {"number": "決1"})
    assert answer.status_code == 302, text_of(answer)
    return it, supervisor


def parted(town: Town, made_one: PersonMerge) -> None:
    with town.at_work() as by:
        undo_merge(by=by, made=made_one, because="別人だった", at=now())


def told(town: Town) -> list[Disclosure]:
    with town.at_work():
        return list(Disclosure.objects.filter(source="disclosure_request"))
