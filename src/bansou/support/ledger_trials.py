"""見学・体験の取決め, 出欠, 評価 and 結果: visits and trials, as an office's ledger keeps them.

A ledger that only says on which day somebody was at which company stands in 職場見学・体験
(`ledger_acts`).
"""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import wareki
from bansou.commons.errors import Refusal
from bansou.commons.ledger.brought import Brought, refuse_changes
from bansou.commons.ledger.cells import (
    Option,
    day_in_year,
    days,
    key,
    labelled,
    lines,
    listed,
    name,
    number,
    text,
    time_of_day,
    yes_no,
)
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row, chosen
from bansou.commons.ledger.withdrawals import BelongsToAnother
from bansou.commons.ledger.workbook import folded
from bansou.employers.ledger_hosts import hosts_brought
from bansou.people.ledger import case_book
from bansou.schemes.experience import EvaluationItem
from bansou.support.experience.arranging import Terms, arrange, confirm
from bansou.support.experience.attending import Mark, mark_day
from bansou.support.experience.ending import Ending, end_experience, evaluate
from bansou.support.experience.models import Experience, ExperienceDay, ExperienceEvaluation
from bansou.support.experience.requesting import Wanted, decline, request_experience
from bansou.support.ledger_insurance import kinds

TRIALS_LEDGER, TRIALS_LABEL = "trials", "見学・体験の取決め"
_Party, _Side = Experience.Party, ExperienceEvaluation.Side
#: Who confirmed, by the column of the day and, if it has one, the column of the name.
_CONFIRMED = (
    (_Party.PERSON, "person_confirmed_on", ""),
    (_Party.HOST, "host_confirmed_on", "host_name"),
    (_Party.OFFICE, "office_confirmed_on", "office_name"),
)
_TERMS = ("host", "starts_at", "ends_at")


class TermsMissing(Refusal):
    """Days are set, and it is not said where or from when until when."""

    code = "ledger.trial_terms_missing"
    message = _("日程を書いたときは、受入先、始まり、終わりも書いてください。")


class ConfirmerMissing(Refusal):
    """Somebody confirmed, and nothing says who."""

    code = "ledger.confirmer_missing"
    message = _("確認した日を書いたときは、確認した人の名前も書いてください。")


class NotPlannedThen(Refusal):
    """Nothing was planned on this day."""

    code = "ledger.trial_not_on_that_day"
    message = _(
        "%(day)sは、この見学・体験の日程にありません。取決めの日程か、日付を直してください。"
    )


class UnknownAnswer(Refusal):
    """A line of an evaluation is none of the scheme's items, or its answer none of the grades."""

    code = "ledger.unknown_answer"
    message = _(
        "「%(text)s」は、評価の項目と答えとして読めません。「%(item)s：%(grade)s」のように、"
        "項目ごとに行を分けて書いてください。"
    )


# 取決め


