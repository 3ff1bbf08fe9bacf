"""Psychological records leave their team by the decision of two people, once, and as decided."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, transaction
from django.urls import reverse
from procrastinate.contrib.django.models import ProcrastinateJob

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.clock import wareki
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.sealing.keystore import erase_case_key
from bansou.desks.shared.places import MEMBERSHIP_KEY
from bansou.people.answering.models import DisclosureRequest
from bansou.people.cases.actions import open_case
from bansou.people.cases.models import Case
from bansou.people.sharing.agreeing import Agreement, agree_to_sharing
from bansou.people.sharing.models import Disclosure, OutsideBody, SharingConsent
from bansou.people.steps.actions import add_step
from bansou.support.counselling.models import CounsellingRecord
from bansou.support.counselling.releases import SealedRelease
from bansou.support.counselling.teams import take_from_team
from bansou.support.counselling.waiting import send_release_waits
from tests.desks.counselling.station import SAID, Station, address
from tests.desks.counselling.test_restricted_record import PDF
from tests.desks.counsellor.asking import hidden, log_of, text_of
from tests.desks.counsellor.town import days, now, signed_in, today
from tests.desks.rights.deciding import received, show_all
from tests.desks.rights.test_requests import PERIOD, asked

LAW = {
    "on": "law",
    "recipient": "家庭裁判所",
    "purpose": "審判の資料として",
    "basis_label": "家事事件手続法による調査の嘱託",
}


def propose(station: Station, case: Case, *records: CounsellingRecord, **said: Any) -> Any:
    form = {"records": [str(one.pk) for one in records], **LAW, **said}
    page = address(case, "releases/new/")
    return signed_in(station.psychologist).post(page, form)


def only(station: Station) -> SealedRelease:
    with station.town.at_work():
        return SealedRelease.objects.get()


def decide(station: Station, member: Membership, *, seen: str = "on") -> Any:
    key, client = only(station).pk, signed_in(member)
    session = client.session
    session[MEMBERSHIP_KEY] = str(member.pk)
    session.save()
    return client.post(f"/rights/releases/{key}/approve/", {"seen": seen})


def open_it(station: Station, case: Case, member: Membership | None = None) -> Any:
    page = address(case, f"releases/{only(station).pk}/")
    client = signed_in(member or station.psychologist)
    return client.post(page, {"case_number": case.number})


def agreed(station: Station, case: Case) -> SharingConsent:
    """The person agreed that a clinic may have their psychological record."""
    with station.town.at_work() as by:
        body = OutsideBody.objects.create(
            organisation=station.town.city,
            recorded_by=station.town.city,
            name="港町クリニック",
            kind="medical",
        )
        said = Agreement(
            to=body,
            items=["psychological"],
            purpose="受診のため",
            given_on=today(),
            until_on=today() + timedelta(days=30),
            how="paper",
            evidence="同意書",
        )
        return agree_to_sharing(by=by, case=case, agreement=said, at=now(), today=today())


def test_opens_exactly_what_was_decided_once(station: Station) -> None:
    town, case = station.town, station.case()
    paper = SimpleUploadedFile("検査用紙.pdf", PDF, "application/pdf")
    first = station.record(case, on_year=wareki(days(-1)), file=paper)
    other = station.record(case, text="家族のことは、だれにも話さないでほしい。")

    proposed = propose(station, case, first, with_files="on")
    assert proposed.status_code == 302, text_of(proposed)
    waiting = text_of(signed_in(town.manager).get("/rights/releases/"))
    assert "家庭裁判所" in waiting
    assert wareki(days(-1)) in waiting
    assert SAID not in waiting
    assert "三浦" not in waiting
    unseen = decide(station, town.manager, seen="")
    assert unseen.status_code == 422
    assert decide(station, town.manager).status_code == 302

    asked = text_of(signed_in(station.psychologist).get(address(case)))
    assert "受け取って渡す" in asked
    wrong = signed_in(station.psychologist).post(
        address(case, f"releases/{only(station).pk}/"), {"case_number": "0"}
    )
    assert "番号が違います。" in text_of(wrong)
    taken = open_it(station, case)
    assert taken["Content-Type"] == "application/zip"
    with ZipFile(BytesIO(taken.content)) as bundle:
        assert [name.rpartition(".")[2] for name in bundle.namelist()] == ["pdf", "pdf"]
        assert bundle.read("添付/検査用紙.pdf") == PDF
        assert len(bundle.read(bundle.namelist()[0])) > 1_000

    with town.at_work():
        told = Disclosure.objects.get(source="sealed_release")
        assert (told.recipient, told.purpose) == (LAW["recipient"], LAW["purpose"])
        assert told.basis_label == LAW["basis_label"]
        assert [one["text"] for one in told.items] == [""]
    lines = [it.subject_id for it in log_of(town, kind="export", subject="counselling.record")]
    assert lines == [first.pk]
    assert other.pk not in lines
    again = open_it(station, case)
    assert again.status_code == 422
    assert "1回だけです" in text_of(again)
    assert len(log_of(town, kind="export", subject="counselling.record")) == 1


def test_tells_who_may_decide_until_it_is_decided(
    station: Station, mailoutbox: list[Any], django_capture_on_commit_callbacks: Any
) -> None:
    town, case = station.town, station.case()
    record = station.record(case)
    team_in_another_seat(station)
    line, link = "心理の記録を渡す提案が1件、あなたの決定を待っています", 'href="/rights/releases/"'

    form = {"records": [str(record.pk)], **LAW}
    page = address(case, "releases/new/")
    proposed = signed_in(station.psychologist).post(page, form, follow=True)

    assert f"、{town.supervisor.user.name}）にメールで知らせました" in text_of(proposed)
    with town.at_work():
        jobs = list(ProcrastinateJob.objects.filter(task_name="letters.release_waits"))
    assert {job.args["member"] for job in jobs} == {
        str(town.supervisor.pk),
        str(town.manager.pk),
    }, "who reads the records, in whichever seat, has nothing to decide"
    for member, first_page in ((town.supervisor, "/today/"), (town.manager, "/programmes/")):
        page = signed_in(member).get(first_page)
        assert line in text_of(page)
        assert link in page.content.decode()
    assert line not in text_of(signed_in(town.counsellor).get("/today/"))
    _run(jobs[0], django_capture_on_commit_callbacks)
    (letter,) = mailoutbox
    assert "決定を待つ提案" in letter.subject
    said = letter.subject + letter.body
    assert [word for word in ("家庭裁判所", case.number) if word in said] == []

    assert decide(station, town.manager).status_code == 302

    for member, first_page in ((town.supervisor, "/today/"), (town.manager, "/programmes/")):
        assert line not in text_of(signed_in(member).get(first_page))
    _run(jobs[1], django_capture_on_commit_callbacks)
    assert len(mailoutbox) == 1, "nobody is told any more of what is decided"


def test_writes_once_to_somebody_who_may_decide_in_two_seats(station: Station) -> None:
    town, case = station.town, station.case()
    record = station.record(case)
    with acting(actor_of(town.supervisor), why="兼務"):
        Membership.objects.create(
            user=town.manager.user,
            organisation=town.city,
            role=Role.SUPERVISING_COUNSELLOR,
            from_on=days(-400),
        )

    form = {"records": [str(record.pk)], **LAW}
    page = address(case, "releases/new/")
    proposed = signed_in(station.psychologist).post(page, form, follow=True)

    assert text_of(proposed).count(town.manager.user.name) == 1
    with town.at_work():
        jobs = ProcrastinateJob.objects.filter(task_name="letters.release_waits")
        written_to = [job.args["member"] for job in jobs]
        users = Membership.objects.filter(pk__in=written_to).values_list("user_id", flat=True)
        assert len(written_to) == len(set(users)) == 2


def team_in_another_seat(station: Station) -> Membership:
    """The psychologist of the team supervises too."""
    with acting(actor_of(station.town.supervisor), why="兼務"):
        return Membership.objects.create(
            user=station.psychologist.user,
            organisation=station.town.city,
            role=Role.SUPERVISING_COUNSELLOR,
            from_on=days(-400),
        )


def _run(job: ProcrastinateJob, capture: Any) -> None:
    with capture(execute=True):
        send_release_waits.run(**job.args)


def volume(member: Membership, it: DisclosureRequest) -> str:
    """What a request's page says of the volume of psychological records."""
    page = text_of(signed_in(member).get(f"/rights/requests/{it.pk}/"))
    _before, _heading, said = page.partition("心理の記録（別冊）")
    return said.partition("項目ごとの決定 開示")[0]


