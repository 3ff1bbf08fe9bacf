"""閲覧履歴: who opened, searched or wrote out what of the organisation's records, and when."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.commons.access.queries import may
from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.clock import day_begins_at, local_moment, moment_on_paper
from bansou.commons.organisations.models import Role, User
from bansou.desks.manager.evidence import Who, whose
from bansou.desks.manager.finding import key_in
from bansou.desks.manager.forms import LogFilter
from bansou.desks.manager.logged import Particulars, particulars_of
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import FORMATS, Table, file_response
from bansou.desks.shared.parts import Page

PAGE_SIZE = 50
#: A file longer than this nobody reads; it says that it was cut.
MOST_ROWS = 50_000
#: What the subjects in the log are called; another one shows itself.
SUBJECTS = {
    "case": gettext_lazy("ケース"),
    "cases": gettext_lazy("ケースの一覧"),
    "case_list": gettext_lazy("ケースの一覧"),
    "conflict": gettext_lazy("利益相反の記録"),
    "emergency": gettext_lazy("緊急の閲覧"),
    "consultation": gettext_lazy("相談の記録"),
    "consultation.form": gettext_lazy("相談を書く画面"),
    "elsewhere": gettext_lazy("ほかの団体への照会"),
    "family": gettext_lazy("家族等の連絡先と話"),
    "statement": gettext_lazy("家族等の話"),
    "handover": gettext_lazy("引継ぎの要約"),
    "record": gettext_lazy("記録とコメント"),
    "double": gettext_lazy("同じ人かもしれない2人"),
    "merge": gettext_lazy("名寄せ"),
    "remarks": gettext_lazy("記録とコメント"),
    "unread": gettext_lazy("未読の記録の一覧"),
    "plans": gettext_lazy("見直すプランの一覧"),
    "supervision": gettext_lazy("相談員ごとのようす"),
    "booking": gettext_lazy("予約"),
    "bookings": gettext_lazy("予約の表"),
    "calendar": gettext_lazy("予定の配信（名前入り）"),
    "waiting": gettext_lazy("空き待ち"),
    "desk": gettext_lazy("窓口"),
    "hour": gettext_lazy("開設時間"),
    "duty": gettext_lazy("当番"),
    "off": gettext_lazy("休業日・休み"),
    "unsent": gettext_lazy("送り直す内容"),
    "paper": gettext_lazy("書類"),
    "papers": gettext_lazy("書類の一覧"),
    "paper.form": gettext_lazy("書類を書く画面"),
    "paper.print": gettext_lazy("印刷した書類"),
    "attachment": gettext_lazy("添付ファイル"),
    "goal": gettext_lazy("キャリアプランの目標"),
    "proposal": gettext_lazy("求人の提案"),
    "proposals": gettext_lazy("提案の一覧"),
    "board": gettext_lazy("マッチングの表"),
    "seeker_ledger": gettext_lazy("求職管理簿"),
    "hire": gettext_lazy("就職の記録"),
    "follow-up": gettext_lazy("就職後の確認"),
    "person": gettext_lazy("本人の情報"),
    "persons": gettext_lazy("同じ人かもしれない人"),
    "today": gettext_lazy("「今日」の画面"),
    "task": gettext_lazy("約束"),
    "tasks": gettext_lazy("約束の一覧"),
    "referral": gettext_lazy("紹介の記録"),
    "sharing": gettext_lazy("情報提供とつなぎ"),
    "sharing-consent": gettext_lazy("情報提供への同意"),
    "partner": gettext_lazy("関係機関"),
    "company": gettext_lazy("企業の一覧"),
    "employer": gettext_lazy("企業"),
    "candidate": gettext_lazy("企業に紹介した人"),
    "trial": gettext_lazy("企業での見学・体験"),
    "stay": gettext_lazy("在籍の知らせ"),
    "company_people": gettext_lazy("企業のページの一覧"),
    "visit": gettext_lazy("企業訪問の記録"),
    "offer": gettext_lazy("企業からの申し出"),
    "opening": gettext_lazy("求人"),
    "host": gettext_lazy("受入先"),
    "survey": gettext_lazy("企業アンケートの回答"),
    "listing": gettext_lazy("応援企業リスト"),
    "run": gettext_lazy("開講した講座"),
    "roster": gettext_lazy("受講者の一覧"),
    "account": gettext_lazy("本人のアカウント"),
    "benefit": gettext_lazy("事業の支給"),
    "benefits": gettext_lazy("ケースの支給"),
    "claims": gettext_lazy("支給の請求の一覧"),
    "claim": gettext_lazy("支給の請求"),
    "payment": gettext_lazy("支払リスト"),
    "outside": gettext_lazy("ほかの給付の記録"),
    "training": gettext_lazy("受講と資格"),
    "training_notice": gettext_lazy("受講のお知らせ"),
    "application": gettext_lazy("受講の申込み"),
    "held": gettext_lazy("保有資格"),
    "receipt": gettext_lazy("領収書"),
    "allotment": gettext_lazy("受講枠の割当"),
    "experience": gettext_lazy("見学・体験"),
    "experiences": gettext_lazy("見学・体験の一覧"),
    "day": gettext_lazy("見学・体験の実施日"),
    "outreach": gettext_lazy("訪問・専門チーム"),
    "posting": gettext_lazy("区への配置"),
    "team": gettext_lazy("専門チーム"),
    "expert": gettext_lazy("専門チームのメンバー"),
    "dispatch": gettext_lazy("派遣依頼"),
    "dispatches": gettext_lazy("派遣依頼の一覧"),
    "formulation": gettext_lazy("見立て"),
    "conference": gettext_lazy("ケース会議"),
    "conferences": gettext_lazy("ケース会議の一覧"),
    "home-visit": gettext_lazy("訪問・同行の記録"),
    "visit-note": gettext_lazy("訪問先で書いた記録"),
    "home-visits": gettext_lazy("訪問の予定の一覧"),
    "counselling": gettext_lazy("心理カウンセリング"),
    "counselling.record": gettext_lazy("心理の記録"),
    "counselling.record.form": gettext_lazy("心理の記録を書き直す画面"),
    "counselling.key": gettext_lazy("心理の記録の鍵"),
    "counselling.file": gettext_lazy("心理の記録の添付"),
    "erasure": gettext_lazy("消去の決定"),
    "register": gettext_lazy("個人情報ファイル簿"),
    "keeping": gettext_lazy("記録の保存と消去"),
    "disclosure": gettext_lazy("開示請求"),
    "request": gettext_lazy("開示請求"),
    "release": gettext_lazy("心理の記録を渡す決定"),
    "licence": gettext_lazy("心理職の資格"),
    "rota": gettext_lazy("心理カウンセリングの枠"),
    "counselling.rota": gettext_lazy("心理カウンセリングの枠と予約"),
    "member": gettext_lazy("心理の記録のチームの人"),
    "file": gettext_lazy("添付ファイル"),
    "guest": gettext_lazy("居場所に来る人"),
    "ibasho": gettext_lazy("居場所のようす"),
    "insurance": gettext_lazy("インターンシップ保険"),
    "insured": gettext_lazy("被保険者名簿"),
    "mismatches": gettext_lazy("合わなかった理由"),
    "programme": gettext_lazy("事業"),
    "contract": gettext_lazy("委託"),
    "contractor": gettext_lazy("受託者"),
    "import": gettext_lazy("渡された台帳"),
    "staff": gettext_lazy("職員の登録"),
    "course": gettext_lazy("支援人材養成研修"),
    "lesson": gettext_lazy("支援人材養成研修の回"),
    "seat": gettext_lazy("支援人材養成研修の参加"),
    "opening_ledger": gettext_lazy("求人管理簿"),
    "evidence": gettext_lazy("指標の根拠"),
    "twin": gettext_lazy("同じ読みと生年月日の2人"),
    "indicators": gettext_lazy("指標の表"),
    "measure": gettext_lazy("確定値"),
    "sheet": gettext_lazy("事例シート"),
    "ledger": gettext_lazy("渡された台帳"),
    "access_log": gettext_lazy("閲覧履歴"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One act of reading in the list."""

    log: AccessLog
    who: str
    role: str
    body: str
    subject: str
    whose: Who | None
    particulars: Particulars

    @property
    def repeats_itself(self) -> bool:
        """Tell whether the subject is said by the case's number already: ケース T3-001."""
        return self.log.subject == "case" and self.whose is not None and not self.whose.is_named


