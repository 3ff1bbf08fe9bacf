"""Every page that somebody can open, and who opens it here.

A new address is added with its page; one that is no page is excused with its reason. A test holds
both lists against the URL conf.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from bansou.commons.clock import JST, wareki

LEDGER = Path(__file__).parents[2] / "examples" / "tomakomai" / "ledger-2021.xlsx"


@dataclass(frozen=True)
class Shown:
    """A page as one of the town's people sees it.

    :param keys: the parts of the address; a text that names one of the town's keys stands for it
    :param query: what follows; {desk} stands for the town's key of that name
    :param state: which state of the page, where it is looked at in several
    :param act: brings the page, once open, into that state
    :param status: the page answers with this status
    """

    name: str
    by: str
    keys: Mapping[str, Any] = field(default_factory=dict)
    query: str = ""
    state: str = ""
    act: Callable[[Page], None] | None = None
    status: int = 200

    @property
    def id(self) -> str:
        return "-".join(filter(None, (self.name.replace(":", "."), self.by, self.state)))


def _send_empty(page: Page) -> None:
    """Send the form with nothing in it that is required."""
    form = page.locator("main form[method=post]").first
    for box in form.locator("input[type=text], textarea").all():
        box.fill("")
    form.locator("button.primary, button.danger").click()


def _send_nothing(page: Page) -> None:
    """Send the form as it came."""
    page.locator("main form[method=post] button.primary").last.click()


def _hand_in_half(page: Page) -> None:
    """Choose a ledger, but not the programme it is of."""
    page.locator("input[name=ledger]").set_input_files(LEDGER)
    page.locator("main form button.primary").click()


def _register_again(page: Page) -> None:
    """Register somebody who is registered already."""
    page.locator("#id_name").fill("三浦 和彦")
    page.locator("#id_kana").fill("ミウラ カズヒコ")
    page.get_by_role("button", name="受け付ける").click()


def _save_late(page: Page) -> None:
    """Correct a record that somebody else has saved since it was opened."""
    page.locator("[name=version]").evaluate("field => { field.value = 1 }")
    page.get_by_label("終わり").fill("0:45")
    page.get_by_label("相談の内容").fill("講習の日程表を渡した。")
    page.get_by_label("相談員の見立て").fill("見通しが立つと動ける。")
    page.get_by_role("button", name="直して保存する").click()
    page.get_by_role("heading", name="同じ記録を保存しました").wait_for()


SAME_TALK = "同じ日時の記録が既にあります"


def _record_again(page: Page) -> None:
    """Record a talk at whose time one is on record, or is by now: a new day may have begun."""
    address = page.url
    _record_at_midnight(page)
    if not page.get_by_role("heading", name=SAME_TALK).count():
        page.goto(address)
        _record_at_midnight(page)
    page.get_by_role("heading", name=SAME_TALK).wait_for()


def _record_at_midnight(page: Page) -> None:
    """Record a talk of today's first quarter; a draft may have been left without its day."""
    page.locator("[name=on_year]").fill(wareki(datetime.now(JST).date()))
    page.get_by_label("始まり").fill("0:00")
    page.get_by_label("終わり").fill("0:15")
    page.get_by_label("相談の内容").fill("講習の日程表を渡した。")
    page.get_by_label("次の行動").fill("空きを確かめる")
    page.get_by_role("textbox", name="期限").fill(
        wareki(datetime.now(JST).date() + timedelta(days=7))
    )
    with page.expect_navigation():
        page.get_by_role("button", name="記録する", exact=True).click()


def _plan_late(page: Page) -> None:
    """Save a plan that somebody else has saved since it was opened."""
    page.locator("[name=version]").evaluate("field => { field.value = 999 }")
    page.get_by_label("将来取り組みたい仕事や働き方等").fill("夜勤のない仕事を長く続けたい。")
    page.get_by_role("button", name="この内容で保存する").click()


def _correct_hire_late(page: Page) -> None:
    """Correct a hire that somebody else has saved since it was opened."""
    page.locator("[name=version]").evaluate("field => { field.value = 999 }")
    page.get_by_role("button", name="直して保存する").click()


def _register_company_again(page: Page) -> None:
    """Register a company that is registered already."""
    page.locator("#id_name").fill("㈱錦岡鉄工")
    page.get_by_role("button", name="登録する").click()


def _ask_for_nothing(page: Page) -> None:
    """Say that an indicator counts nothing."""
    for box in page.locator("[name=events_acts]").all():
        box.uncheck()
    page.locator("#id_label").fill("")
    page.get_by_role("button", name="数字への影響を確かめる").click()


def _look_at_texts(page: Page) -> None:
    """See a sheet as it would be printed with other texts."""
    page.get_by_label("見出しの一文").fill("一人ひとりのニーズに応じた、切れ目のない支援を実施！")
    page.get_by_role("button", name="印刷の形で確かめる").click()


def _write_too_much(page: Page) -> None:
    """Save a text that no sheet of paper takes."""
    page.locator("#id_box_0_text").fill("この文は箱に入りきらない長さです。" * 90)
    page.get_by_role("button", name="この文で保存する").click()


def _word_late(page: Page) -> None:
    """Save texts of a sheet that somebody else has worded since it was opened."""
    page.locator("[name=version]").evaluate("field => { field.value = 1 }")
    page.get_by_label("見出しの一文").fill("一人ひとりのニーズに応じた、切れ目のない支援を実施！")
    page.locator("#id_banner").fill("(1)から(4)を一つの流れで行い、就労を支える")
    page.get_by_role("button", name="この文で保存する").click()


CASE = {"pk": "case"}
COMPANY = {"pk": "company"}
VISIT = {"pk": "visit"}
PLAN = "hired_on=2026-12-01&age=47&employment_type=regular"
#: A counsellor's day at a desk with free time.
FREE = "?desk={desk}&member={free_member}&on={booked_day}"
TALK = {"step": "talk"}
HIRE = {"step": "hire"}
YEAR = {"key": "of_2021"}
ONE = YEAR | {"indicator": "tomakomai.supported"}
THIRD = {"indicator": "tomakomai.hired_short_with_qualification"}