def test_refuses_what_two_people_have_not_decided(station: Station) -> None:
    town, case = station.town, station.case()
    record = station.record(case)
    assert "渡す相手、目的、根拠" in text_of(propose(station, case, record, recipient=""))
    assert propose(station, case).status_code == 422
    assert propose(station, case, record).status_code == 302
    assert "渡せるのは、決定された記録だけ" in text_of(open_it(station, case))

    # Who proposed it is the manager too: another seat of theirs is not another person.
    with acting(actor_of(town.supervisor), why="兼務"):
        seat = Membership.objects.create(
            user=station.psychologist.user,
            organisation=town.city,
            role=Role.PROGRAMME_MANAGER,
            from_on=days(-10),
        )
    assert "自分が提案したことは、自分では決められません。" in text_of(decide(station, seat))
    with town.at_work(seat), pytest.raises(DatabaseError), transaction.atomic():
        SealedRelease.objects.update(state="approved", decided_by=seat, decided_at=now())
    with town.at_work(), pytest.raises(DatabaseError), transaction.atomic():
        SealedRelease.objects.update(state="handed", handed_at=now(), decided_at=now())
    for member in (town.counsellor, station.other, town.neighbour):
        assert decide(station, member).status_code in (403, 404)
    assert only(station).state == "proposed"

    # Who reads the record decides in no other seat of theirs.
    assert station.team(case, station.other).status_code == 302
    with acting(actor_of(town.supervisor), why="兼務"):
        reader = Membership.objects.create(
            user=station.other.user,
            organisation=town.city,
            role=Role.PROGRAMME_MANAGER,
            from_on=days(-10),
        )
    assert "チームの人は、渡すことを決められません" in text_of(decide(station, reader))
    with town.at_work():
        take_from_team(case=case, membership_id=station.other.pk, on=today(), at=now())

    assert decide(station, town.supervisor).status_code == 302
    for member in (station.other, town.supervisor, town.manager):
        answer = open_it(station, case, member)
        assert answer.status_code in (403, 404)
        assert SAID.encode() not in answer.content
    key = only(station).pk
    stay = f"/rights/releases/{key}/decline/"
    assert signed_in(town.manager).post(stay, {"because": ""}).status_code == 422
    assert signed_in(town.manager).post(stay, {"because": "相手が不要と言った"}).status_code == 302
    assert "渡せるのは、決定された記録だけ" in text_of(open_it(station, case))
    assert "相手が不要と言った" in text_of(signed_in(station.psychologist).get(address(case)))
    assert not log_of(town, kind="export", subject="counselling.record")