class _Trials:
    """Writes visits and trials: asked for, arranged, confirmed by whom the row names, or declined."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._cases = case_book(intake)
        self._hosts = hosts_brought(intake)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"case": self._cases.find, "host": self._hosts.find}

    def add(self, row: Row) -> UUID:
        wanted = Wanted(
            kind=row["kind"],
            wishes=row["wishes"],
            goal=row.get("goal", ""),
            host=row.found.get("host"),
        )
        experience = request_experience(
            by=self._intake.by,
            case=row.found["case"],
            wanted=wanted,
            on=row["requested_on"],
            at=self._intake.at,
            is_history=True,
        )
        return self._go_on(row, experience).pk

    def change(self, row: Row, subject_id: UUID) -> None:
        experience = self._at(subject_id)
        if experience.case_id != row.found["case"].pk:
            raise BelongsToAnother(before=experience.case.number, field="case")
        refuse_changes(row, but=_LATER)
        self._go_on(row, experience)

    def _go_on(self, row: Row, experience: Experience) -> Experience:
        """Do what the row says of it that no import has seen yet."""
        if row.get("days") and row.says_anew("days", "break_minutes", "tutor", *_TERMS):
            self._arrange(row, experience)
            experience = self._at(experience.pk)
        for party, field, name_field in _CONFIRMED:
            if row.get(field) and row.says_anew(field):
                self._confirm(row, experience, party, field, name_field)
        if row.get("declined_on") and row.says_anew("declined_on"):
            decline(
                by=self._intake.by,
                experience=experience,
                declined_by=row.get("declined_by", _Party.PERSON),
                on=row["declined_on"],
                at=self._intake.at,
                reason=row.get("reason", ""),
                because=row.get("because", ""),
            )
        return experience

    def _arrange(self, row: Row, experience: Experience) -> None:
        missing = next((name for name in _TERMS if name not in row.values), None)
        if missing:
            raise TermsMissing(field=missing)
        terms = Terms(
            host=row.found["host"],
            days=row["days"],
            starts_at=row["starts_at"],
            ends_at=row["ends_at"],
            tutor=row.get("tutor", ""),
            break_minutes=row.get("break_minutes", 0),
        )
        arrange(by=self._intake.by, experience=experience, terms=terms, on=row["requested_on"])

    def _confirm(
        self, row: Row, experience: Experience, party: str, field: str, name_field: str
    ) -> None:
        case = experience.case
        own_name = case.person.name if case.person else case.alias
        called = row.get(name_field, "") if name_field else own_name
        if not called:
            raise ConfirmerMissing(field=name_field)
        confirm(
            by=self._intake.by,
            experience=experience,
            party=party,
            name=called,
            on=row[field],
            today=self._intake.today,
            at=self._intake.at,
        )

    def _at(self, key: UUID) -> Experience:
        """It as it is on record now."""
        known = Experience.objects.select_related("case__person", "host__company")
        return known.get(organisation_id=self._intake.keeper_id, pk=key)


def trials_brought(intake: Intake) -> Brought[Experience]:
    """Visits and trials by the number that the office's ledger gives them."""
    known = Experience.objects.select_related("case__person", "host__company")
    return Brought(intake, TRIALS_LEDGER, TRIALS_LABEL, known)


class _OfTrial:
    """What the sheets about a visit or trial share."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._trials = trials_brought(intake)

    @property
    def references(self) -> Mapping[str, Finder]:
        return {"trial": self._trials.find}


# 出欠, 評価, 結果


class _Days(_OfTrial):
    """Writes who was there on which day, and for how long."""

    def add(self, row: Row) -> UUID:
        experience = row.found["trial"]
        day = ExperienceDay.objects.filter(
            organisation_id=experience.organisation_id, experience=experience, on=row["on"]
        ).first()
        if day is None:
            raise NotPlannedThen(day=wareki(row["on"]), field="on")
        mark = Mark(
            attended=row["attended"],
            missed_minutes=row.get("missed_minutes", 0),
            because=row.get("because", ""),
        )
        mark_day(
            by=self._intake.by, day=day, mark=mark, today=self._intake.today, at=self._intake.at
        )
        return day.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        self.add(row)


class _Evaluations(_OfTrial):
    """Writes what both sides think; written again it takes the place of the one before."""

    def add(self, row: Row) -> UUID:
        return evaluate(
            by=self._intake.by,
            experience=row.found["trial"],
            side=row["side"],
            on=row["on"],
            answers=self._answers(row),
            note=row.get("note", ""),
            at=self._intake.at,
        ).pk

    def change(self, row: Row, subject_id: UUID) -> None:
        self.add(row)

    def _answers(self, row: Row) -> dict[str, str]:
        """The scheme's grades by its items, from lines such as 仕事の内容が分かった：そう思う."""
        rules = self._intake.scheme.experience
        if rules is None:
            return {}
        items = rules.person_items if row["side"] == _Side.PERSON else rules.host_items
        known, grades = _by_label(items), _by_label(rules.grades)
        answers = {}
        for line in row.get("answers", ()):
            item, _colon, grade = line.replace(":", "：").rpartition("：")
            if folded(item) not in known or folded(grade) not in grades:
                raise UnknownAnswer(
                    text=line, item=items[0].label, grade=rules.grades[0].label, field="answers"
                )
            answers[known[folded(item)]] = grades[folded(grade)]
        return answers


def _by_label(items: tuple[EvaluationItem, ...]) -> dict[str, str]:
    return {folded(item.label): item.key for item in items}


