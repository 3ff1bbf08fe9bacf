"""個人情報ファイル簿: the entry that a body publishes of its file of people, drawn up from what it holds."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Model, Q
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from bansou.benefits.models import BankAccount, Claim
from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.database.erasing import ERASED
from bansou.commons.organisations.models import Organisation
from bansou.commons.rows import Level
from bansou.desks.rights.finding import refusing
from bansou.desks.shared.door import door
from bansou.desks.shared.exports import FORMATS, Table, file_response
from bansou.people.models import Case, Consent, Disclosure, Paper, Person, Step
from bansou.placement.models import Hire, Proposal
from bansou.programmes.queries import contracts_on
from bansou.support.models import (
    Consultation,
    CounsellingBooking,
    CounsellingSummary,
    CourseApplication,
    Experience,
    HeldQualification,
    IbashoLink,
    OutreachVisit,
)

#: Of a file of more people than this an entry is published (個人情報の保護に関する法律).
PUBLISHED_ABOVE = 1_000
#: What is recorded, and the tables in which a body has rows if it records that.
_ITEMS: tuple[tuple[str | Promise, tuple[type[Model], ...]], ...] = (
    (gettext_lazy("氏名、読み、生年月日"), (Person,)),
    (gettext_lazy("電話番号、メールアドレス、住所"), (Person,)),
    (gettext_lazy("相談の記録"), (Consultation,)),
    (gettext_lazy("支援の計画、応募書類"), (Paper,)),
    (gettext_lazy("受講、保有資格"), (CourseApplication, HeldQualification)),
    (gettext_lazy("職場の見学・体験"), (Experience,)),
    (gettext_lazy("求人の提案、就職と定着"), (Proposal, Hire)),
    (gettext_lazy("支給の請求、振込先の口座"), (Claim, BankAccount)),
    (gettext_lazy("訪問と同行"), (OutreachVisit,)),
    (gettext_lazy("心理カウンセリング"), (CounsellingBooking, CounsellingSummary)),
    (gettext_lazy("居場所の利用"), (IbashoLink,)),
    (gettext_lazy("同意、情報提供の記録"), (Consent, Disclosure)),
)
_PSYCHOLOGICAL = (CounsellingBooking, CounsellingSummary)


@dataclass(frozen=True, slots=True)
class Entry:
    """The entry, line by line: what it is called, what the records say, or nothing to be filled in."""

    people: int
    lines: tuple[tuple[str, str], ...]

    @property
    def is_published(self) -> bool:
        """Tell whether the file has more people than are let off."""
        return self.people > PUBLISHED_ABOVE


@require_safe
@door("register.read")
@refusing
def page(request: Any) -> HttpResponse:
    """The entry as it would be published today."""
    entry = _entry(request)
    return render(request, "rights/register.html", {"entry": entry, "above": PUBLISHED_ABOVE})


@require_safe
@door("register.read")
@refusing
def export(request: Any, form: str) -> HttpResponse:
    """The entry as a file, to be filled in and published."""
    if form not in FORMATS:
        raise Http404
    entry = _entry(request)
    note_reading(
        by=request.actor,
        kind=AccessLog.Kind.EXPORT,
        subject="register",
        at=request.now,
        keeper_id=request.actor.require_organisation(),
        detail={"format": form},
    )
    table = Table(_("個人情報ファイル簿"), (_("項目"), _("内容")), entry.lines)
    return file_response(table, form)


def _entry(request: Any) -> Entry:
    own = request.actor.require_organisation()
    body = Organisation.objects.get(pk=own)
    people = _people(own)
    contractors = contracts_on(own, request.today).select_related("contractor")
    entrusted = sorted({contract.contractor.name for contract in contractors})
    # Who sits in a conference is told of one case once, and no regular recipient.
    recipients = Disclosure.objects.filter(organisation_id=own).exclude(source="conference")
    handed = sorted(set(recipients.values_list("recipient", flat=True)) - set(entrusted))
    lines = (
        (_("個人情報ファイルの名称"), _("伴走型支援の記録ファイル")),
        (_("行政機関等の名称"), body.name),
        (_("利用に供される事務をつかさどる組織の名称"), ""),
        (
            _("利用目的"),
            _("就職氷河期世代などの相談、就労と社会参加の支援、支給、事業の評価のため"),
        ),
        (_("記録項目"), "、".join(_items(own))),
        (_("記録範囲"), _("支援を申し込んだ人、相談した家族（%(number)d人）") % {"number": people}),
        (_("収集方法"), _("本人または家族からの聞き取りと書面、委託先からの報告")),
        (_("要配慮個人情報が含まれるか"), _("含む") if _is_sensitive(own) else _("含まない")),
        (_("経常的提供先"), "、".join(handed) or _("なし")),
        (_("委託先"), "、".join(entrusted) or _("なし")),
        (_("開示請求等を受理する組織の名称と所在地"), ""),
        (_("個人情報ファイルの種別"), _("電子計算機処理に係るファイル")),
        (_("備考"), ""),
    )
    return Entry(people, lines)


def _people(own: UUID) -> int:
    """Everybody who can be told from the records: who is named, and cases in which nobody is yet."""
    named = (
        Person.objects.filter(organisation_id=own, merged_into=None).exclude(name=ERASED).count()
    )
    return named + Case.objects.filter(organisation_id=own, person=None).count()


def _items(own: UUID) -> list[str]:
    return [str(label) for label, models in _ITEMS if _has_rows(own, models)]


def _has_rows(own: UUID, models: Iterable[type[Model]]) -> bool:
    return any(model._default_manager.filter(organisation_id=own).exists() for model in models)


def _is_sensitive(own: UUID) -> bool:
    above = Q(organisation_id=own, level__gte=Level.SENSITIVE)
    return _has_rows(own, _PSYCHOLOGICAL) or any(
        model._default_manager.filter(above).exists() for model in (Step, Paper, OutreachVisit)
    )