def _withdraw(station: Station, case: Case, record: CounsellingRecord) -> str:
    with station.town.at_work():
        SharingConsent.objects.filter(case=case).update(withdrawn_at=now())
    return "取り消されています"


def _erase_key(station: Station, case: Case, record: CounsellingRecord) -> str:
    erase_case_key(case.organisation_id, case.pk, decision="消1", on=today())
    return "鍵は"


def _rewrite(station: Station, case: Case, record: CounsellingRecord) -> str:
    said = {"text": "あとで書き足した。", "tool": "", "result": "", "version": 1}
    page = address(case, f"{record.pk}/rewrite/")
    assert signed_in(station.psychologist).post(page, said).status_code == 302
    return "決定のあとで記録が書き直された"


@pytest.mark.parametrize("spoil", [_withdraw, _erase_key, _rewrite])
def test_refuses_what_may_not_go_any_more(
    station: Station, spoil: Callable[[Station, Case, CounsellingRecord], str]
) -> None:
    town, case = station.town, station.case()
    record = station.record(case)
    consent = agreed(station, case)
    proposed = propose(station, case, record, on=f"consent:{consent.pk}", recipient="別の病院")
    assert proposed.status_code == 302
    assert only(station).recipient == "港町クリニック"
    assert decide(station, town.supervisor).status_code == 302

    sentence = spoil(station, case, record)

    answer = open_it(station, case)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    with town.at_work():
        assert SealedRelease.objects.get().state == "approved"
        assert not Disclosure.objects.filter(source="sealed_release").exists()


