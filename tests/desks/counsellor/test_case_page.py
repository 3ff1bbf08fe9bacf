"""One case: the three facts, the timeline up to one's level, and who must not see it."""

from typing import Any

import pytest

from bansou.commons.access.actions import write_grant
from bansou.commons.access.models import Grant
from bansou.commons.rows import Basis, Level
from bansou.people.cases.actions import assign, open_case
from bansou.people.cases.models import Case
from bansou.people.cases.noting import note_avoided
from bansou.people.steps.actions import add_step
from tests.desks.counsellor.asking import log_of_case, names_in, statements, text_of
from tests.desks.counsellor.town import Town, days, found_town, now, signed_in, today


@pytest.mark.capability("NAT-18")
def test_shows_who_is_responsible_what_is_next_and_how_long_ago(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-5), next_action="申込書を一緒に書く", next_action_on=days(3))

    text = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/"))

    assert "責任をもつ人 工藤 真由美" in text
    assert "次の行動 申込書を 一緒に 書く" in text or "次の行動 申込書を一緒に書く" in text
    assert "最後に話してから 5 日" in text


@pytest.mark.capability("NAT-18")
def test_refuses_the_page_to_another_city(town: Town) -> None:
    case = town.case()

    assert signed_in(town.neighbour).get(f"/cases/{case.pk}/").status_code == 404


def test_answers_alike_for_what_is_not_there_and_what_is_not_seen(town: Town) -> None:
    case = town.case()
    client = signed_in(town.neighbour)

    hidden = text_of(client.get(f"/cases/{case.pk}/"))
    missing = text_of(client.get("/cases/00000000-0000-0000-0000-000000000000/"))

    assert hidden.partition("問い合わせ番号")[0] == missing.partition("問い合わせ番号")[0]


def test_writes_one_row_into_the_log_for_every_opening(town: Town) -> None:
    case = town.case()

    signed_in(town.counsellor).get(f"/cases/{case.pk}/")
    signed_in(town.supervisor).get(f"/cases/{case.pk}/")

    assert log_of_case(town, case) == [("open", "case"), ("open", "case")]
    text = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/"))
    assert "この記録を見た人" in text
    assert text.count("山田 聡") == 1


def test_writes_a_contractor_s_opening_into_the_keeper_s_log(town: Town) -> None:
    case = town.case()
    town.refer(case)

    signed_in(town.trainer).get(f"/cases/{case.pk}/")

    assert log_of_case(town, case) == [("open", "case")]
    text = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/"))
    assert "村田 進 苫小牧地域職業訓練センター運営協会" in text


def test_veils_a_note_from_a_colleague_and_says_who_reads_it(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-5), note="借金の相談を始めた。", own_words="「眠れない」")

    text = text_of(signed_in(town.colleague).get(f"/cases/{case.pk}/"))

    assert "借金" not in text
    assert "継続面談（電話）" not in text
    assert "相談 実施あり" in text
    assert "内容は担当の相談員と統括カウンセラーだけが見られます" in text
    assert "借金の相談を始めた。" in text_of(signed_in(town.supervisor).get(f"/cases/{case.pk}/"))


def test_hides_from_a_colleague_the_record_itself(town: Town) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-5))

    assert signed_in(town.colleague).get(f"/cases/consultations/{talk.step_id}/").status_code == 404
    assert (
        signed_in(town.counsellor).get(f"/cases/consultations/{talk.step_id}/").status_code == 200
    )


@pytest.mark.parametrize(("level", "sees"), [(1, False), (2, True)])
def test_shows_a_contractor_as_much_as_was_granted(town: Town, level: int, sees: bool) -> None:
    case = town.case()
    talk = town.talk(case, on=days(-5), note="講習の日取りを決めた。")
    sensitive = town.talk(case, on=days(-4), level=3, note="持病の話。")
    town.refer(case, level=level)
    client = signed_in(town.trainer)

    text = text_of(client.get(f"/cases/{case.pk}/"))

    assert "090-0000-0134" in text
    assert ("講習の日取りを決めた。" in text) is sees
    assert "持病" not in text
    opened = client.get(f"/cases/consultations/{talk.step_id}/").status_code
    assert opened == (200 if sees else 404)
    assert client.get(f"/cases/consultations/{sensitive.step_id}/").status_code == 404
    for act in ("record", "close", "next", "refer", "assign"):
        assert client.get(f"/cases/{case.pk}/{act}/").status_code == 403


@pytest.mark.parametrize(
    ("level", "unseen"),
    [(1, "見えないもの 相談の内容、引継ぎの要約"), (2, "見えないもの 閲覧区分3からの記録")],
)
def test_tells_a_contractor_what_it_sees_and_whom_to_ask(
    town: Town, level: int, unseen: str
) -> None:
    case = town.case(last_contact_on=days(-74))
    town.refer(case, level=level)

    text = text_of(signed_in(town.trainer).get(f"/cases/{case.pk}/"))

    assert "目的 フォークリフト講習の受講" in text
    assert unseen in text
    assert "できること 見ること。記録は委託元の担当が書きます" in text
    assert "苫小牧市の工藤 真由美に連絡してください。" in text
    assert "苫小牧市が話した日" in text
    assert "連絡が途絶えています" not in text
    empty = "支援の記録は苫小牧市にあります。" if level == 1 else "の記録は、まだありません。"
    assert empty in text


