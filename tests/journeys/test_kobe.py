"""One person's way in Kobe: from a mother's call to the first step to work, and who must not see it.

Every step is a page that somebody opens on the day on which it happens; the home visit is written
on a phone without network. The two figures of the programme follow from what was written.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, BrowserContext, Page, expect

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.clock import JST
from bansou.commons.organisations.models import Membership, Role
from bansou.people.cases.models import Case
from bansou.people.sharing.models import Disclosure
from bansou.people.steps.models import Step
from bansou.support.ibasho.models import IbashoGuest
from tests.bodies import account_of
from tests.desks.counsellor.town import days, today
from tests.desks.outreach.kobe import Kobe, found_kobe
from tests.plugins.site import Site, seat

NAME, KANA = "大西 航", "オオニシ ワタル"
CALLED = "9年前に勤めをやめてから、部屋を出ない。食事は部屋の前に置いている。"
FACTS = "夜中に台所へ下りる。母とは筆談で話す。"
SEEN = "玄関先で10分、飼っている亀の話をした。"
SAID = "人の目がこわい。音の少ない所なら、座っていられる。"
AGREED = "音の少ない場所で、短い時間から始めるのがよさそうです。"
WORDS = "亀の水を替えるみたいに、決まった仕事ならやってみたい。"
NICKNAME, PHRASE = "かめきち", "なみの音 きこえる"


@dataclass
class Way:
    """The days as they pass, who sits at which desk, and the addresses met on the way."""

    site: Site
    kobe: Kobe
    browser: Browser
    clock: Any
    psychologist: Membership
    host: Membership
    contexts: dict[Any, BrowserContext] = field(default_factory=dict)
    seen: dict[str, str] = field(default_factory=dict)

    def day(self, month: int, day: int, hour: int = 10) -> None:
        """Go on to a day of the year; everybody signs in anew."""
        self.clock.move_to(_moment(month, day, hour))
        self.leave()

    def leave(self) -> None:
        """Close every browser."""
        for context in self.contexts.values():
            context.close()
        self.contexts.clear()

    def context(self, who: Membership) -> BrowserContext:
        """Somebody's browser, in which they have signed in."""
        if who.pk not in self.contexts:
            context = self.browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo")
            context.set_default_timeout(10_000)
            seat(context, self.site, who.user)
            self.contexts[who.pk] = context
        return self.contexts[who.pk]

    def open(self, who: Membership, address: str) -> Page:
        """A page as a member sees it; `address` without the site."""
        page = self.context(who).new_page()
        page.goto(f"{self.site.url}{address}")
        return page

    def send(self, who: Membership, address: str, /, **said: Any) -> Page:
        """Fill a form in and send it; it must go through."""
        page = self.open(who, address)
        fill(page, **said)
        with page.expect_navigation():
            page.locator("main form button.primary").last.click()
        errors = page.locator(".error-summary, [role=alert]").all_inner_texts()
        assert not errors, (address, errors)
        return page

    def status(self, who: Membership, address: str) -> int:
        """What a page answers to somebody, which must not tell them anything."""
        page = self.context(who).new_page()
        answer = page.goto(f"{self.site.url}{address}")
        assert answer
        for secret in (FACTS, SEEN, SAID, CALLED):
            assert secret not in page.content()
        page.close()
        return answer.status

    @property
    def case(self) -> str:
        """The address of the case."""
        return self.seen["case"]

    @property
    def key(self) -> str:
        """The key of the case."""
        return self.case.rstrip("/").rpartition("/")[2]

    def at_work(self, who: Membership) -> Any:
        """A transaction in which a member acts."""
        return acting(actor_of(who), why="試験")


def _moment(month: int, day: int, hour: int = 10) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=JST)


def fill(page: Page, **said: Any) -> None:
    """Fill fields in by their names: days as a whole, choices by their value, `True` ticks all."""
    for name, value in said.items():
        boxes = page.locator(f"main [name={name}]")
        if page.locator(f"main [name={name}_year]").count():
            page.locator(f"main [name={name}_year]").fill(value)
        elif value is True:
            for box in boxes.all():
                box.check()
        elif boxes.first.get_attribute("type") in {"radio", "checkbox"}:
            for one in [value] if isinstance(value, str) else value:
                page.locator(f"main [name={name}][value='{one}']").check()
        elif boxes.first.evaluate("it => it.tagName") == "SELECT":
            boxes.first.select_option(value)
        else:
            boxes.first.fill(value)


