"""講座, 職場見学・体験, 心理カウンセリング and 訪問・同行相談: acts of support in an office's ledger.

What is said in psychological counselling has no place in a ledger: day, kind and attendance only.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from bansou.commons.ledger.cells import Option, key, labelled, listed, text, yes_no
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row, chosen
from bansou.employers.ledger import company_book
from bansou.people.ledger_steps import ALWAYS, COMMON, StepWriter

COURSE_ATTENDED, COURSE_MISSED = "training.attended", "training.missed"
WORKPLACE_VISITED, WORKPLACE_TRIED = "workplace.visited", "workplace.tried"
COUNSELLED, COUNSELLING_MISSED = "counselling.held", "counselling.missed"
REACHED_OUT = "outreach.consulted"
#: Attendance: the office marks who came; a blank means that nobody came.
ATTENDED = Field("attended", yes_no, required=True)
RESTRICTED = _(
    "心理カウンセリングの内容は、台帳からは取り込みません。日付、種類、出欠の列だけを書き、"
    "この列は ignored に入れてください。"
)


class _Training(StepWriter):
    """Attendance of courses and seminars, one row for each person and day."""

    blanks: Mapping[str, Any] = {"course": "", "attended": False}

    def kind_of(self, fields: Mapping[str, Any]) -> str:
        return COURSE_ATTENDED if fields["attended"] else COURSE_MISSED

    def title_of(self, fields: Mapping[str, Any]) -> str:
        return str(fields["course"])


class _Experience(StepWriter):
    """Visits to workplaces and trials there."""

    blanks: Mapping[str, Any] = {"kind": ""}

    def __init__(self, intake: Intake) -> None:
        super().__init__(intake)
        self._companies = company_book(intake)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {**super().references, "company": self._companies.find}

    def kind_of(self, fields: Mapping[str, Any]) -> str:
        return str(fields["kind"])

    def title_of(self, fields: Mapping[str, Any]) -> str:
        act = self._acts.get(fields["kind"])
        what = act.label if act else str(_KINDS[fields["kind"]])
        return f"{what}　{fields['employer']}" if fields.get("employer") else what

    def more(self, row: Row) -> Mapping[str, Any]:
        if not row.says_anew("company"):
            return {}
        company = row.found.get("company")
        return {"employer": company.name if company else ""}


class _Counselling(StepWriter):
    """Psychological counselling: that it took place, of which kind and where; never what was said."""

    blanks: Mapping[str, Any] = {"counselling_kind": "", "place": "", "attended": False}

    def kind_of(self, fields: Mapping[str, Any]) -> str:
        return COUNSELLED if fields["attended"] else COUNSELLING_MISSED

    def title_of(self, fields: Mapping[str, Any]) -> str:
        return self._label("counselling_kinds", fields["counselling_kind"])


class _Outreach(StepWriter):
    """Consultations for which the office goes to the person or the family."""

    blanks: Mapping[str, Any] = {"channel": "", "spoken_with": "", "client_state": ""}

    def kind_of(self, fields: Mapping[str, Any]) -> str:
        return REACHED_OUT

    def title_of(self, fields: Mapping[str, Any]) -> str:
        return self._label("channels", fields["channel"])


_KINDS = {WORKPLACE_VISITED: _("職場見学"), WORKPLACE_TRIED: _("職場体験")}
_SHORT = {WORKPLACE_VISITED: ("見学",), WORKPLACE_TRIED: ("体験", "職場実習")}


#: With whom somebody who goes out speaks.
SPOKEN_WITH = (("person", _("本人")), ("family", _("家族")), ("both", _("本人と家族")))


def _experience_kinds(_scheme: object) -> list[Option]:
    return [Option(o.value, o.label, _SHORT[o.value]) for o in labelled(_KINDS.items())]


def _spoken_with(_scheme: object) -> list[Option]:
    return labelled(SPOKEN_WITH)


TRAINING = LedgerPart(
    name="training",
    label="講座・セミナー",
    fields=(*COMMON, Field("course", text(), required=True), ATTENDED, *ALWAYS),
    key="key",
    writer=_Training,
    extras=("step", COURSE_ATTENDED),
)

EXPERIENCE = LedgerPart(
    name="experience",
    label="職場見学・体験",
    fields=(
        *COMMON,
        chosen("kind", _experience_kinds, required=True),
        Field("company", key()),
        *ALWAYS,
    ),
    key="key",
    writer=_Experience,
    extras=("step", WORKPLACE_TRIED),
)

COUNSELLING = LedgerPart(
    name="counselling",
    label="心理カウンセリング",
    fields=(
        *COMMON,
        chosen("counselling_kind", listed("counselling_kinds"), required=True),
        chosen("place", listed("places"), required=True),
        ATTENDED,
        *ALWAYS,
    ),
    key="key",
    writer=_Counselling,
    extras=("step", COUNSELLED),
    refused=dict.fromkeys(("note", "own_words", "formulation", "result"), RESTRICTED),
)

OUTREACH = LedgerPart(
    name="outreach",
    label="訪問・同行の相談",
    fields=(
        *COMMON,
        chosen("channel", listed("channels"), required=True),
        chosen("spoken_with", _spoken_with, required=True),
        chosen("client_state", listed("client_states")),
        *ALWAYS,
    ),
    key="key",
    writer=_Outreach,
    extras=("step", REACHED_OUT),
)