@pytest.mark.parametrize(
    "grant",
    [
        {"from_on": days(-9), "until_on": days(-1)},
        {"from_on": days(1)},
        {"ended_at": now()},
    ],
)
def test_refuses_a_contractor_before_and_after_its_time(town: Town, grant: dict) -> None:  # type: ignore[type-arg]
    case = town.case()
    referral = town.refer(case)
    with town.at_work():
        Grant.objects.filter(source_id=referral.pk).update(**grant)

    assert signed_in(town.trainer).get(f"/cases/{case.pk}/").status_code == 404


@pytest.mark.parametrize("basis", [basis for basis in Basis if basis != Basis.CONTRACT])
def test_refuses_a_contractor_whose_grant_stands_on_another_ground(
    town: Town, basis: Basis
) -> None:
    """What consent, a conference or the law opens, the table has to say first."""
    case = town.case()
    referral = town.refer(case)
    client = signed_in(town.trainer)
    shown = names_in(client.get("/cases/"))
    with town.at_work():
        Grant.objects.filter(source_id=referral.pk).update(basis=basis)

    assert client.get(f"/cases/{case.pk}/").status_code == 404
    assert (len(shown), names_in(client.get("/cases/"))) == (1, [])
    assert log_of_case(town, case)[-1] == ("refused", "case")


def test_never_shows_the_psychological_record_without_its_own_grant(town: Town) -> None:
    case = town.case()
    with town.at_work() as actor:
        write_grant(
            by=actor,
            keeper_id=case.organisation_id,
            case_id=case.pk,
            level=Level.PSYCHOLOGICAL,
            purpose="心理相談",
            basis=Basis.OWN_DUTY,
            from_on=days(-1),
            source=Grant.Source.ASSIGNMENT,
            source_id=case.pk,
            to_membership_id=town.supervisor.pk,
        )
        add_step(
            by=actor,
            case=case,
            kind="consultation.held",
            on=days(-1),
            title="心理相談",
            note="検査の結果。",
            level=Level.PSYCHOLOGICAL,
            at=now(),
        )

    for member in (town.counsellor, town.colleague):
        text = text_of(signed_in(member).get(f"/cases/{case.pk}/"))
        assert "検査の結果" not in text
        assert "支援の経過 0件" in text
    supervised = text_of(signed_in(town.supervisor).get(f"/cases/{case.pk}/"))
    assert "検査の結果" not in supervised
    assert "内容は担当の心理職だけが見られます" in supervised


@pytest.mark.capability("TMK-02")
def test_shows_all_four_parts_of_the_support_on_one_screen(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-1))
    with town.at_work(town.counsellor) as actor:
        kind = "qualification.obtained"
        add_step(by=actor, case=case, kind=kind, on=days(0), title="フォークリフト", at=now())

    response = signed_in(town.counsellor).get(f"/cases/{case.pk}/")

    stages = {step.name: str(step.standing) for step in response.context["stages"]}
    assert stages == {
        "(1) キャリアコンサルティング": "done",
        "(2) 資格等の取得支援": "done",
        "(3) 職場見学・体験": "open",
        "(4) 受入れ企業の開拓": "open",
        "就職後のフォロー": "open",
    }
    text = text_of(response)
    assert all(text.count(name) == 1 for name in stages)
    assert "いまのプラン" in text
    assert town.again(case).stage == "qualification"


@pytest.mark.capability("TMK-02")
def test_shows_how_far_the_employers_side_has_come_for_somebody(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-1))
    before = signed_in(town.counsellor).get(f"/cases/{case.pk}/")
    with town.at_work(town.counsellor) as actor:
        for kind in ("proposal.made", "introduction.made"):
            add_step(by=actor, case=case, kind=kind, on=days(0), title="玉掛けの作業員", at=now())

    after = signed_in(town.counsellor).get(f"/cases/{case.pk}/")

    assert _employers_side(before) == ("open", "求人の提案はまだありません")
    standing, fact = _employers_side(after)
    assert standing == "now"
    assert fact.startswith("求人の提案など 2回")
    assert town.again(case).stage == "consulting"


def _employers_side(response: Any) -> tuple[str, str]:
    (step,) = (one for one in response.context["stages"] if one.name.startswith("(4)"))
    return str(step.standing), str(step.fact)


def test_locks_later_stages_until_the_required_one_is_recorded(town: Town) -> None:
    case = town.case()
    client = signed_in(town.counsellor)

    before = client.get(f"/cases/{case.pk}/")
    town.talk(case, on=days(-1))
    after = client.get(f"/cases/{case.pk}/")

    assert before.content.decode().count('class="locked"') == 2
    assert "を記録すると" in text_of(before)
    assert after.content.decode().count('class="locked"') == 0
    assert "1回 最終" in text_of(after)