def test_goes_with_a_request_once_that_is_granted_and_before_the_rest(station: Station) -> None:
    town, case = station.town, station.case()
    record = station.record(case)
    manager, supervisor = signed_in(town.manager), signed_in(town.supervisor)
    with town.at_work() as by:
        other = open_case(
            by=by,
            person=case.person,
            opened_on=today(),
            category=case.category,
            pathway=case.pathway,
        )
        add_step(
            by=by,
            case=case,
            kind="counselling.held",
            on=days(-9),
            title="台帳",
            at=now(),
            ledger_key="1",
        )
    manager.post("/rights/requests/period/", PERIOD)
    said = asked(other, requester="agent", agent_name="代田 理", authority="委任状")
    assert manager.post("/rights/requests/new/", said).status_code == 302
    with town.at_work():
        it = DisclosureRequest.objects.get()
    bare = volume(town.manager, it)
    assert "1件を渡す提案を頼んでください" in bare
    assert "渡す提案がまだ 1件" in bare
    assert station.psychologist.user.name in bare
    proposed = propose(station, case, record, on=f"request:{it.pk}", recipient="")
    assert proposed.status_code == 302, text_of(proposed)
    assert "渡す提案が決定を待っています" in volume(town.manager, it)
    assert only(station).recipient == "代理人"
    assert decide(station, town.manager).status_code == 302
    assert "開示が決定してから" in text_of(open_it(station, case))
    assert "請求の開示を決定すると、心理職が別冊を受け取れます" in volume(town.supervisor, it)
    page = supervisor.get(f"/rights/requests/{it.pk}/").content.decode()
    for link in ("/rights/releases/", f"/cases/{case.pk}/counselling/"):
        assert f'href="{link}"' in page
    assert "counselling/" not in manager.get(f"/rights/requests/{it.pk}/").content.decode()

    page = supervisor.get(reverse("rights:request_items", args=[it.pk]))
    items = [one.held for _heading, group in page.context["groups"] for one in group]
    assert [one.is_sealed for one in items if one.day == days(-9)] == [False]
    for one in items:
        address = reverse("rights:request_item", args=[it.pk, one.source, one.source_id])
        form = {"verdict": "shown", "digest": hidden(supervisor.get(address), "digest")}
        if one.is_sealed:
            part = {**form, "verdict": "partly", "struck": "相", "ground": "harm", "reason": "害"}
            assert "一部だけを伏せられません" in text_of(supervisor.post(address, part))
        assert supervisor.post(address, form).status_code == 302
    decide_it, hand = (reverse(f"rights:request_{one}", args=[it.pk]) for one in ("decide", "hand"))
    assert supervisor.post(decide_it, {"number": "決1"}).status_code == 302
    stay = f"/rights/releases/{only(station).pk}/decline/"
    kept = signed_in(town.supervisor).post(stay, {"because": "不要"})
    assert "含めて決定しているため、取り消せません" in text_of(kept)
    assert "別冊の受け取りを頼んでください" in volume(town.supervisor, it)
    early = supervisor.post(hand, {"how": "counter"})
    assert "チームの心理職がまだ受け取っていません" in text_of(early)
    with town.at_work():
        assert DisclosureRequest.objects.get().state == "decided"

    assert open_it(station, case).status_code == 200
    assert "開示文書といっしょに渡してください" in volume(town.supervisor, it)
    assert supervisor.post(hand, {"how": "counter"}).status_code == 200
    with town.at_work():
        told = Disclosure.objects.values_list("recipient", flat=True)
        assert set(told) == {"代理人"}


def granted(station: Station, case: Case, record: CounsellingRecord) -> DisclosureRequest:
    """A request that is decided with everything shown, the psychological record too."""
    town, supervisor = station.town, signed_in(station.town.supervisor)
    it = received(town, case)
    assert propose(station, case, record, on=f"request:{it.pk}", recipient="").status_code == 302
    assert decide(station, town.manager).status_code == 302
    show_all(supervisor, it)
    answer = supervisor.post(reverse("rights:request_decide", args=[it.pk]), {"number": "決1"})
    assert answer.status_code == 302, text_of(answer)
    return it