def led_to(page: Page, begins: str, ends: str, text: str = "") -> str:
    """Where the first link of the page leads that begins and ends so and says more than that."""
    links = page.locator(f"main a[href^='{begins}'][href$='{ends}']:not([href='{begins}'])")
    address = links.filter(has_text=text).first.get_attribute("href")
    assert address
    return address


@pytest.fixture(scope="module", autouse=True)
def clock() -> Iterator[Any]:
    """The office founds everything on the first day of the way."""
    with time_machine.travel(_moment(6, 1, 9)) as traveller:
        yield traveller


@pytest.fixture(scope="module")
def way(site: Site, clock: Any, browser: Browser) -> Iterator[Way]:
    kobe = found_kobe()
    with acting(actor_of(kobe.supervisor), why="試験"):
        psychologist, host = (
            Membership.objects.create(
                user=account_of(name, is_demo=True),
                organisation=kobe.city,
                role=role,
                from_on=days(-400),
            )
            for name, role in (("森 文子", Role.PSYCHOLOGIST), ("藤田 葵", Role.IBASHO_STAFF))
        )
    it = Way(site, kobe, browser, clock, psychologist, host)
    yield it
    it.leave()


@pytest.mark.capability("KOB-25", "KOB-26")
def test_walks_from_the_mothers_call_to_the_first_step_to_work(way: Way, browser: Browser) -> None:
    takes_the_mothers_call(way)
    meets_her_on_the_ward_day(way)
    sends_the_expert_team(way)
    thinks_together(way)
    visits_at_home_without_network(way)
    goes_to_the_clinic_with_him(way)
    meets_with_the_other_bodies(way)
    counsels_under_seal_and_agrees_on_a_summary(way)
    refers_to_a_programme_of_the_station(way)
    goes_to_a_place_to_be(way)
    turns_to_work(way)
    counts_one_person_in_both_figures(way)
    shows_nobody_what_is_not_theirs(way)
    stranger = browser.new_page()
    stranger.goto(f"{way.site.url}{way.case}")
    expect(stranger).to_have_url(re.compile("/login/"))
    stranger.close()
    with way.at_work(way.kobe.supervisor):
        kinds = set(Step.objects.filter(case_id=way.key).values_list("kind", flat=True))
        assert {
            "consultation.held",
            "dispatch.approved",
            "formulation.made",
            "outreach.consulted",
            "conference.held",
            "counselling.held",
            "aim.turned_to_work",
        } <= kinds


def takes_the_mothers_call(way: Way) -> None:
    page = way.send(
        way.kobe.counsellor,
        "/cases/new/",
        client="family",
        relation="母",
        client_contact="078-000-0143（昼）",
        alias="灘区のお母さん",
        category="social_withdrawal",
    )
    expect(page.get_by_role("heading", level=1)).to_contain_text("灘区のお母さん")
    way.seen["case"] = page.url.removeprefix(way.site.url)


def meets_her_on_the_ward_day(way: Way) -> None:
    way.day(6, 4, 15)
    way.send(
        way.kobe.counsellor,
        f"{way.case}record/",
        channel="regular_day",
        kind="family",
        x_client_state="social_withdrawal",
        starts_at="14:00",
        ends_at="14:40",
        note=CALLED,
        next_action="専門チームの派遣を頼む",
        next_action_on="2026/6/10",
    )
    with way.at_work(way.kobe.counsellor):
        step = Step.objects.get(case_id=way.key, kind="consultation.held")
        assert step.fields["channel"] == "regular_day"


def sends_the_expert_team(way: Way) -> None:
    way.day(6, 5)
    on_it = f"/outreach/cases/{way.key}/"
    way.send(way.kobe.counsellor, f"{on_it}dispatch/", criteria=["untreated"], situation=CALLED)
    waits = way.open(way.kobe.supervisor, "/outreach/dispatch/")
    address = led_to(waits, "/outreach/dispatch/", "/")
    assert way.status(way.kobe.colleague, address) == 404
    way.send(way.kobe.supervisor, f"{address}decide/", answer="approve", because="受診につなぐ")


def thinks_together(way: Way) -> None:
    way.day(6, 9)
    way.send(
        way.kobe.counsellor,
        f"/outreach/cases/{way.key}/formulation/",
        attended=True,
        facts=FACTS,
        hypotheses="眠れないことが先にある。",
        plan="2人で訪ねて、眠れているかを聞く。",
        leads_to="サポステの就労体験",
    )