class _Results(_OfTrial):
    """Writes how visits and trials ended."""

    def add(self, row: Row) -> UUID:
        experience = row.found["trial"]
        ending = Ending(
            outcome=row["outcome"],
            on=row["on"],
            reason=row.get("reason", ""),
            because=row.get("because", ""),
        )
        today: date = self._intake.today
        end_experience(experience=experience, ending=ending, today=today)
        return experience.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        refuse_changes(row)


_LATER = (
    *("host", "days", "starts_at", "ends_at", "break_minutes", "tutor"),
    *("person_confirmed_on", "host_confirmed_on", "host_name"),
    *("office_confirmed_on", "office_name"),
    *("declined_on", "declined_by", "reason", "because"),
)


def _parties(_scheme: object) -> list[Option]:
    short = {_Party.OFFICE: ("窓口", "市", "事務局"), _Party.HOST: ("企業",)}
    return [
        Option(o.value, o.label, short.get(_Party(o.value), ())) for o in labelled(_Party.choices)
    ]


def _sides(_scheme: object) -> list[Option]:
    return labelled(_Side.choices)


_WRITTEN = {
    Experience.Outcome.COMPLETED: ("完了", "修了", "終えた"),
    Experience.Outcome.PARTLY: ("一部完了",),
    Experience.Outcome.LEFT: ("中止", "途中終了"),
    Experience.Outcome.NO_SHOW: ("不参加",),
    Experience.Outcome.OFFERED: ("採用", "採用の申し出"),
}


def _outcomes(_scheme: object) -> list[Option]:
    return [
        Option(o.value, o.label, _WRITTEN[Experience.Outcome(o.value)])
        for o in labelled(Experience.Outcome.choices)
    ]


TRIALS = LedgerPart(
    name=TRIALS_LEDGER,
    label=TRIALS_LABEL,
    fields=(
        Field("key", key(), required=True),
        Field("case", key(20), required=True),
        chosen("kind", kinds, required=True),
        Field("requested_on", day_in_year, required=True),
        Field("wishes", text(2_000), required=True),
        Field("goal", text()),
        Field("host", key()),
        Field("days", days),
        Field("starts_at", time_of_day),
        Field("ends_at", time_of_day),
        Field("break_minutes", number(0, 600)),
        Field("tutor", name),
        Field("person_confirmed_on", day_in_year),
        Field("host_confirmed_on", day_in_year),
        Field("host_name", name),
        Field("office_confirmed_on", day_in_year),
        Field("office_name", name),
        Field("declined_on", day_in_year),
        chosen("declined_by", _parties),
        chosen("reason", listed("mismatch_reasons")),
        Field("because", text()),
    ),
    key="key",
    writer=_Trials,
    writes_now=True,
    places={
        "last_on": "days",
        "first_on": "days",
        "on": "person_confirmed_on",
        "people.case_closed": "requested_on",
        "experience.consultation_first": "requested_on",
        "experience.not_offered": "kind",
        "experience.not_insured": "office_confirmed_on",
        "experience.over_already": "days",
        "experience.begun_already": "declined_on",
    },
)

TRIAL_DAYS = LedgerPart(
    name="trial_days",
    label="見学・体験の出欠",
    fields=(
        Field("trial", key(), required=True),
        Field("on", day_in_year, required=True),
        Field("attended", yes_no, required=True),
        Field("missed_minutes", number(0, 1_440)),
        Field("because", text()),
    ),
    key="trial",
    also_by=("on",),
    writer=_Days,
    writes_now=True,
    places={"experience.day_not_yet_held": "on", "experience.not_insured": "on"},
)

EVALUATIONS = LedgerPart(
    name="evaluations",
    label="見学・体験の評価",
    fields=(
        Field("trial", key(), required=True),
        chosen("side", _sides, required=True),
        Field("on", day_in_year, required=True),
        Field("answers", lines(30, 200)),
        Field("note", text(2_000)),
    ),
    key="trial",
    also_by=("side",),
    writer=_Evaluations,
    writes_now=True,
)

TRIAL_RESULTS = LedgerPart(
    name="trial_results",
    label="見学・体験の結果",
    fields=(
        Field("trial", key(), required=True),
        Field("on", day_in_year, required=True),
        chosen("outcome", _outcomes, required=True),
        chosen("reason", listed("mismatch_reasons")),
        Field("because", text()),
    ),
    key="trial",
    writer=_Results,
    writes_now=True,
)