PAGES = (
    # The counsellor's desk
    Shown("counsellor:today", "counsellor"),
    Shown("counsellor:today", "supervisor"),
    Shown("counsellor:tasks", "counsellor"),
    Shown("counsellor:tasks", "supervisor", query="?of=all", state="of_all"),
    Shown("counsellor:board", "ohashi"),
    Shown("counsellor:board_unread", "ohashi"),
    Shown("counsellor:board_plans", "ohashi"),
    Shown("counsellor:doubles", "ohashi"),
    Shown("counsellor:pair", "ohashi", {"one": "double", "other": "other_double"}),
    Shown("counsellor:merge_undo", "ohashi", {"pk": "merge"}),
    Shown("counsellor:task_done", "counsellor", {"pk": "task"}),
    Shown("counsellor:cases", "counsellor"),
    Shown("counsellor:cases", "supervisor"),
    Shown("counsellor:cases", "matching"),
    Shown("counsellor:cases", "trainer"),
    Shown("counsellor:cases", "counsellor", query="?q=たかはし&who=all", state="found"),
    Shown("counsellor:cases", "counsellor", query="?q=そんざいしない", state="none_found"),
    Shown("counsellor:register", "counsellor"),
    Shown("counsellor:register", "counsellor", state="empty", act=_send_empty),
    Shown("counsellor:register", "counsellor", state="again", act=_register_again),
    Shown("counsellor:left_open", "supervisor"),
    Shown("counsellor:case", "counsellor", CASE),
    Shown("counsellor:case", "colleague", CASE),
    Shown("counsellor:case", "supervisor", CASE),
    Shown("counsellor:case", "trainer", CASE),
    Shown("counsellor:case", "counsellor", {"pk": "unnamed"}, state="unnamed"),
    Shown("counsellor:case", "counsellor", {"pk": "ended"}, state="ended"),
    Shown("counsellor:next_action", "counsellor", CASE),
    Shown("counsellor:care", "counsellor", CASE),
    Shown("counsellor:contact", "counsellor", CASE),
    Shown("counsellor:household", "nishida", {"pk": "outreach_case"}),
    Shown("counsellor:onset", "nishida", {"pk": "outreach_case"}),
    Shown("counsellor:family", "nishida", {"pk": "outreach_case"}),
    Shown("counsellor:family_add", "nishida", {"pk": "outreach_case"}),
    Shown("counsellor:family_change", "nishida", {"pk": "family_contact"}),
    Shown("counsellor:family_say", "nishida", {"pk": "family_contact"}),
    Shown("counsellor:family_telling", "nishida", {"pk": "family_statement"}),
    Shown("counsellor:family_withdraw", "nishida", {"pk": "family_statement"}),
    Shown("counsellor:readiness", "nishida", {"pk": "outreach_case"}),
    Shown("counsellor:readiness_withdraw", "nishida", {"pk": "outreach_case"}),
    Shown("counsellor:joint_consent", "counsellor", CASE),
    Shown("counsellor:elsewhere", "counsellor", CASE),
    Shown("counsellor:joint_consent", "counsellor", {"pk": "outside"}, state="agreed"),
    Shown("counsellor:name_person", "counsellor", {"pk": "unnamed"}),
    Shown("counsellor:enrol", "counsellor", {"pk": "outside"}),
    Shown("counsellor:enrol", "counsellor", CASE, state="enrolled", status=403),
    Shown("counsellor:close", "counsellor", CASE),
    Shown("counsellor:take_over", "counsellor", {"pk": "waiting"}),
    Shown("counsellor:assign", "supervisor", CASE),
    Shown("counsellor:refer", "counsellor", {"pk": "unnamed"}),
    Shown("counsellor:bar", "supervisor", CASE),
    Shown("counsellor:lift_bar", "supervisor", {"pk": "case", "user": "barred"}),
    Shown("counsellor:end_referral", "counsellor", {"pk": "referral"}),
    Shown("counsellor:record", "counsellor", CASE),
    Shown("counsellor:record", "counsellor", {"pk": "unnamed"}, state="draft"),
    Shown("counsellor:record", "counsellor", CASE, state="empty", act=_send_empty),
    Shown("counsellor:record", "counsellor", CASE, state="again", act=_record_again),
    Shown("counsellor:record", "colleague", CASE, state="refused", status=403),
    Shown("counsellor:record_hire", "counsellor", CASE),
    Shown("counsellor:record_hire", "counsellor", CASE, state="empty", act=_send_empty),
    Shown("counsellor:hire", "counsellor", HIRE),
    Shown("counsellor:hire_correct", "counsellor", HIRE),
    Shown("counsellor:hire_regular", "counsellor", HIRE),
    Shown("counsellor:hire_regular", "counsellor", HIRE, state="empty", act=_send_empty),
    Shown("counsellor:hire_correct", "counsellor", HIRE, state="late", act=_correct_hire_late),
    Shown("counsellor:hire_regular_withdraw", "counsellor", HIRE),
    Shown("counsellor:hire_withdraw", "counsellor", HIRE),
    Shown("counsellor:follow_up", "counsellor", {"pk": "follow_up"}),
    Shown(
        "counsellor:follow_up", "counsellor", {"pk": "follow_up"}, state="empty", act=_send_empty
    ),
    Shown("counsellor:follow_up_withdraw", "counsellor", {"pk": "followed_up"}),
    Shown("counsellor:remarks", "ohashi", {"pk": "remarked"}),
    Shown("counsellor:handover", "ohashi", {"pk": "handed_over"}),
    Shown("counsellor:consultation", "counsellor", TALK),
    Shown("counsellor:correct", "counsellor", TALK),
    Shown("counsellor:correct", "counsellor", {"step": "corrected"}, state="late", act=_save_late),
    Shown("counsellor:withdraw", "counsellor", TALK),
    Shown("counsellor:plan", "counsellor", CASE),
    Shown("counsellor:plan", "counsellor", {"pk": "outside"}, state="none"),
    Shown("counsellor:plan_write", "counsellor", CASE),
    Shown("counsellor:plan_write", "counsellor", CASE, state="late", act=_plan_late),
    Shown("counsellor:plan_write", "counsellor", {"pk": "outside"}, state="empty", act=_send_empty),
    Shown("counsellor:plan_sign", "counsellor", CASE),
    Shown("counsellor:plan_sign", "counsellor", CASE, state="empty", act=_send_empty),
    Shown("counsellor:plan_unsign", "counsellor", CASE),
    Shown("counsellor:goal", "counsellor", {"pk": "goal"}),
    Shown("counsellor:papers", "counsellor", CASE),
    Shown("counsellor:papers", "counsellor", {"pk": "outside"}, state="none"),
    Shown("counsellor:paper_new", "counsellor", CASE | {"kind": "resume"}),
    Shown("counsellor:paper_new", "counsellor", {"pk": "outside", "kind": "assessment"}, state="a"),
    Shown("counsellor:paper", "counsellor", {"pk": "paper"}),
    Shown("counsellor:paper", "counsellor", {"pk": "paper"}, "?version=1", state="former"),
    Shown("counsellor:paper_write", "counsellor", {"pk": "paper"}),
    Shown("counsellor:interview", "counsellor", CASE),
    Shown("counsellor:interview", "counsellor", CASE, state="empty", act=_send_empty),
    Shown("counsellor:training", "counsellor", CASE),
    Shown("counsellor:training", "colleague", CASE),
    Shown("counsellor:training", "counsellor", {"pk": "waiting"}, state="locked"),
    Shown("counsellor:training_apply", "counsellor", CASE),
    Shown("counsellor:training_apply", "counsellor", CASE, "?course=forklift", state="course"),
    Shown(
        "counsellor:training_apply",
        "counsellor",
        CASE,
        "?course=forklift",
        state="empty",
        act=_send_empty,
    ),
    Shown("counsellor:training_held", "counsellor", CASE),
    Shown("counsellor:training_certificate", "counsellor", {"pk": "held"}),
    Shown(
        "counsellor:training_certificate",
        "counsellor",
        {"pk": "held"},
        state="empty",
        act=_send_empty,
    ),
    Shown("counsellor:training_approve", "counsellor", {"pk": "application"}),
    Shown("counsellor:training_withdraw", "counsellor", {"pk": "application"}),
    Shown("counsellor:training_notice", "counsellor", {"pk": "participant"}),
    Shown("counsellor:account", "counsellor", CASE),
    Shown("counsellor:account", "counsellor", {"pk": "outside"}, state="none"),
    Shown("counsellor:account_end", "counsellor", CASE),
    Shown("counsellor:share_with_person", "counsellor", TALK),
    # My page
    Shown("seeker:home", "person"),
    Shown("seeker:courses", "person"),
    Shown("seeker:apply", "person", {"course": "forklift"}),
    Shown("seeker:apply", "person", {"course": "forklift"}, state="empty", act=_send_nothing),
    Shown("seeker:withdraw", "person", {"pk": "application"}),
    Shown("seeker:talks", "person"),
    Shown("seeker:talk", "person", {"desk": "desk", "channel": "phone"}),
    Shown(
        "seeker:talk",
        "person",
        {"desk": "desk", "channel": "phone"},
        state="empty",
        act=_send_nothing,
    ),
    Shown("seeker:move", "person", {"pk": "own_booking"}),
    Shown("seeker:cancel", "person", {"pk": "own_booking"}),
    Shown("seeker:proposal", "person", {"pk": "proposal_proposed"}),
    Shown("seeker:papers", "person"),
    Shown("seeker:paper", "person", {"pk": "paper"}),
    Shown("seeker:paper", "person", {"pk": "own_plan"}, state="plan"),
    Shown("seeker:paper", "person", {"pk": "paper"}, "?version=1", state="former"),
    Shown("seeker:paper_new", "person", {"kind": "resume"}),
    Shown("seeker:paper_new", "person", {"kind": "resume"}, state="empty", act=_send_nothing),
    Shown("seeker:paper_write", "person", {"pk": "paper"}),
    Shown("seeker:money", "person"),
    Shown("seeker:bank_account", "person"),
    Shown("seeker:bank_account", "person", state="empty", act=_send_nothing),
    Shown("seeker:claim", "person", CASE, "?benefit={own_benefit}"),
    Shown(
        "seeker:claim",
        "person",
        CASE,
        "?benefit={own_benefit}",
        state="empty",
        act=_send_nothing,
    ),
    Shown("seeker:claim_again", "person", {"pk": "own_claim"}),
    Shown("seeker:claim_withdraw", "person", {"pk": "own_claim"}),
    Shown("seeker:receipt", "person", {"pk": "own_claim"}),
    Shown("seeker:receipt_take_off", "person", {"pk": "own_receipt"}),
    Shown("seeker:workplaces", "person"),
    Shown("seeker:wish", "person"),
    Shown("seeker:wish", "person", state="empty", act=_send_nothing),
    Shown("seeker:agree", "person", {"pk": "own_trial"}),
    Shown("seeker:not_this_time", "person", {"pk": "own_trial"}),
    Shown("seeker:how_it_was", "person", {"pk": "own_trial"}),
    Shown("seeker:notes", "person"),
    Shown("seeker:readers", "person"),
    Shown("seeker:consents", "person"),
    Shown("seeker:consent", "person", {"purpose": "joint_counting"}),
    Shown("seeker:sharing", "person", {"pk": "own_sharing"}),
    Shown("seeker:contact", "person"),
    Shown("seeker:answer", "person", {"pk": "follow_up"}),
    Shown("seeker:answer", "person", {"pk": "follow_up"}, state="empty", act=_send_nothing),
    Shown("seeker:enter", "nobody"),
    Shown("seeker:enter", "nobody", state="empty", act=_send_nothing),
    Shown("counsellor:experience", "counsellor", {"pk": "trial_case"}),
    Shown("counsellor:experience", "counsellor", {"pk": "waiting"}, state="locked"),
    Shown("counsellor:experience_request", "counsellor", {"pk": "trial_case"}),
    Shown(
        "counsellor:experience_request",
        "counsellor",
        {"pk": "trial_case"},
        state="empty",
        act=_send_empty,
    ),
    # The desk of visits and trials
    Shown("outreach:wards", "ohashi"),
    Shown("outreach:wards", "counsellor", state="bare"),
    Shown("outreach:post", "ohashi"),
    Shown("outreach:post", "ohashi", state="empty", act=_send_empty),
    Shown("outreach:posting", "ohashi", {"pk": "posting"}),
    Shown("outreach:teams", "ohashi"),
    Shown("outreach:teams", "supervisor", state="bare"),
    Shown("outreach:team_add", "ohashi"),
    Shown("outreach:team_join", "ohashi", {"pk": "expert_team"}),
    Shown("outreach:team_duty", "ohashi", {"pk": "expert_team"}),
    Shown("outreach:expert", "ohashi", {"pk": "expert"}),
    Shown("outreach:dispatches", "ohashi"),
    Shown("outreach:dispatches", "counsellor", state="bare"),
    Shown("outreach:dispatch", "nishida", {"pk": "dispatch"}),
    Shown("outreach:dispatch", "ohashi", {"pk": "urgent_dispatch"}, state="urgent"),
    Shown("outreach:decide", "ohashi", {"pk": "urgent_dispatch"}),
    Shown("outreach:request", "nishida", {"pk": "outreach_case"}),
    Shown("outreach:request", "nishida", {"pk": "outreach_case"}, state="empty", act=_send_empty),
    Shown("outreach:case", "nishida", {"pk": "outreach_case"}),
    Shown("counsellor:handing", "nishida", {"pk": "outreach_case"}),
    Shown("counsellor:handing_agree", "nishida", {"pk": "outreach_case"}),
    Shown("counsellor:handing_withdraw", "nishida", {"pk": "sharing_consent"}),
    Shown("counsellor:handing_refer", "nishida", {"pk": "sharing_consent"}),
    Shown("counsellor:referral_answer", "nishida", {"pk": "letter_referral"}),
    Shown("counsellor:bodies", "nishida"),
    Shown("counsellor:body_add", "nishida"),
    Shown("counsellor:body", "nishida", {"pk": "outside_body"}),
    Shown("outreach:lesson", "nishida", {"pk": "outreach_case"}),
    Shown("outreach:formulation", "nishida", {"pk": "formulation"}),
    Shown("outreach:formulation_write", "nishida", {"pk": "outreach_case"}),
    Shown(
        "outreach:formulation_write",
        "nishida",
        {"pk": "outreach_case"},
        state="empty",
        act=_send_empty,
    ),
    Shown("outreach:dissent", "nishida", {"pk": "formulation"}),
    Shown("outreach:conferences", "nishida"),
    Shown("outreach:conferences", "counsellor", state="bare"),
    Shown("outreach:conference", "nishida", {"pk": "conference"}),
    Shown("outreach:conference_call", "nishida", {"pk": "outreach_case"}),
    Shown("outreach:conference_change", "nishida", {"pk": "conference"}),
    Shown("outreach:conference_ask", "nishida", {"pk": "conference"}),
    Shown("outreach:conference_close", "nishida", {"pk": "conference"}),
    Shown("outreach:conference_cancel", "nishida", {"pk": "conference"}),
    Shown(
        "outreach:conference_close", "nishida", {"pk": "conference"}, state="empty", act=_send_empty
    ),
    Shown("outreach:visits", "nishida"),
    Shown("outreach:offline", "nishida"),
    Shown("outreach:visit", "nishida", {"pk": "visit_held"}),
    Shown("outreach:visit", "nishida", {"pk": "visit_planned"}, state="planned"),
    Shown("outreach:visit_plan", "nishida", {"pk": "outreach_case"}),
    Shown("outreach:visit_change", "nishida", {"pk": "visit_planned"}),
    Shown("outreach:visit_record", "nishida", {"pk": "visit_planned"}),
    Shown("outreach:visit_cancel", "nishida", {"pk": "visit_planned"}),
    Shown("outreach:visit_consent", "nishida", {"pk": "outreach_case"}),
    Shown("rights:index", "ohashi"),
    Shown("rights:register", "nakamura"),
    Shown("rights:glass", "ohashi"),
    Shown("rights:glass_review", "ohashi", {"pk": "glass"}),
    Shown("rights:glass", "privacy", state="officer"),
    Shown("rights:glass", "manager", state="no officer"),
    Shown("rights:glass_review", "privacy", {"pk": "glass"}, state="officer"),
    Shown("rights:releases", "privacy", state="officer"),
    Shown("rights:register", "privacy", state="officer"),
    Shown("counsellor:break_glass", "nishida", {"pk": "glass_case"}),
    Shown("rights:case", "ohashi", {"pk": "held_case"}),
    Shown("rights:hold", "ohashi", {"pk": "due_case"}),
    Shown("rights:lift", "ohashi", {"pk": "held_case"}),
    Shown("rights:propose", "ohashi", {"pk": "due_case"}),
    Shown("rights:approve", "nakamura", {"key": "erasure"}),
    Shown("rights:decline", "nakamura", {"key": "erasure"}),
    Shown("rights:period", "nakamura"),
    Shown("rights:requests", "nakamura"),
    Shown("rights:request_new", "nakamura"),
    Shown("rights:answer_period", "nakamura"),
    Shown("rights:request", "ohashi", {"key": "request"}),
    Shown("rights:request_extend", "nakamura", {"key": "request"}),
    Shown("rights:request_refuse", "ohashi", {"key": "request"}),
    Shown("rights:request_withdraw", "nakamura", {"key": "request"}),
    Shown("rights:request_items", "ohashi", {"key": "request"}),
    Shown(
        "rights:request_item",
        "ohashi",
        {"key": "request", "source": "people.person", "item": "request_person"},
    ),
    Shown("rights:request_decide", "ohashi", {"key": "request"}),
    Shown("rights:request_hand", "ohashi", {"key": "request"}),
    Shown("rights:releases", "nakamura"),
    Shown("rights:release_approve", "nakamura", {"key": "release_waiting"}),
    Shown("rights:release_decline", "nakamura", {"key": "release_waiting"}),
    Shown("ibasho:places", "ibasho"),
    Shown("ibasho:new", "ibasho"),
    Shown("ibasho:edit", "ibasho", {"pk": "ibasho"}),
    Shown("ibasho:days", "ibasho", {"pk": "ibasho"}),
    Shown("ibasho:place", "ibasho", {"pk": "ibasho"}),
    Shown("ibasho:guest", "ibasho", {"pk": "guest"}),
    Shown("ibasho:guest_new", "ibasho", {"pk": "ibasho"}),
    Shown("ibasho:incident_new", "ibasho", {"pk": "ibasho"}),
    Shown("ibasho:door", "nobody", {"secret": "tablet"}),
    Shown("ibasho:numbers", "ohashi"),
    Shown("ibasho:case", "nishida", {"pk": "ibasho_case"}),
    Shown("seeker:ibasho", "person"),
    Shown("counselling:today", "psychologist"),
    Shown("counselling:rota", "psychologist"),
    Shown("counselling:offer", "psychologist"),
    Shown("counselling:licences", "ohashi"),
    Shown("counselling:licence_new", "ohashi"),
    Shown("counselling:licence", "ohashi", {"pk": "licence"}),
    Shown(
        "manager:capacity",
        "ohashi",
        {"key": "counselling_programme", "indicator": "kobe.counselling"},
    ),
    Shown("counsellor:counselling", "psychologist", {"pk": "counselled"}),
    Shown("counsellor:counselling_book", "psychologist", {"pk": "counselled"}),
    Shown(
        "counsellor:counselling_booking",
        "psychologist",
        {"pk": "counselled", "booking": "counselling_booking"},
    ),
    Shown("counsellor:counselling", "nishida", {"pk": "counselled"}, state="outside"),
    Shown("counsellor:counselling", "ohashi", {"pk": "not_counselled"}, state="bare"),
    Shown("counsellor:counselling_new", "psychologist", {"pk": "counselled"}),
    Shown(
        "counsellor:counselling_new",
        "psychologist",
        {"pk": "counselled"},
        state="empty",
        act=_send_empty,
    ),
    Shown("counsellor:counselling_summary", "psychologist", {"pk": "counselled"}),
    Shown("counsellor:counselling_release", "psychologist", {"pk": "counselled"}),
    Shown(
        "counsellor:counselling_hand_over",
        "psychologist",
        {"pk": "counselled", "release": "release_approved"},
    ),
    Shown("counsellor:counselling_team", "ohashi", {"pk": "counselled"}),
    Shown("counsellor:counselling_lead", "ohashi", {"pk": "counselled"}),
    Shown("counsellor:counselling_emergency", "lead", {"pk": "counselled"}),
    Shown("counsellor:counselling", "lead", {"pk": "counselled"}, state="led"),
    Shown("counselling:today", "lead", state="led"),
    Shown(
        "counsellor:counselling_record", "psychologist", {"pk": "counselled", "record": "judged"}
    ),
    Shown(
        "counsellor:counselling_rewrite", "psychologist", {"pk": "counselled", "record": "judged"}
    ),
    Shown(
        "counsellor:counselling_file_add", "psychologist", {"pk": "counselled", "record": "judged"}
    ),
    Shown("experience:open", "matching"),
    Shown("experience:open", "counsellor"),
    Shown("experience:calendar", "matching"),
    Shown("experience:calendar", "counsellor", query="?month=2050-01", state="bare"),
    Shown("experience:ended", "matching"),
    Shown("experience:mismatches", "matching"),
    Shown("experience:mismatches", "manager"),
    Shown("experience:page", "matching", {"pk": "requested"}, state="requested"),
    Shown("experience:page", "counsellor", {"pk": "arranged"}, state="arranged"),
    Shown("experience:page", "counsellor", {"pk": "trial"}),
    Shown("experience:page", "supervisor", {"pk": "evaluated"}, state="evaluated"),
    Shown("experience:arrange", "matching", {"pk": "requested"}),
    Shown("experience:arrange", "matching", {"pk": "trial"}, state="empty", act=_send_empty),
    Shown("experience:confirm", "counsellor", {"pk": "arranged", "party": "office"}),
    Shown("experience:decline", "counsellor", {"pk": "requested"}),
    Shown("experience:mark", "counsellor", {"pk": "trial", "day": "trial_day"}),
    Shown("experience:evaluate", "counsellor", {"pk": "trial", "side": "person"}),
    Shown(
        "experience:evaluate",
        "counsellor",
        {"pk": "trial", "side": "person"},
        state="empty",
        act=_send_empty,
    ),
    Shown("experience:end", "counsellor", {"pk": "trial"}),
    Shown("experience:insurance", "manager"),
    Shown("experience:policy", "manager", {"pk": "policy"}),
    Shown("experience:policy_add", "manager"),
    Shown("experience:policy_add", "manager", state="empty", act=_send_empty),
    Shown("experience:policy_correct", "manager", {"pk": "policy"}),
    Shown("experience:insure", "manager", {"pk": "arranged"}),
    # Bookings
    Shown("counsellor:bookings", "counsellor"),
    Shown("counsellor:bookings", "supervisor", query="?week=2050-01-03", state="bare"),
    Shown("counsellor:bookings_list", "counsellor"),
    Shown("counsellor:bookings_day", "counsellor"),
    Shown("counsellor:calls", "counsellor"),
    Shown("counsellor:waiting", "counsellor"),
    Shown("counsellor:waiting_add", "counsellor"),
    Shown("counsellor:waiting_add", "counsellor", state="empty", act=_send_empty),
    Shown("counsellor:book", "counsellor", query=FREE),
    Shown("counsellor:book", "counsellor", query=FREE, state="empty", act=_send_empty),
    Shown("counsellor:booking_move", "counsellor", {"pk": "nameless_booking"}, FREE),
    Shown("counsellor:booking", "counsellor", {"pk": "moved_booking"}),
    Shown("counsellor:booking", "counsellor", {"pk": "nameless_booking"}, state="nameless"),
    Shown("counsellor:booking", "counsellor", {"pk": "missed_booking"}, state="missed"),
    Shown("counsellor:booking", "counsellor", {"pk": "offered_booking"}, state="offered"),
    Shown("counsellor:booking_cancel", "counsellor", {"pk": "moved_booking"}),
    Shown("counsellor:booking_no_show", "counsellor", {"pk": "awaited_booking"}),
    Shown("counsellor:booking_join", "counsellor", {"pk": "nameless_booking"}),
    Shown("counsellor:feed", "counsellor"),
    Shown("counsellor:desks", "manager"),
    Shown("counsellor:desk", "manager", {"pk": "desk"}),
    Shown("counsellor:desk_add", "manager"),
    Shown("counsellor:desk_add", "manager", state="empty", act=_send_empty),
    Shown("counsellor:desk_change", "manager", {"pk": "desk"}),
    Shown("counsellor:hours_add", "manager", {"pk": "desk"}),
    Shown("counsellor:hours_end", "manager", {"pk": "hours"}),
    Shown("counsellor:duty_add", "manager", {"pk": "hours"}),
    Shown("counsellor:duty_end", "manager", {"pk": "duty"}),
    Shown("counsellor:off_add", "manager", {"pk": "desk"}),
    Shown("counsellor:benefits", "counsellor", CASE),
    Shown("counsellor:benefits", "counsellor", {"pk": "waiting"}, state="bare"),
    Shown("counsellor:claim", "counsellor", CASE),
    Shown("counsellor:claim_again", "counsellor", {"pk": "claim_returned"}),
    Shown(
        "counsellor:claim_again",
        "counsellor",
        {"pk": "claim_returned"},
        state="empty",
        act=_send_empty,
    ),
    Shown("counsellor:claim_withdraw", "counsellor", {"pk": "claim_drawn"}),
    Shown("counsellor:claim_receipt", "counsellor", {"pk": "claim_returned"}),
    Shown("counsellor:receipt_take_off", "counsellor", {"pk": "receipt"}),
    Shown("counsellor:outside_benefit", "counsellor", CASE),
    Shown("counsellor:outside_benefit", "counsellor", CASE, state="empty", act=_send_empty),
    Shown("counsellor:outside_take_back", "counsellor", CASE | {"outside": "outside_benefit"}),
    # A company's page
    Shown("employer:home", "employer"),
    Shown("employer:profile", "employer"),
    *(
        Shown("employer:candidate", "employer", {"pk": f"proposal_{state}"}, state=state)
        for state in ("offered", "welcomed", "introduced", "interviewed")
    ),
    Shown("employer:candidate_answer", "employer", {"pk": "proposal_offered"}),
    Shown(
        "employer:candidate_answer",
        "employer",
        {"pk": "proposal_offered"},
        state="empty",
        act=_send_empty,
    ),
    Shown("employer:candidate_interview", "employer", {"pk": "proposal_introduced"}),
    Shown("employer:candidate_result", "employer", {"pk": "proposal_interviewed"}),
    Shown("employer:trial", "employer", {"pk": "trial"}),
    Shown("employer:trial", "employer", {"pk": "arranged"}, state="arranged"),
    Shown("employer:trial", "employer", {"pk": "evaluated"}, state="evaluated"),
    Shown("employer:trial_confirm", "employer", {"pk": "arranged"}),
    Shown("employer:trial_tutor", "employer", {"pk": "arranged"}),
    Shown("employer:trial_mark", "employer", {"pk": "trial", "day": "trial_day"}),
    Shown("employer:trial_evaluate", "employer", {"pk": "trial"}),
    Shown("employer:trial_offer", "employer", {"pk": "trial"}),
    Shown("employer:close_opening", "employer", {"pk": "opening"}),
    Shown("employer:close_host", "employer", {"pk": "host"}),
    Shown("employer:offer_opening", "employer"),
    Shown("employer:offer_host", "employer"),
    Shown("employer:enter", "nobody"),
    Shown("matching:account", "matching", COMPANY, state="letters"),
    Shown("matching:company_offers", "matching"),
    Shown("matching:company_offer_decline", "matching", {"pk": "company_offer"}),
    # The desk of courses
    Shown("training:courses", "trainer"),
    Shown("training:courses", "counsellor"),
    Shown("training:courses", "manager"),
    Shown("training:calendar", "trainer", {"key": "this_year"}),
    Shown("training:calendar", "manager", {"key": "this_year"}, "?month=2050-01", state="bare"),
    Shown("training:plan", "trainer", {"key": "this_year"}),
    Shown("training:plan", "trainer", {"key": "this_year"}, "?course=sling", state="course"),
    Shown(
        "training:plan",
        "manager",
        {"key": "this_year"},
        "?course=sling",
        state="empty",
        act=_send_empty,
    ),
    Shown("training:run", "trainer", {"pk": "run"}),
    Shown("training:run", "counsellor", {"pk": "run"}),
    Shown("training:cancel", "trainer", {"pk": "run"}),
    Shown("training:run", "trainer", {"pk": "full_run"}, state="full"),
    Shown("training:attendance", "trainer", {"pk": "full_run", "number": 1}),
    Shown("training:participant", "trainer", {"pk": "participant"}),
    Shown("training:participant", "trainer", {"pk": "wisher"}, state="wishing"),
    Shown("training:enrol", "trainer", {"pk": "wisher", "run_id": "run"}),
    Shown("training:wait", "trainer", {"pk": "wisher", "run_id": "full_run"}),
    Shown("training:decline", "trainer", {"pk": "participant"}),
    Shown("training:make_up", "trainer", {"pk": "participant"}),
    Shown("training:complete", "trainer", {"pk": "participant"}),
    Shown("training:certificate", "trainer", {"pk": "completed"}),
    Shown("training:allot", "trainer", {"key": "this_year", "course": "forklift"}),
    Shown("training:allot", "manager", {"key": "this_year", "course": "sling"}, state="nobody"),
    Shown("training:allotment", "counsellor", {"pk": "allotment"}),
    Shown("training:allotment", "trainer", {"pk": "allotment"}, "?recheck=1", state="rechecked"),
    # The matching officer's desk
    Shown("matching:companies", "matching"),
    Shown("matching:companies", "counsellor"),
    Shown("matching:companies", "matching", query="?q=ニシキオカ&stage=opening", state="found"),
    Shown("matching:companies", "matching", query="?q=そんざいしない", state="none_found"),
    Shown("matching:company", "matching", COMPANY),
    Shown("matching:company", "counsellor", COMPANY),
    Shown("matching:register", "matching"),
    Shown("matching:register", "matching", state="empty", act=_send_empty),
    Shown("matching:register", "matching", state="again", act=_register_company_again),
    Shown("matching:correct", "matching", COMPANY),
    Shown("matching:today", "matching"),
    Shown("matching:tasks", "matching"),
    Shown("matching:task_done", "matching", {"pk": "company_task"}),
    Shown("matching:board", "matching"),
    Shown("matching:board", "counsellor"),
    Shown("matching:kit", "matching"),
    Shown("matching:answer", "matching", {"key": "no_tutor"}),
    Shown("matching:answer_add", "matching"),
    Shown("matching:record_visit", "matching", COMPANY),
    Shown("matching:record_visit", "matching", COMPANY, state="empty", act=_send_empty),
    Shown("matching:visit", "matching", VISIT),
    Shown("matching:visit", "counsellor", VISIT),
    Shown("matching:visit_correct", "matching", VISIT),
    Shown("matching:visit_withdraw", "matching", VISIT),
    Shown("matching:openings", "matching"),
    Shown("matching:openings", "counsellor", query="?state=old", state="old"),
    Shown("matching:openings", "matching", query="?q=そんざいしない", state="none_found"),
    Shown("matching:hosts", "matching"),
    *(
        Shown(f"matching:{kind}{act}", "matching", {"pk": kind})
        for kind in ("opening", "host")
        for act in ("", "_correct", "_close", "_withdraw")
    ),
    Shown("matching:opening", "counsellor", {"pk": "opening"}),
    Shown("matching:opening_add", "matching", COMPANY),
    Shown("matching:opening_add", "matching", COMPANY, state="empty", act=_send_empty),
    Shown("matching:host_add", "matching", COMPANY),
    Shown("matching:host_add", "matching", COMPANY, state="empty", act=_send_empty),
    Shown("matching:subsidies", "matching"),
    Shown("matching:subsidies", "counsellor", query=f"?check=1&{PLAN}", state="checked"),
    Shown("matching:subsidy", "matching", {"key": "tokkai_midlife"}),
    Shown("matching:subsidy_add", "manager"),
    Shown("matching:listings", "matching"),
    Shown("matching:listing", "matching", {"pk": "listing"}),
    Shown("matching:listing_add", "matching", COMPANY, state="no_list", status=403),
    # The desk of proposals
    Shown("proposals:awaited", "matching"),
    Shown("proposals:awaited", "counsellor"),
    Shown("proposals:awaited", "colleague", state="none"),
    Shown("proposals:settled", "matching"),
    Shown("proposals:board", "matching"),
    Shown("proposals:board", "colleague", state="nobody"),
    Shown("proposals:board", "counsellor", query="?case={case}", state="person"),
    Shown("proposals:board", "matching", query="?opening={fitting}", state="opening"),
    Shown("proposals:board", "matching", query="?case={case}&opening={fitting}", state="pair"),
    Shown("proposals:case", "counsellor", CASE),
    Shown("proposals:case", "matching", CASE),
    Shown("proposals:case", "counsellor", {"pk": "outside"}, state="unheard"),
    Shown("proposals:wishes", "counsellor", CASE),
    Shown("proposals:wishes", "counsellor", {"pk": "outside"}, state="empty", act=_send_empty),
    *(
        Shown("proposals:proposal", by, {"pk": f"proposal_{state}"}, state=state)
        for by, state in (
            ("counsellor", "proposed"),
            ("matching", "offered"),
            ("matching", "welcomed"),
            ("matching", "introduced"),
        )
    ),
    Shown("proposals:answer", "counsellor", {"pk": "proposal_proposed"}),
    Shown(
        "proposals:answer",
        "counsellor",
        {"pk": "proposal_proposed"},
        state="empty",
        act=_send_empty,
    ),
    Shown("proposals:ask_company", "matching", {"pk": "proposal_wanted"}),
    Shown("proposals:profile", "matching", {"pk": "proposal_wanted"}),
    Shown("proposals:company_answer", "matching", {"pk": "proposal_offered"}),
    Shown("proposals:consent", "counsellor", {"pk": "proposal_welcomed"}),
    Shown("proposals:consent_withdraw", "counsellor", {"pk": "proposal_welcomed"}),
    Shown("proposals:introduce", "matching", {"pk": "proposal_welcomed"}),
    Shown("proposals:interview", "matching", {"pk": "proposal_introduced"}),
    Shown("proposals:result", "matching", {"pk": "proposal_interviewed"}),
    Shown("proposals:end", "matching", {"pk": "proposal_proposed"}),
    Shown("matching:surveys", "matching"),
    Shown("matching:survey_record", "matching", COMPANY),
    Shown("matching:survey_record", "matching", COMPANY, state="empty", act=_send_empty),
    Shown("matching:survey_withdraw", "matching", {"pk": "survey_answer"}),
    Shown("matching:stances", "matching"),
    Shown("matching:stance_note", "matching", COMPANY),
    # The manager's desk
    Shown("manager:programmes", "manager"),
    Shown("manager:programme", "manager", YEAR),
    Shown("manager:programme", "supervisor", {"key": "this_year"}),
    Shown("manager:flow", "manager", YEAR),
    Shown("manager:typology", "manager", YEAR),
    Shown("manager:indicator", "manager", YEAR | {"indicator": "part.consulting"}, state="part"),
    Shown("manager:indicator", "manager", ONE),
    Shown("manager:indicator", "supervisor", ONE),
    Shown("manager:indicator", "manager", ONE, query="?tab=not_counted", state="not_counted"),
    Shown("manager:indicator", "manager", ONE, query="?tab=unknown", state="unknown"),
    Shown("manager:measures", "manager", YEAR),
    Shown("manager:freeze", "manager", YEAR),
    Shown("manager:measure", "manager", YEAR | {"measure": "measure"}),
    Shown("manager:targets", "manager", YEAR),
    Shown("manager:target", "manager", ONE),
    Shown("manager:scheme", "manager", {"key": "this_year"}),
    Shown("manager:scheme_parts", "manager", {"key": "this_year"}),
    Shown("manager:scheme_texts", "manager", {"key": "this_year"}),
    Shown("manager:scheme_benefits", "manager", {"key": "this_year"}),
    Shown("manager:minimum_wages", "manager", {"key": "this_year"}),
    Shown("manager:short_industries", "manager", {"key": "this_year"}),
    Shown("manager:short_industries", "supervisor", YEAR),
    Shown("manager:scheme_revise", "manager", {"key": "this_year"}),
    Shown("manager:scheme_version", "manager", {"key": "this_year", "number": 2}),
    Shown("manager:indicator_new", "manager", {"key": "this_year"}),
    Shown("manager:indicator_add", "manager", {"key": "this_year", "kind": "event"}),
    Shown(
        "manager:indicator_add", "manager", {"key": "this_year", "kind": "funnel"}, state="steps"
    ),
    Shown("manager:indicator_change", "manager", {"key": "this_year"} | THIRD),
    Shown(
        "manager:indicator_change",
        "manager",
        {"key": "this_year"} | THIRD,
        state="refused",
        act=_ask_for_nothing,
    ),
    Shown("manager:indicator_remove", "manager", {"key": "this_year"} | THIRD),
    Shown("manager:sheets", "manager"),
    Shown("manager:sheet", "manager", {"key": "sheet"}),
    Shown("manager:sheet", "supervisor", {"key": "sheet"}, state="to_approve"),
    Shown("manager:sheet", "supervisor", {"key": "approved_sheet"}, state="approved"),
    Shown("manager:sheet", "manager", {"key": "published_sheet"}, state="published"),
    Shown("manager:sheet_reword", "manager", {"key": "sheet"}),
    Shown("manager:sheet_reword", "manager", {"key": "sheet"}, state="preview", act=_look_at_texts),
    Shown("manager:sheet_reword", "manager", {"key": "sheet"}, state="long", act=_write_too_much),
    Shown("manager:sheet_reword", "manager", {"key": "sheet"}, state="late", act=_word_late),
    Shown("manager:sheet_restore", "manager", {"key": "sheet"}),
    Shown("manager:sheet_approve", "supervisor", {"key": "midyear_sheet"}),
    Shown("manager:sheet_publish", "manager", {"key": "approved_sheet"}),
    Shown("manager:sheet_withdraw", "manager", {"key": "published_sheet"}),
    Shown("manager:sheet_draw_up", "manager", {"key": "this_year"}),
    Shown("manager:programme_start", "manager"),
    Shown("manager:programme_start", "manager", state="empty", act=_send_empty),
    Shown("manager:programme_take_back", "manager", {"key": "unused_programme"}),
    Shown("manager:programme_take_back", "manager", YEAR, state="used"),
    Shown("manager:programme", "manager", {"key": "unused_programme"}, state="unused"),
    Shown("manager:contract_conclude", "manager", YEAR),
    Shown("manager:contract_conclude", "manager", YEAR, state="empty", act=_send_empty),
    Shown("manager:contract_take_back", "manager", {"key": "this_year", "contract": "contract"}),
    Shown("manager:staff_add_contractor", "manager", {"key": "contractor"}),
    Shown(
        "manager:staff_add_contractor",
        "manager",
        {"key": "contractor"},
        state="empty",
        act=_send_empty,
    ),
    Shown("manager:benefits", "manager"),
    Shown("manager:claims", "manager", {"key": "this_year"}),
    Shown("manager:claims", "supervisor", {"key": "this_year"}, "?list=decide", state="decide"),
    Shown("manager:claims", "manager", YEAR, state="bare"),
    *(
        Shown("manager:claim", by, {"key": "this_year", "claim": f"claim_{state}"}, state=state)
        for by, state in (
            ("supervisor", "drawn"),
            ("manager", "checked"),
            ("manager", "approved"),
            ("manager", "declined"),
        )
    ),
    Shown(
        "manager:claim_decide",
        "supervisor",
        {"key": "this_year", "claim": "claim_drawn", "act": "check"},
    ),
    Shown(
        "manager:claim_decide",
        "manager",
        {"key": "this_year", "claim": "claim_checked", "act": "return"},
        state="empty",
        act=_send_empty,
    ),
    Shown("manager:claim_account", "manager", {"key": "this_year", "claim": "claim_approved"}),
    Shown(
        "manager:claim_account",
        "manager",
        {"key": "this_year", "claim": "claim_approved"},
        state="empty",
        act=_send_empty,
    ),
    Shown("manager:payments", "manager", {"key": "this_year"}),
    Shown("manager:payment_make", "manager", {"key": "this_year"}),
    Shown("manager:payment_make", "manager", {"key": "this_year"}, state="empty", act=_send_empty),
    Shown("manager:paying_account", "manager", {"key": "this_year"}),
    Shown("manager:payment_list", "manager", {"key": "this_year", "payment_list": "payment_list"}),
    Shown("manager:payment_paid", "manager", {"key": "this_year", "payment_list": "payment_list"}),
    Shown("manager:payment_keep", "manager", {"key": "this_year", "payment_list": "payment_list"}),
    Shown(
        "manager:payment_take_back", "manager", {"key": "this_year", "payment_list": "payment_list"}
    ),
    Shown(
        "manager:payment_take_back",
        "manager",
        {"key": "this_year", "payment_list": "payment_list"},
        state="empty",
        act=_send_empty,
    ),
    Shown("manager:budget", "manager", {"key": "this_year"}),
    Shown("manager:budget", "supervisor", YEAR, state="bare"),
    Shown("manager:budget_line", "manager", {"key": "this_year"}),
    Shown("manager:budget_line", "manager", {"key": "this_year"}, state="empty", act=_send_empty),
    Shown("manager:imports", "manager"),
    Shown("manager:import_new", "manager"),
    Shown("manager:import_new", "manager", state="empty", act=_send_empty),
    Shown("manager:import_new", "manager", state="kept", act=_hand_in_half),
    Shown("manager:import_mapping", "manager", {"key": "ledger_mapping"}),
    *(
        Shown("manager:import", "manager", {"key": f"ledger_{state}"}, state=state)
        for state in (
            *("mapping", "refused", "asking", "years", "ready", "importing", "imported"),
            *("undone", "given_up"),
        )
    ),
    Shown("manager:import_undo", "manager", {"key": "ledger_imported"}),
    Shown("manager:import_undo", "manager", {"key": "ledger_used"}, state="used"),
    Shown("manager:joint_twins", "manager", YEAR),
    Shown("manager:joint_twins", "supervisor", YEAR, state="named"),
    Shown("manager:joint", "manager", YEAR),
    Shown("manager:joint", "manager", {"key": "this_year"}, state="outside"),
    Shown("manager:joint", "supervisor", {"key": "this_year"}, state="outside"),
    Shown("manager:joint_leave", "manager", YEAR),
    Shown("manager:staff", "manager"),
    Shown("manager:staff_courses", "nakamura"),
    Shown("manager:staff_courses", "manager", state="bare"),
    Shown("manager:staff_course_plan", "nakamura"),
    Shown("manager:staff_course", "nakamura", {"key": "staff_course"}),
    Shown("manager:staff_course_day", "nakamura", {"key": "staff_course"}),
    Shown("manager:staff_course_seat", "nakamura", {"key": "staff_course"}),
    Shown(
        "manager:staff_course_attendance",
        "nakamura",
        {"key": "staff_course", "day": "staff_course_day"},
    ),
    Shown("manager:staff_course_cancel", "nakamura", {"key": "staff_course"}),
    Shown("manager:staff_add", "manager"),
    Shown("manager:staff_add", "manager", state="empty", act=_send_empty),
    Shown("manager:staff_end", "manager", {"key": "counsellor_seat"}),
    Shown("manager:log", "manager"),
    # The public library
    Shown("public:library", "nobody"),
    Shown("public:library", "nobody", query="?prefecture=13", state="none"),
    Shown("public:sheet", "nobody", {"key": "publication"}),
    # Signing in
    Shown("account_login", "nobody"),
    Shown("account_login", "nobody", state="empty", act=_send_empty),
    Shown("account_signup", "nobody"),
    Shown("account_inactive", "nobody"),
    Shown("account_reset_password", "nobody"),
    Shown("account_reset_password_done", "nobody"),
    Shown(
        "account_reset_password_from_key", "nobody", {"uidb36": "newcomer", "key": "newcomer_key"}
    ),
    Shown(
        "account_reset_password_from_key",
        "nobody",
        {"uidb36": "newcomer", "key": "used"},
        state="used",
    ),
    Shown("account_reset_password_from_key_done", "nobody"),
    Shown("mfa_authenticate", "half_way"),
    Shown("mfa_authenticate", "half_way", query="?way=recovery", state="recovery"),
    # One's own account
    Shown("seats", "counsellor"),
    Shown("no_seat", "seatless"),
    Shown("unsent", "colleague", {"key": "unsent"}),
    Shown("account_logout", "counsellor"),
    Shown("account_change_password", "counsellor"),
    Shown("account_reauthenticate", "counsellor"),
    Shown("mfa_index", "newcomer"),
    Shown("mfa_index", "holder"),
    Shown("mfa_index", "counsellor"),
    Shown("mfa_activate_totp", "newcomer"),
    Shown("mfa_deactivate_totp", "holder"),
    Shown("mfa_reauthenticate", "holder"),
    Shown("mfa_reauthenticate_webauthn", "holder"),
    Shown("mfa_view_recovery_codes", "holder"),
    Shown("mfa_generate_recovery_codes", "holder"),
    Shown("mfa_list_webauthn", "holder"),
    Shown("mfa_add_webauthn", "holder"),
    Shown("mfa_edit_webauthn", "holder", {"pk": "key"}),
    Shown("mfa_remove_webauthn", "holder", {"pk": "key"}),
    # What is said instead of a page
    Shown("counsellor:case", "counsellor", {"pk": "nobodys"}, state="not_there", status=404),
    Shown("manager:programmes", "counsellor", state="denied", status=403),
)