def test_filters_the_timeline_by_what_was_done(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-5), note="相談の文。")
    with town.at_work(town.counsellor) as actor:
        for kind, title in (("contact.made", "メールで返事"), ("qualification.obtained", "合格")):
            add_step(by=actor, case=case, kind=kind, on=days(-2), title=title, at=now())
    client = signed_in(town.counsellor)

    page = text_of(client.get(f"/cases/{case.pk}/"))
    talks = text_of(client.get(f"/cases/{case.pk}/?kind=consultation.held"))

    assert "相談 1" in page
    assert "資格取得 1" in page
    assert "相談の文。" in talks
    assert "メールで返事" not in talks


def test_shows_older_entries_on_demand_and_loses_none(town: Town) -> None:
    case = town.case()
    with town.at_work(town.counsellor) as actor:
        for n in range(25):
            add_step(
                by=actor,
                case=case,
                kind="contact.made",
                on=days(-n),
                title=f"連絡{n:02d}",
                at=now(),
            )
    client = signed_in(town.counsellor)

    newest = client.get(f"/cases/{case.pk}/")
    older = client.get(newest.context["older_url"])

    titles = [told.title for page in (newest, older) for told in page.context["told"]]
    assert titles == [f"連絡{n:02d}" for n in range(25)]
    assert not older.context["older_url"]
    assert client.get(f"/cases/{case.pk}/?before=nonsense").status_code == 200


def test_says_what_the_person_does_not_bear_before_the_rest(town: Town) -> None:
    case = town.case()
    with town.at_work():
        note_avoided(
            case=case, seen_version=case.version, avoid=["朝の電話"], confirmed_on=days(-20)
        )

    text = text_of(signed_in(town.colleague).get(f"/cases/{case.pk}/"))

    assert text.index("朝の電話") < text.index("支援の段階")
    assert "に本人と確かめました" in text


def test_opens_a_case_without_a_name(town: Town) -> None:
    with town.at_work() as actor:
        case = open_case(
            by=actor, opened_on=days(-3), client="family", fields={"client_relation": "母"}
        )
        assign(by=actor, case=case, to=town.counsellor, from_on=days(-3), at=now())

    text = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/"))

    assert "氏名未登録（家族からの相談）" in text
    assert "続柄 母" in text
    assert "まだ話していません" in text


def test_says_that_a_case_has_ended_and_offers_nothing_more(town: Town) -> None:
    case = town.case()
    with town.at_work():
        Case.objects.filter(pk=case.pk).update(closed_on=today(), closing_reason="就職して定着")

    response = signed_in(town.supervisor).get(f"/cases/{case.pk}/")

    text = text_of(response)
    assert "このケースは終結しています" in text
    assert "就職して定着" in text
    assert "次の行動を変える" not in text
    assert "終結にする" not in text
    assert "相談を記録する" not in text


def test_names_the_talk_and_not_another_act_of_that_day(town: Town) -> None:
    case = town.case()
    town.talk(case, on=days(-3))
    with town.at_work(town.counsellor) as actor:
        add_step(
            by=actor,
            case=case,
            kind="training.applied",
            on=days(-3),
            title="受講の申込み",
            at=now(),
        )

    text = text_of(signed_in(town.counsellor).get(f"/cases/{case.pk}/"))

    assert "継続面談（電話）" in text.partition("最後に話してから")[2].partition("支援の段階")[0]


def test_lays_the_referral_before_what_the_contractor_sees(town: Town) -> None:
    case = town.case()
    town.refer(case)

    text = text_of(signed_in(town.trainer).get(f"/cases/{case.pk}/"))

    assert (
        text.index("あなたの組織への紹介") < text.index("支援の経過") < text.rindex("連絡のしかた")
    )


def test_warns_of_nobody_whose_case_has_ended(town: Town) -> None:
    long_ago = {"last_contact_on": days(-90), "next_action": "電話", "next_action_on": days(-80)}
    case = town.case(**long_ago)
    client = signed_in(town.supervisor)
    running = text_of(client.get(f"/cases/{case.pk}/"))
    with town.at_work():
        Case.objects.filter(pk=case.pk).update(closed_on=today(), closing_reason="転居")

    ended = client.get(f"/cases/{case.pk}/")
    found = client.get("/cases/?q=三浦").content.decode()

    assert "連絡が途絶えています" in running
    assert "80日超過" in running
    assert "連絡が途絶えています" not in text_of(ended)
    assert "超過" not in text_of(ended)
    assert "warned" not in found[found.index("<tbody") : found.index("</tbody")]
    assert names_in(client.get("/cases/?q=三浦&stalled=on")) == []


@pytest.mark.django_db(transaction=True)
def test_costs_few_statements_however_much_was_done() -> None:
    town = found_town()
    case = town.case()
    for n in range(30):
        town.talk(case, on=days(-n))
    town.refer(case)

    assert statements(signed_in(town.counsellor), f"/cases/{case.pk}/") <= 15
