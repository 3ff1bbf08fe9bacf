"""A note of a visit survives the loss of the network and a reload, and leaves nothing behind."""

import secrets

import pytest
from django.utils import timezone
from playwright.sync_api import Locator, Page, Route, expect

from bansou.commons.access.acting import acting
from bansou.commons.clock import local_day
from bansou.desks.management.demo_kobe import COUNSELLOR, seat_of
from bansou.people.cases.models import Case
from bansou.people.steps.models import Step
from bansou.support.outreach.visits.models import OutreachVisit, VisitNote
from proofs.offline import FAULTS, faults_among
from proofs.stage import Stage
from tests.browser.conftest import Visitors

WRITTEN = "玄関先で10分、ゲームの話をした。"
PHRASE = "なみの音 きこえる"
#: Everything that the browser keeps of the page, as text.
KEPT = """async () => {
  const db = await new Promise((resolve) => {
    const asked = indexedDB.open("bansou-offline");
    asked.onsuccess = () => resolve(asked.result);
  });
  if (!db.objectStoreNames.length) return [];
  const rows = await new Promise((resolve) => {
    const asked = db.transaction("rows").objectStore("rows").getAll();
    asked.onsuccess = () => resolve(asked.result);
  });
  db.close();
  const told = (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value)
    ? new TextDecoder().decode(value) : value;
  return rows.map((row) => JSON.stringify(row, (_, value) => told(value)));
}"""


@pytest.fixture
def visit(visitors: Visitors) -> OutreachVisit:
    """A visit at the home of the town's outreach case, today, by whoever stands by the person."""
    with acting(seat_of(COUNSELLOR[1]), why="試験") as by:
        case = Case.objects.get(pk=visitors.town.keys["outreach_case"])
        return OutreachVisit.objects.create(
            organisation_id=case.organisation_id,
            recorded_by_id=case.organisation_id,
            case=case,
            kind="home_visit",
            on=local_day(timezone.now()),
            starts_at="14:00",
            lead_id=by.membership_id,
            companion="片山 亨",
            place=f"神戸市灘区の自宅 {secrets.token_hex(4)}",
            route="裏口から入る。",
            risk_note="犬がいる。",
            emergency_contacts="当番 078-000-0110",
        )


def sheet(page: Page, visit: OutreachVisit) -> Locator:
    """The card of one visit: visits of other tests stand beside it."""
    return page.get_by_role("article").filter(has_text=visit.place)


def written(page: Page, visit: OutreachVisit) -> Locator:
    return sheet(page, visit).get_by_label("訪問の様子")


def unlock(page: Page) -> None:
    page.get_by_label("合言葉", exact=True).fill(PHRASE)
    page.get_by_role("button", name="開く").click()


def notes(visit: OutreachVisit) -> list[str]:
    with acting(seat_of(COUNSELLOR[1]), why="試験"):
        rows = Step.objects.filter(fields__visit=str(visit.pk))
        return list(rows.values_list("note", flat=True))