@door("access_log.read")
def index(request: Any) -> HttpResponse:
    """The log, the latest first, narrowed by who, what and when."""
    form = _form(request)
    rows = narrowed(request, form)
    page = _page_of(request, rows)
    return render(
        request,
        "manager/log/index.html",
        {
            "form": form,
            "entries": _entries(request, page.rows),
            "page": _pager(request, page),
            "is_narrowed": any(form.asked()),
            "query": f"?{urlencode(query)}" if (query := _query(request)) else "",
        },
    )


@door("access_log.read")
def export(request: Any, form: str) -> HttpResponse:
    """The log as a file; writing it out is logged as well."""
    if form not in FORMATS:
        raise Http404
    rows = list(_ordered(narrowed(request, _form(request)))[:MOST_ROWS])
    entries = _entries(request, rows)
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.EXPORT,
        subject="access_log",
        keeper_id=request.actor.require_organisation(),
        at=request.now,
        detail={"format": form, "rows": len(entries)},
    )
    return file_response(log_table(entries), form)


def log_table(entries: list[Entry]) -> Table:
    """The log as a table."""
    heads = (
        _("日時"),
        _("日時（和暦）"),
        _("見た人"),
        _("役割"),
        _("所属"),
        _("したこと"),
        _("見たもの"),
        _("ケース番号"),
        _("年度"),
        _("事業"),
        _("指標"),
        _("探したことば"),
        _("範囲と件数"),
    )
    return Table(
        _("閲覧履歴"),
        heads,
        [
            (
                local_moment(entry.log.at).isoformat(timespec="seconds"),
                moment_on_paper(entry.log.at),
                entry.who,
                entry.role,
                entry.body,
                str(AccessLog.Kind(entry.log.kind).label),
                entry.subject,
                entry.whose.number if entry.whose else None,
                entry.particulars.year or None,
                entry.particulars.programme or None,
                entry.particulars.indicator or None,
                entry.particulars.asked or None,
                "　".join(filter(None, entry.particulars.more)) or None,
            )
            for entry in entries
        ],
    )


