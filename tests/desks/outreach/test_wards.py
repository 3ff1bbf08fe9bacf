"""Each ward shows who is posted there or a gap, and each worker how many cases they have."""

import re
from typing import Any

import pytest

from bansou.commons.clock import FiscalYear, wareki
from bansou.commons.organisations.models import Membership, Organisation
from bansou.support.outreach.posts.models import WardPosting
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import days, signed_in, today
from tests.desks.outreach.kobe import Kobe

NADA, CHUO = "281026", "281107"


def posted(kobe: Kobe, by: str = "manager", **said: object) -> Any:
    form = {
        "ward": NADA,
        "member": str(kobe.counsellor.pk),
        "duty": "visiting_support_worker",
        "from_on": today().isoformat(),
        "until_on": "",
        "note": "",
        "version": "0",
        **said,
    }
    return kobe.post(getattr(kobe, by), "postings/new/", **form)


@pytest.mark.capability("KOB-04", refused_by="test_lets_no_counsellor_post_anybody")
def test_shows_staff_or_a_gap_in_each_of_the_nine_wards(kobe: Kobe) -> None:
    response = signed_in(kobe.manager).post(
        "/outreach/postings/new/",
        {
            "ward": NADA,
            "member": str(kobe.counsellor.pk),
            "duty": "ward_support_worker",
            "from_on": today().isoformat(),
            "until_on": "",
            "version": "0",
        },
    )

    assert response.status_code == 302
    with kobe.at_work():
        row = WardPosting.objects.get()
    assert (row.ward, row.member_id, row.duty) == (NADA, kobe.counsellor.pk, "ward_support_worker")
    page = kobe.get(kobe.manager, "")
    html = page.content.decode().partition('id="workers"')[0]
    wards = html.split('<li class="ward')[1:]
    assert len(wards) == 9
    assert [("空き" in it, "西田 恵" in it) for it in wards].count((False, True)) == 1
    assert [("空き" in it, "西田 恵" in it) for it in wards].count((True, False)) == 8
    assert "8区です" in text_of(page)


def test_warns_of_no_ward_where_the_municipality_has_none(kobe: Kobe) -> None:
    with kobe.at_work(kobe.neighbour) as actor:
        Organisation.objects.filter(pk=actor.organisation_id).update(lg_code="282031")

    page, of_wards = kobe.get(kobe.neighbour, ""), kobe.get(kobe.supervisor, "")

    said = text_of(page)
    assert "明石市 配置なし" in said
    assert "区がないので、全体を1つとして配置します。" in said
    assert "配置されていない区があります" not in said
    assert "vacant" not in page.content.decode()
    assert "配置されていない区があります" in text_of(of_wards)


def test_says_from_when_until_when_nobody_is_there(kobe: Kobe) -> None:
    ends = FiscalYear.of(today()).ends_on
    if (ends - today()).days < 3:
        pytest.skip("the fiscal year ends within three days: no gap is left to be seen")
    posted(kobe, until_on=days(1).isoformat())

    text = text_of(kobe.get(kobe.counsellor, ""))

    assert f"空き {wareki(days(2))} から {wareki(ends)} まで" in text.replace("　", " ")


@pytest.mark.capability("KOB-03", refused_by="test_lets_no_counsellor_post_anybody")
def test_shows_how_many_cases_each_visiting_worker_has(kobe: Kobe) -> None:
    client = signed_in(kobe.manager)
    for ward in (NADA, CHUO):
        form = {
            "ward": ward,
            "member": str(kobe.counsellor.pk),
            "duty": "visiting_support_worker",
            "from_on": days(-3).isoformat(),
            "version": "0",
        }
        assert client.post("/outreach/postings/new/", form).status_code == 302

    page = client.get("/outreach/")

    rows = page.content.decode().partition('id="workers"')[2]
    assert "西田 恵" in rows
    assert "訪問相談支援員" in rows
    assert re.search(r'class="number"[^>]*>1件<', rows)
    with kobe.at_work():
        assert WardPosting.objects.filter(duty="visiting_support_worker").count() == 2


def test_lets_no_counsellor_post_anybody(kobe: Kobe) -> None:
    page = signed_in(kobe.counsellor).get("/outreach/postings/new/")

    assert page.status_code == 403
    assert posted(kobe, by="counsellor").status_code == 403
    assert posted(kobe, by="neighbour").status_code == 422
    with kobe.at_work():
        assert not WardPosting.objects.exists()


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        ({"ward": "131016"}, "この一覧の中から選んで"),
        ({"until_on": "2020-01-01"}, "終わりの日が、始まりの日より前です"),
        ({"from_on": "2001-04-01"}, "この日に所属していません"),
    ],
)
def test_refuses_what_cannot_be(said: dict[str, str], sentence: str, kobe: Kobe) -> None:
    response = posted(kobe, **said)

    assert response.status_code == 422
    assert sentence in text_of(response)


def test_refuses_the_same_worker_twice_in_a_ward_and_changes_a_posting(kobe: Kobe) -> None:
    posted(kobe)
    again = posted(kobe, from_on=days(30).isoformat())

    assert again.status_code == 422
    assert "重なる期間にもう配置されています" in text_of(again)
    with kobe.at_work():
        row = WardPosting.objects.get()
    form = {
        "ward": NADA,
        "member": str(kobe.colleague.pk),
        "duty": "ward_support_worker",
        "from_on": today().isoformat(),
        "until_on": days(3).isoformat(),
        "version": str(row.version),
    }
    assert kobe.post(kobe.supervisor, f"postings/{row.pk}/", **form).status_code == 302
    late = kobe.post(kobe.supervisor, f"postings/{row.pk}/", **form)
    assert late.status_code == 422
    with kobe.at_work():
        assert WardPosting.objects.get().member_id == kobe.colleague.pk


def test_shows_a_ward_as_empty_from_the_day_after_its_worker_left_the_office(kobe: Kobe) -> None:
    ends = FiscalYear.of(today()).ends_on
    if (ends - today()).days < 3:
        pytest.skip("the fiscal year ends within three days: no gap is left to be seen")
    assert posted(kobe, ward=NADA, from_on=days(-3).isoformat()).status_code == 302
    leaving = posted(kobe, ward=CHUO, member=str(kobe.colleague.pk), from_on=days(-3).isoformat())
    assert leaving.status_code == 302
    for member, last in ((kobe.counsellor, days(1)), (kobe.colleague, days(-1))):
        with kobe.at_work():
            Membership.objects.filter(pk=member.pk).update(until_on=last)

    page = kobe.get(kobe.manager, "")

    html = page.content.decode().partition('id="workers"')[0]
    assert "前田 徹" not in page.content.decode()
    assert len(html.split('<li class="ward vacant"')) == 9
    text = text_of(page).replace("　", " ")
    assert f"空き {wareki(days(2))} から {wareki(ends)} まで" in text
    assert f"{wareki(days(-3))} から {wareki(days(1))} まで" in text
