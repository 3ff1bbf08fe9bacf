"""Who reads money on a case: who stands by the person, and whoever drew a claim up, their own."""

import pytest

from bansou.benefits.overlaps.actions import note_outside_benefit
from bansou.benefits.overlaps.models import OutsideBenefit
from bansou.commons.access.models import Grant
from bansou.commons.organisations.models import Membership
from bansou.commons.rows import Basis
from bansou.people.cases.models import Case
from bansou.programmes.queries import scheme_on
from tests.benefits.paying import Trainee, claimed, trainee, with_prices
from tests.desks.counsellor.asking import text_of
from tests.desks.counsellor.town import Town, days, signed_in, today
from tests.desks.manager.paying_desk import drawn
from tests.desks.training.applying import applied
from tests.desks.training.centre import planned

pytestmark = pytest.mark.usefixtures("before_the_year_ends")

_NOTE = "失業して3か月"


def paid_for(town: Town) -> Trainee:
    """Somebody with a claim of the counsellor's for one day, and a benefit from elsewhere."""
    with_prices(town)
    it = trainee(town)
    claimed(town, it.case, it.attended[:1])
    with town.at_work(town.counsellor) as actor:
        scheme = scheme_on(town.programme, today())
        benefit = next(one for one in scheme.other_benefits if one.key == "unemployment_benefit")
        note_outside_benefit(
            by=actor, case=it.case, benefit=benefit, from_on=days(-60), until_on=None, note=_NOTE
        )
    return it


def seen_by(member: Membership, case: Case) -> str:
    return text_of(signed_in(member).get(f"/cases/{case.pk}/benefits/"))


def test_shows_everything_to_who_stands_by_the_person(town: Town) -> None:
    it = paid_for(town)

    for member in (town.counsellor, town.supervisor):
        page = seen_by(member, it.case)
        assert "受講の給付金 2,000円" in page
        assert "雇用保険の基本手当" in page
        assert _NOTE in page


def test_shows_a_colleague_on_the_phone_that_there_is_a_claim_and_no_more(town: Town) -> None:
    it = paid_for(town)

    page = seen_by(town.colleague, it.case)

    assert "受講の給付金 確認待ち" in page
    assert "担当の人と、請求を作った人だけが見られます" in page
    for hidden in ("2,000円", "パソコン研修", "雇用保険の基本手当", _NOTE):
        assert hidden not in page


@pytest.mark.parametrize("level", [1, 2])
def test_shows_the_training_centre_its_own_claims_alone(town: Town, level: int) -> None:
    it = paid_for(town)
    with town.at_work():
        Grant.objects.filter(case_id=it.case.pk, basis=Basis.CONTRACT).update(level=level)
    others = claimed(town, it.case, it.attended[1:2])
    rest = Trainee(it.case, it.attended[2:], it.missed)
    own = drawn(town, rest, by=town.trainer)

    page = seen_by(town.trainer, it.case)

    assert page.count("2,000円") == 2, "the sum and the day of the own claim"
    assert page.count("担当の人と、請求を作った人だけが見られます") == 2
    for hidden in ("雇用保険の基本手当", _NOTE):
        assert hidden not in page
    centre = signed_in(town.trainer)
    assert centre.get(f"/cases/claims/{own.pk}/withdraw/").status_code == 200
    assert centre.get(f"/cases/claims/{others.pk}/withdraw/").status_code == 404


def test_keeps_benefits_from_elsewhere_from_the_training_centre(town: Town) -> None:
    it = paid_for(town)
    with town.at_work():
        noted = OutsideBenefit.objects.get()

    centre = signed_in(town.trainer)
    refused = [
        centre.get(f"/cases/{it.case.pk}/benefits/outside/"),
        centre.post(f"/cases/{it.case.pk}/benefits/outside/{noted.pk}/take-back/"),
    ]

    assert [answer.status_code for answer in refused] == [403, 403]
    with town.at_work():
        assert OutsideBenefit.objects.exists()


def test_shows_the_applicants_own_words_to_who_reads_casework_or_holds_the_course(
    town: Town,
) -> None:
    it = trainee(town)
    applied(town, it.case, "sling", planned(town), purpose="玉掛けで現場に戻りたい")
    address = f"/cases/{it.case.pk}/training/"

    counsellor, colleague, centre = (
        text_of(signed_in(member).get(address))
        for member in (town.counsellor, town.colleague, town.trainer)
    )

    assert "倉庫で働きたい" in counsellor
    assert "玉掛けで現場に戻りたい" in counsellor
    assert "倉庫で働きたい" not in colleague
    assert "倉庫で働きたい" in centre, "the centre holds this course"
    assert "玉掛けで現場に戻りたい" not in centre, "and not yet this one"