def _form(request: Any) -> LogFilter:
    people = User.objects.filter(
        pk__in=_own_log(request).order_by().values("actor_id").distinct()
    ).order_by("name")
    return LogFilter(
        request.GET,
        people=[(str(user.pk), user.name) for user in people],
        kinds=[(str(value), str(label)) for value, label in AccessLog.Kind.choices],
    )


def _own_log(request: Any) -> QuerySet[AccessLog]:
    return AccessLog.objects.filter(organisation_id=request.actor.organisation_id)


def narrowed(request: Any, form: LogFilter) -> QuerySet[AccessLog]:
    """The organisation's log as the filter asks for it."""
    who, kind, since, until = form.asked()
    rows = _own_log(request)
    if who:
        rows = rows.filter(actor_id=who)
    if kind:
        rows = rows.filter(kind=kind)
    if since:
        rows = rows.filter(at__gte=day_begins_at(since))
    if until:
        rows = rows.filter(at__lt=day_begins_at(until + timedelta(days=1)))
    return rows


def _ordered(rows: QuerySet[AccessLog]) -> QuerySet[AccessLog]:
    return rows.select_related("actor", "membership", "actor_organisation").order_by("-at", "-pk")


# Pages by key


@dataclass(frozen=True, slots=True)
class _Found:
    rows: list[AccessLog]
    goes_on: bool
    is_first: bool


def _page_of(request: Any, rows: QuerySet[AccessLog]) -> _Found:
    """The rows after the one that the address names by its moment and key."""
    after = _place(request.GET.get("after", ""))
    if after:
        at, key = after
        rows = rows.filter(Q(at__lt=at) | Q(at=at, pk__lt=key))
    found = list(_ordered(rows)[: PAGE_SIZE + 1])
    return _Found(found[:PAGE_SIZE], len(found) > PAGE_SIZE, after is None)


def _place(text: str) -> tuple[datetime, UUID] | None:
    moment, _mark, key = text.partition("~")
    found = key_in(key)
    try:
        at = datetime.fromisoformat(moment)
    except ValueError:
        return None
    return (at, found) if found and at.utcoffset() is not None else None


def _pager(request: Any, found: _Found) -> Page:
    address, query = reverse("manager:log"), _query(request)
    last = found.rows[-1] if found.rows else None
    on = {**query, "after": f"{last.at.isoformat()}~{last.pk}"} if last else query
    return Page(
        shown=len(found.rows),
        previous_url="" if found.is_first else f"{address}?{urlencode(query)}",
        next_url=f"{address}?{urlencode(on)}" if found.goes_on else "",
    )


def _query(request: Any) -> dict[str, str]:
    return {name: value for name, value in request.GET.items() if value and name != "after"}


# Rows


def _subject(row: AccessLog) -> str:
    """What was read; a case that is none in particular was read in a list."""
    is_list = row.subject == "case" and row.case_id is None and row.subject_id is None
    name = "cases" if is_list else row.subject
    return str(SUBJECTS.get(name, name))


def _entries(request: Any, rows: list[AccessLog]) -> list[Entry]:
    knows_names = may(request.actor, "case.open", None, request.today)
    cases: Mapping[str | None, Who] = whose(request, {row.case_id for row in rows if row.case_id})
    return [
        Entry(
            log=row,
            who=row.actor.name,
            role=str(Role(row.membership.role).label) if row.membership else "",
            body=row.actor_organisation.name if row.actor_organisation else "",
            subject=_subject(row),
            whose=cases.get(str(row.case_id)),
            particulars=particulars_of(row, knows_names=knows_names),
        )
        for row in rows
    ]