@pytest.mark.capability("KOB-16")
def test_a_note_survives_the_loss_of_the_network_and_a_reload(
    visitors: Visitors, visit: OutreachVisit
) -> None:
    context = visitors.context("nishida")
    page = context.new_page()
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(visitors.site.address("outreach:offline"))
    page.get_by_label("合言葉（8文字以上）").fill(PHRASE)
    page.get_by_role("button", name="持っていく").click()
    expect(written(page, visit)).to_be_visible()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")

    context.set_offline(True)
    for told in ("片山 亨", "裏口から入る。", "犬がいる。", "当番 078-000-0110"):
        expect(sheet(page, visit).get_by_text(told)).to_be_visible()
    expect(sheet(page, visit).get_by_text("医療機関", exact=True)).to_be_hidden()
    sheet(page, visit).get_by_label("本人", exact=True).check()
    written(page, visit).fill(WRITTEN)
    expect(sheet(page, visit).get_by_text("この端末に保存しました")).to_be_visible()
    page.reload()
    page.get_by_label("合言葉", exact=True).fill("ちがう合言葉です")
    page.get_by_role("button", name="開く").click()
    expect(page.get_by_text("合言葉が違います")).to_be_visible()
    unlock(page)
    expect(written(page, visit)).to_have_value(WRITTEN)
    expect(sheet(page, visit).get_by_label("本人", exact=True)).to_be_checked()
    kept = " ".join(page.evaluate(KEPT))
    assert "lock" in kept
    for secret in (WRITTEN, PHRASE, "神戸市灘区", "犬がいる", str(visit.lead.user.name)):
        assert secret not in kept
    sheet(page, visit).get_by_role("button", name="書き終えた").click()
    expect(sheet(page, visit).get_by_text("電波が戻ると、自動で送ります")).to_be_visible()
    assert notes(visit) == []

    context.set_offline(False)

    expect(sheet(page, visit).get_by_text("訪問の記録になりました")).to_be_visible(timeout=30_000)
    assert notes(visit) == [WRITTEN]
    assert [row for row in page.evaluate(KEPT) if '"note:' in row] == []
    page.close()


def test_what_is_written_on_after_a_lost_answer_comes_as_well(
    visitors: Visitors, visit: OutreachVisit
) -> None:
    context = visitors.new_context()
    visitors.come_in("nishida", context)
    page = context.new_page()
    page.goto(visitors.site.address("outreach:offline"))
    page.get_by_label("合言葉（8文字以上）").fill(PHRASE)
    page.get_by_role("button", name="持っていく").click()
    more = f"{WRITTEN}帰りぎわに、次の日を決めた。"

    def lose(route: Route) -> None:
        route.fetch()
        route.abort("connectionreset")

    page.route("**/offline/notes/", lose, times=1)
    sheet(page, visit).get_by_label("本人", exact=True).check()
    written(page, visit).fill(WRITTEN)
    with page.expect_event("requestfailed"):
        sheet(page, visit).get_by_role("button", name="書き終えた").click()
    expect(sheet(page, visit).get_by_text("電波が戻ると、自動で送ります")).to_be_visible()
    assert notes(visit) == [WRITTEN]

    written(page, visit).fill(more)
    sheet(page, visit).get_by_role("button", name="書き終えた").click()

    expect(sheet(page, visit).get_by_text("両方を残しました")).to_be_visible(timeout=30_000)
    assert notes(visit) == [WRITTEN]
    with acting(seat_of(COUNSELLOR[1]), why="試験"):
        beside = VisitNote.objects.filter(visit=visit, standing=VisitNote.Standing.BESIDE)
        assert [it.result for it in beside] == [more]
    context.close()


def test_two_tabs_that_write_of_one_visit_keep_both(
    visitors: Visitors, visit: OutreachVisit
) -> None:
    context = visitors.new_context()
    visitors.come_in("nishida", context)
    one, other = context.new_page(), context.new_page()
    one.goto(visitors.site.address("outreach:offline"))
    one.get_by_label("合言葉（8文字以上）").fill(PHRASE)
    one.get_by_role("button", name="持っていく").click()
    expect(written(one, visit)).to_be_visible()
    other.goto(visitors.site.address("outreach:offline"))
    unlock(other)
    apart = "母が、食事を部屋の前に置いている。"

    for page, text in ((one, WRITTEN), (other, apart)):
        sheet(page, visit).get_by_label("本人", exact=True).check()
        written(page, visit).fill(text)
    expect(sheet(other, visit).get_by_text("この端末に保存しました")).to_be_visible()
    written(one, visit).fill(f"{WRITTEN}また来る。")
    expect(sheet(one, visit).get_by_text("この端末に保存しました")).to_be_visible()
    kept = [row for row in one.evaluate(KEPT) if '"note:' in row]
    assert len(kept) == 2
    sheet(one, visit).get_by_role("button", name="書き終えた").click()
    expect(sheet(one, visit).get_by_text("訪問の記録になりました")).to_be_visible(timeout=30_000)
    sheet(other, visit).get_by_role("button", name="書き終えた").click()

    expect(sheet(other, visit).get_by_text("両方を残しました")).to_be_visible(timeout=30_000)
    assert notes(visit) == [f"{WRITTEN}また来る。"]
    with acting(seat_of(COUNSELLOR[1]), why="試験"):
        beside = VisitNote.objects.filter(visit=visit, standing=VisitNote.Standing.BESIDE)
        assert [it.result for it in beside] == [apart]
    assert [row for row in one.evaluate(KEPT) if '"note:' in row] == []
    context.close()