def visits_at_home_without_network(way: Way) -> None:
    way.day(6, 12, 13)
    way.send(
        way.kobe.counsellor, f"{way.case}person/", name=NAME, kana=KANA, birth_on="昭和56年6月14日"
    )
    _plan(way, kind="home_visit", place="神戸市灘区の自宅", companion="前田 徹")
    way.day(6, 12, 15)
    context = way.context(way.kobe.counsellor)
    page = way.open(way.kobe.counsellor, "/outreach/offline/")
    page.set_viewport_size({"width": 390, "height": 844})
    page.get_by_label("合言葉（8文字以上）").fill(PHRASE)
    page.get_by_role("button", name="持っていく").click()
    sheet = page.get_by_role("article").filter(has_text="神戸市灘区の自宅")
    expect(sheet.get_by_label("訪問の様子")).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    context.set_offline(True)
    sheet.get_by_label("本人", exact=True).check()
    sheet.get_by_label("訪問の様子").fill(SEEN)
    expect(sheet.get_by_text("この端末に保存しました")).to_be_visible()
    page.reload()
    page.get_by_label("合言葉", exact=True).fill(PHRASE)
    page.get_by_role("button", name="開く").click()
    expect(sheet.get_by_label("訪問の様子")).to_have_value(SEEN)
    sheet.get_by_role("button", name="書き終えた").click()
    context.set_offline(False)
    expect(sheet.get_by_text("訪問の記録になりました")).to_be_visible(timeout=30_000)
    page.close()
    with way.at_work(way.kobe.counsellor):
        assert Step.objects.get(case_id=way.key, kind="outreach.consulted").note == SEEN


def _plan(way: Way, **said: str) -> None:
    way.send(
        way.kobe.counsellor,
        f"/outreach/cases/{way.key}/visit/",
        on=f"{today():%Y/%m/%d}",
        starts_at="14:00",
        lead=str(way.kobe.counsellor.pk),
        risk_note="なし",
        emergency_contacts="当番 078-000-0110",
        **said,
    )


def goes_to_the_clinic_with_him(way: Way) -> None:
    way.day(6, 18, 9)
    refused = way.open(way.kobe.counsellor, f"/outreach/cases/{way.key}/visit/")
    fill(
        refused,
        kind="accompaniment",
        on="2026/6/18",
        starts_at="10:00",
        place="灘駅",
        clinic="みなとクリニック",
        risk_note="なし",
        emergency_contacts="母",
    )
    refused.locator("main form button.primary").last.click()
    expect(refused.get_by_role("main")).to_contain_text("いま有効な同意がありません")
    way.send(way.kobe.counsellor, f"/outreach/cases/{way.key}/consent/", on="2026/6/18")
    _plan(way, kind="accompaniment", place="灘駅", clinic="みなとクリニック")
    way.day(6, 18, 17)
    page = way.open(way.kobe.counsellor, f"/outreach/cases/{way.key}/")
    address = led_to(page, "/outreach/home-visits/", "/")
    way.send(
        way.kobe.counsellor,
        f"{address}record/",
        met="person",
        client_state="social_withdrawal",
        result="眠れないことを、自分で医師に話した。",
    )


def meets_with_the_other_bodies(way: Way) -> None:
    way.day(6, 24, 14)
    on_it = f"/outreach/cases/{way.key}/"
    way.send(
        way.kobe.counsellor,
        f"{on_it}conference/",
        on="2026/6/24",
        starts_at="14:00",
        place="灘区役所",
        agenda="受診のあとの居場所",
        basis="statutory",
        basis_note="神戸市ひきこもり支援会議",
    )
    page = way.open(way.kobe.counsellor, on_it)
    address = led_to(page, "/outreach/conferences/", "/")
    way.send(
        way.kobe.counsellor,
        f"{address}ask/",
        name="乾 正",
        body="灘区の保健師",
        shown="受診を始めたこと。",
        items=["name", "health"],
    )
    assert way.status(way.kobe.colleague, address) == 404
    way.send(
        way.kobe.counsellor,
        f"{address}close/",
        basis="statutory",
        minutes="居場所から始める。",
    )


def counsels_under_seal_and_agrees_on_a_summary(way: Way) -> None:
    way.day(7, 1, 16)
    way.send(
        way.kobe.counsellor, f"{way.case}readiness/", state="joining", own_words="外に出てみたい。"
    )
    way.send(way.kobe.supervisor, f"{way.case}counselling/team/", member=str(way.psychologist.pk))
    page = way.send(
        way.psychologist,
        f"{way.case}counselling/new/",
        on="2026/7/1",
        kind="consultation",
        place="saposute",
        minutes="50",
        text=SAID,
    )
    way.seen["record"] = page.url.removeprefix(way.site.url)
    for other in (way.kobe.counsellor, way.kobe.supervisor, way.kobe.manager):
        assert way.status(other, way.seen["record"]) == 403
    way.day(7, 2)
    way.send(way.psychologist, f"{way.case}counselling/summary/", text=AGREED)