TAKES_POSTS = "takes what a form or a script sends; it is no page"
_SENDS_ON = "only sends on to another page"
_IS_A_FILE = "hands over a file"
_ASKS_THE_SAME = "asks by the form of a page that is looked at, and is there on some days only"
_NOT_OFFERED = "answers as if it were not there: addresses are the organisation's"

EXCUSED = {
    "start": _SENDS_ON,
    "outreach:offline_worker": _IS_A_FILE,
    "outreach:offline_today": _IS_A_FILE,
    "outreach:offline_send": TAKES_POSTS,
    "outreach:note_add": TAKES_POSTS,
    "counsellor:break_glass_done": TAKES_POSTS,
    "outreach:conference_out": TAKES_POSTS,
    "seeker:paper_take_back": TAKES_POSTS,
    "unsent_send": TAKES_POSTS,
    "unsent_forget": TAKES_POSTS,
    "counsellor:left_open_take_back": TAKES_POSTS,
    "counsellor:remark": TAKES_POSTS,
    "counsellor:record_read": TAKES_POSTS,
    "counsellor:handover_accept": TAKES_POSTS,
    "counsellor:pair_two": TAKES_POSTS,
    "counsellor:board_export": _IS_A_FILE,
    "counsellor:record_draft": TAKES_POSTS,
    "counsellor:record_discard": TAKES_POSTS,
    "counsellor:correct_draft": TAKES_POSTS,
    "counsellor:waiting_end": TAKES_POSTS,
    "counsellor:booking_move_back": TAKES_POSTS,
    "counsellor:booking_agree": TAKES_POSTS,
    "counsellor:booking_reminded": TAKES_POSTS,
    "counsellor:off_end": TAKES_POSTS,
    "counsellor:calendar": _IS_A_FILE,
    "ibasho:tablet": TAKES_POSTS,
    "counsellor:settle": TAKES_POSTS,
    "counsellor:follow_up_gone_by": _ASKS_THE_SAME,
    "counsellor:plan_draft": TAKES_POSTS,
    "counsellor:plan_comment": TAKES_POSTS,
    "counsellor:plan_print": _IS_A_FILE,
    "counsellor:paper_draft": TAKES_POSTS,
    "counsellor:paper_new_draft": TAKES_POSTS,
    "counsellor:paper_comment": TAKES_POSTS,
    "counsellor:paper_print": _IS_A_FILE,
    "counsellor:paper_file": _IS_A_FILE,
    "counsellor:receipt_file": _IS_A_FILE,
    "counsellor:training_certificate_file": _IS_A_FILE,
    "counsellor:cases_export": _IS_A_FILE,
    "counsellor:counselling_file": _IS_A_FILE,
    "counsellor:counselling_leave": TAKES_POSTS,
    "counsellor:counselling_emergency_done": TAKES_POSTS,
    "counsellor:counselling_wait_end": TAKES_POSTS,
    "counselling:withdraw": TAKES_POSTS,
    "counsellor:account_letter": TAKES_POSTS,
    "counsellor:account_renew": TAKES_POSTS,
    "employer:stay": TAKES_POSTS,
    "employer:confirm_opening": TAKES_POSTS,
    "employer:confirm_host": TAKES_POSTS,
    "employer:choose_password": "opens for whoever has just typed a letter's code",
    "matching:account_end": TAKES_POSTS,
    "proposals:seeker_ledger": _IS_A_FILE,
    "seeker:paper_print": _IS_A_FILE,
    "seeker:lot_file": _IS_A_FILE,
    "seeker:paper_file": _IS_A_FILE,
    "seeker:claim_letter": _IS_A_FILE,
    "seeker:receipt_file": _IS_A_FILE,
    "seeker:paper_confirm": TAKES_POSTS,
    "seeker:undo": TAKES_POSTS,
    "seeker:accept": TAKES_POSTS,
    "seeker:leave": _SENDS_ON,
    "seeker:choose_login": "opens for whoever has just typed a letter's code",
    "matching:companies_export": _IS_A_FILE,
    "matching:opening_ledger": _IS_A_FILE,
    "outreach:briefing": _IS_A_FILE,
    "manager:staff_course_finish": TAKES_POSTS,
    "manager:staff_certificate": _IS_A_FILE,
    "counsellor:referral_letter": _IS_A_FILE,
    "proposals:letter": _IS_A_FILE,
    "proposals:propose": _SENDS_ON,
    "matching:opening_confirm": TAKES_POSTS,
    "matching:host_confirm": TAKES_POSTS,
    "matching:visit_draft": TAKES_POSTS,
    "matching:visit_discard": TAKES_POSTS,
    "manager:sheet_reword_settle": TAKES_POSTS,
    "manager:sheet_file": _IS_A_FILE,
    "public:sheet_file": _IS_A_FILE,
    "training:certificate_file": _IS_A_FILE,
    "training:receipt": _IS_A_FILE,
    "experience:agreement": _IS_A_FILE,
    "experience:insured_list": _IS_A_FILE,
    "experience:mismatches_export": _IS_A_FILE,
    "manager:import_mapping_file": _IS_A_FILE,
    "manager:import_marked": _IS_A_FILE,
    "manager:import_blank": _IS_A_FILE,
    "manager:joint_begin": TAKES_POSTS,
    "manager:joint_join": TAKES_POSTS,
    "manager:joint_count": TAKES_POSTS,
    "manager:joint_twins_confirm": TAKES_POSTS,
    "manager:import_answer": TAKES_POSTS,
    "manager:import_year": TAKES_POSTS,
    "manager:import_take_in": TAKES_POSTS,
    "manager:import_give_up": TAKES_POSTS,
    "rights:register_export": _IS_A_FILE,
    "rights:request_paper": _IS_A_FILE,
    "rights:request_extension": _IS_A_FILE,
    "rights:request_file": _IS_A_FILE,
    "rights:request_together": TAKES_POSTS,
    "manager:log_export": _IS_A_FILE,
    "manager:typology_export": _IS_A_FILE,
    "manager:flow_export": _IS_A_FILE,
    "manager:figures_export": _IS_A_FILE,
    "manager:claim_notice": _IS_A_FILE,
    "manager:claim_payment_notice": _IS_A_FILE,
    "manager:claim_receipt": _IS_A_FILE,
    "manager:payment_export": _IS_A_FILE,
    "manager:scheme_text": _IS_A_FILE,
    "manager:evidence_export": _IS_A_FILE,
    "account_email": _NOT_OFFERED,
    "account_email_verification_sent": _NOT_OFFERED,
    "account_confirm_email": _NOT_OFFERED,
    "account_set_password": _SENDS_ON,
    "account_confirm_login_code": _SENDS_ON,
    "mfa_download_recovery_codes": _IS_A_FILE,
    "mfa_login_webauthn": "answers the sign-in page's script with data",
}