def test_a_draft_that_two_tabs_opened_is_parted_and_never_sent_twice(
    visitors: Visitors, visit: OutreachVisit
) -> None:
    context = visitors.new_context()
    visitors.come_in("nishida", context)
    one = context.new_page()
    one.goto(visitors.site.address("outreach:offline"))
    one.get_by_label("合言葉（8文字以上）").fill(PHRASE)
    one.get_by_role("button", name="持っていく").click()
    sheet(one, visit).get_by_label("本人", exact=True).check()
    written(one, visit).fill(WRITTEN)
    expect(sheet(one, visit).get_by_text("この端末に保存しました")).to_be_visible()
    other = context.new_page()
    other.goto(visitors.site.address("outreach:offline"))
    unlock(other)
    expect(written(other, visit)).to_have_value(WRITTEN)
    sheet(one, visit).get_by_role("button", name="書き終えた").click()
    expect(sheet(one, visit).get_by_text("訪問の記録になりました")).to_be_visible(timeout=30_000)

    written(other, visit).fill(f"{WRITTEN}犬がいた。")

    expect(sheet(other, visit).get_by_text("別に保存しました")).to_be_visible()
    sheet(other, visit).get_by_role("button", name="書き終えた").click()
    expect(sheet(other, visit).get_by_text("両方を残しました")).to_be_visible(timeout=30_000)
    assert notes(visit) == [WRITTEN]
    context.close()


def test_every_note_comes_once_however_bad_the_line(visitors: Visitors) -> None:
    stage = Stage(visitors.town.keys, (), [], {})

    told, happened = faults_among(stage, visitors.browser, visitors.site.url, 6, first=1000)

    assert told == []
    assert sum(happened[fault] for fault in {*FAULTS}) >= 6


def test_signing_out_sends_first_and_leaves_nothing(
    visitors: Visitors, visit: OutreachVisit
) -> None:
    context = visitors.new_context()
    visitors.come_in("nishida", context)
    page = context.new_page()
    page.goto(visitors.site.address("outreach:offline"))
    page.get_by_label("合言葉（8文字以上）").fill(PHRASE)
    page.get_by_role("button", name="持っていく").click()
    written(page, visit).fill(WRITTEN)
    expect(sheet(page, visit).get_by_text("この端末に保存しました")).to_be_visible()

    page.goto(visitors.site.address("account_logout"))
    page.get_by_role("main").get_by_role("button", name="ログアウト").click()
    expect(page.get_by_text("まだ送っていない記録があります")).to_be_visible()
    unlock(page)
    expect(written(page, visit)).to_have_value(WRITTEN)
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="この端末から消す").click()
    expect(page.get_by_role("button", name="持っていく")).to_be_visible()
    page.goto(visitors.site.address("account_logout"))
    page.get_by_role("main").get_by_role("button", name="ログアウト").click()
    page.wait_for_url(lambda url: "logout" not in url)

    assert page.evaluate(KEPT) == []
    assert page.evaluate("localStorage.length") == 0
    assert page.evaluate("caches.keys()") == []
    context.close()