def handed(station: Station, it: DisclosureRequest) -> Any:
    page = reverse("rights:request_hand", args=[it.pk])
    return signed_in(station.town.supervisor).post(page, {"how": "counter"})


def approved_anew(station: Station, case: Case, record: CounsellingRecord) -> SealedRelease:
    """The record is written anew, and two decide that this goes too."""
    town, before = station.town, only(station).pk
    _rewrite(station, case, record)
    with town.at_work():
        it = SealedRelease.objects.values_list("request_id", flat=True).get()
    assert propose(station, case, record, on=f"request:{it}", recipient="").status_code == 302
    with town.at_work():
        release = SealedRelease.objects.select_related("request").exclude(pk=before).get()
    assert "渡す提案が決定を待っています" in volume(town.supervisor, release.request)
    page = f"/rights/releases/{release.pk}/approve/"
    assert signed_in(town.manager).post(page, {"seen": "on"}).status_code == 302
    return release


def taken(station: Station, case: Case, release: SealedRelease) -> Any:
    page = address(case, f"releases/{release.pk}/")
    return signed_in(station.psychologist).post(page, {"case_number": case.number})


def test_waits_for_the_new_version_of_a_record_whose_old_one_was_taken(station: Station) -> None:
    case = station.case()
    record = station.record(case)
    it = granted(station, case, record)
    assert open_it(station, case).status_code == 200

    release = approved_anew(station, case, record)

    assert "別冊の受け取りを頼んでください" in volume(station.town.supervisor, it)
    assert "チームの心理職がまだ受け取っていません" in text_of(handed(station, it))
    assert taken(station, case, release).status_code == 200
    assert "開示文書といっしょに渡してください" in volume(station.town.supervisor, it)
    assert handed(station, it).status_code == 200


def test_does_not_wait_for_an_old_version_that_opens_no_more(station: Station) -> None:
    case = station.case()
    record = station.record(case)
    it = granted(station, case, record)

    release = approved_anew(station, case, record)

    assert "チームの心理職がまだ受け取っていません" in text_of(handed(station, it))
    assert taken(station, case, release).status_code == 200
    assert "開示文書といっしょに渡してください" in volume(station.town.supervisor, it)
    assert handed(station, it).status_code == 200


def test_says_first_that_a_team_is_named_where_there_is_no_psychologist(station: Station) -> None:
    case = station.case()
    station.record(case)
    it = received(station.town, case)
    with station.town.at_work():
        take_from_team(case=case, membership_id=station.psychologist.pk, on=today(), at=now())

    said = volume(station.town.supervisor, it)

    assert "「チームを決める」で決めてもらって" in said
    assert "提案を頼んで" not in said


def test_a_request_says_of_the_volume_what_is_withheld_and_nothing_where_there_is_none(
    station: Station,
) -> None:
    town, case, plain = station.town, station.case(), station.town.case("静か 三郎")
    station.record(case)
    supervisor = signed_in(town.supervisor)
    supervisor.post("/rights/requests/period/", PERIOD)
    signed_in(town.manager).post("/rights/requests/period/", PERIOD)
    for number, about in (("開1", case), ("開2", plain)):
        said = asked(about, number=number)
        assert supervisor.post("/rights/requests/new/", said).status_code == 302
    with town.at_work():
        it, of_plain = DisclosureRequest.objects.order_by("number")
    page = supervisor.get(reverse("rights:request_items", args=[it.pk]))
    held = [one.held for _heading, group in page.context["groups"] for one in group]
    (sealed,) = [one for one in held if one.is_sealed]
    address = reverse("rights:request_item", args=[it.pk, sealed.source, sealed.source_id])
    form = {
        "verdict": "withheld",
        "ground": "harm",
        "reason": "治療に支障がある",
        "digest": hidden(supervisor.get(address), "digest"),
    }
    assert supervisor.post(address, form).status_code == 302

    said = volume(town.supervisor, it)

    assert "不開示 1件" in said
    assert "提案を頼んで" not in said
    assert volume(town.supervisor, of_plain) == ""