def refers_to_a_programme_of_the_station(way: Way) -> None:
    way.day(7, 6)
    way.send(way.kobe.counsellor, "/partners/new/", name="神戸サポステ", kind="work")
    page = way.open(way.kobe.counsellor, f"{way.case}handing/consent/")
    body = page.locator("[name=to] option").filter(has_text="神戸サポステ").get_attribute("value")
    way.send(
        way.kobe.counsellor,
        f"{way.case}handing/consent/",
        to=body,
        items=["name", "reason"],
        purpose="就労体験のため",
        given_on="2026/7/6",
        until_on="2026/9/30",
        how="oral",
        evidence="7月6日に面談で",
    )
    page = way.open(way.kobe.counsellor, f"{way.case}handing/")
    address = led_to(page, "/sharing-consents/", "/refer/")
    way.send(way.kobe.counsellor, address, programme="work_trial", items=["name"], reason=AGREED)
    page = way.open(way.kobe.counsellor, f"{way.case}handing/")
    address = led_to(page, "/referrals/", "/answer/")
    way.day(7, 10)
    way.send(
        way.kobe.counsellor,
        address,
        answer="accept",
        on="2026/7/10",
        by="原 直美",
    )
    with way.at_work(way.kobe.counsellor):
        handed = Disclosure.objects.get(case_id=way.key, source="referral")
        assert {one["key"] for one in handed.items} == {"name", "reason"}


def goes_to_a_place_to_be(way: Way) -> None:
    way.day(7, 14, 14)
    page = way.send(
        way.host,
        "/ibasho/new/",
        name="ひだまり",
        address="新開地",
        house_rules="何もしなくて大丈夫です。",
    )
    place = page.url.removeprefix(way.site.url)
    if place == "/ibasho/":
        place = led_to(page, "/ibasho/", "/", text="ひだまり")
    way.send(way.host, f"{place}guests/new/", nickname=NICKNAME, on="2026/7/14")
    with way.at_work(way.host):
        guest = IbashoGuest.objects.get(nickname=NICKNAME)
    here = way.open(way.host, f"/ibasho/guests/{guest.pk}/")
    expect(here.get_by_role("main")).not_to_contain_text(NAME)
    way.send(way.kobe.counsellor, f"/ibasho/case/{way.key}/", code=guest.link_code)
    known = way.open(way.kobe.counsellor, f"/ibasho/case/{way.key}/")
    expect(known.get_by_role("main")).to_contain_text("ひだまり")
    assert way.status(way.kobe.colleague, f"/ibasho/case/{way.key}/") == 404
    assert way.status(way.host, way.case) in {403, 404}


def turns_to_work(way: Way) -> None:
    way.day(8, 3)
    page = way.open(way.kobe.counsellor, way.case)
    expect(page.get_by_role("main")).to_contain_text("合意した要約が届いています")
    page = way.send(
        way.kobe.counsellor, f"{way.case}readiness/", state="preparing", own_words=WORDS
    )
    expect(page.get_by_role("main")).to_contain_text("社会参加から就労へ進みました")
    with way.at_work(way.kobe.counsellor):
        turned = Step.objects.get(case_id=way.key, kind="aim.turned_to_work")
        assert (turned.on, turned.note) == (_moment(8, 3).date(), WORDS)


def counts_one_person_in_both_figures(way: Way) -> None:
    page = way.open(way.kobe.manager, f"/programmes/{way.kobe.programme.pk}/")
    figures = " ".join(page.locator(".bars .figure").all_inner_texts())
    assert re.findall(r"【(\d+)】", figures) == ["1", "1"]
    expect(page.get_by_role("main")).not_to_contain_text(NAME)


def shows_nobody_what_is_not_theirs(way: Way) -> None:
    outreach = f"/outreach/cases/{way.key}/"
    for who in (way.kobe.colleague, way.kobe.neighbour, way.host):
        assert way.status(who, outreach) in {403, 404}
    assert way.status(way.kobe.colleague, way.case) == 200
    assert way.status(way.kobe.neighbour, way.case) == 404
    assert way.status(way.kobe.manager, way.case) in {403, 404}
    assert way.status(way.kobe.colleague, f"{way.case}handing/") in {403, 404}
    with way.at_work(way.kobe.neighbour):
        assert not Case.objects.filter(pk=way.key).exists()
