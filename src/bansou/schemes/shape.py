"""The shape of a scheme: what one municipality's programme calls things, asks for and counts."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StrictBool, StrictInt, StringConstraints

from bansou.engines.indicators.grammar import Definition, Definitions, Name, Said, Text
from bansou.engines.indicators.lists import ListEntry, NamedList
from bansou.engines.indicators.words import EventWords, Words
from bansou.schemes.basis import Count, Day, Key, Shape
from bansou.schemes.benefits import Benefit, OtherBenefit
from bansou.schemes.courses import Course, CoursePackage, Qualification
from bansou.schemes.experience import ExperienceRules
from bansou.schemes.outreach import OutreachRules
from bansou.schemes.wages import MinimumWage

LgCode = Annotated[str, StringConstraints(strict=True, pattern=r"^\d{6}$")]
Jsic = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-T]$")]
Icon = Literal[
    "arrow", "building", "calendar", "card", "chevron", "clock", "document", "done", "download",
    "error", "info", "key", "lock", "mail", "menu", "minus", "pen", "people", "person", "phone",
    "search", "star", "talk", "tick", "warning",
]  # fmt: skip
Demand = Literal["required", "on_request", "as_needed", "employer", "after_hire"]

#: What the demand of a stage is called on its chip.
DEMANDS: Mapping[Demand, str] = {
    "required": "必須",
    "on_request": "希望者",
    "as_needed": "状況に応じて",
    "employer": "企業側",
    "after_hire": "就職の日から",
}


class Choice(Shape):
    """One value of a closed list, with its label.

    :param spellings: how offices also write it in their ledgers
    """

    key: Key
    label: Text
    spellings: tuple[Text, ...] = ()


class Readiness(Shape):
    """How ready for work somebody finds themselves (就労の準備の状態).

    :param aim: whether one aims at taking part in society there, or at work
    """

    key: Key
    label: Text
    aim: Literal["participation", "work"]


class Snippet(Shape):
    """A sentence that a counsellor puts into a note with one press (定型文).

    :param label: what the button says
    """

    label: Text
    text: Text


class Act(Shape):
    """A kind of step or fact: 相談, 資格取得, 就職.

    :param did: what was done, before a noun, for the explanation of indicators: 働き始めた
    :param level: usual reading level of a record of this kind
    :param is_contact: whether it means that somebody spoke with the person
    """

    kind: Name
    label: Text
    did: Said = ""
    icon: Icon = "document"
    tags: tuple[Key, ...] = ()
    level: Annotated[StrictInt, Field(ge=1, le=4)] = 2
    is_contact: StrictBool = False


class Opening(Shape):
    """Which record opens the stages after this one: so many acts of a kind."""

    kind: Name
    count: Count = 1


class Stage(Shape):
    """One part of the support, such as (1) キャリアコンサルティング.

    :param demand: 必須, for who wishes, on the employers' side, or from the day of hiring on
    :param acts: kinds of acts that belong to it
    :param person_acts: kinds of acts on a case by which a part on the employers' side says how far
        it has come for that person; they are counted on the case alone
    :param done_by: so many acts mean that it is done; None: it is never done, only under way
    :param locks_others: while it is required and not done, later stages for persons are locked
    :param fact: one line below the stage; {count} is the number of its records, {last} the day
        of the latest one
    :param no_fact: the same while there is no record
    """

    key: Key
    mark: Text
    title: Text
    short: Text
    demand: Demand
    acts: tuple[Name, ...] = ()
    person_acts: tuple[Name, ...] = ()
    done_by: Opening | None = None
    locks_others: StrictBool = False
    fact: Text = "{count}回　最終 {last}"
    no_fact: Text = "まだ記録がありません"
    note: Said = ""

    @property
    def acts_on_case(self) -> tuple[str, ...]:
        """The kinds of acts that a case shows for it."""
        return (*self.acts, *self.person_acts)

    @property
    def demand_label(self) -> str:
        """必須, 希望者, 状況に応じて, 企業側 or 就職の日から."""
        return DEMANDS[self.demand]


class ExtraField(Shape):
    """A field that this municipality adds to cases or steps, kept as validated JSON.

    :param acts: for steps, the kinds that have it; none means all
    :param unit: printed after a number
    :param minimum: the least number
    :param longest: so many letters of a text at most
    """

    key: Key
    label: Text
    on: Literal["case", "step"]
    acts: tuple[Name, ...] = ()
    type: Literal["text", "number", "date", "yes_no", "choice"]
    required: StrictBool = False
    hint: Said = ""
    unit: Said = ""
    choices: tuple[Choice, ...] = ()
    minimum: StrictInt | None = None
    maximum: StrictInt | None = None
    longest: Annotated[StrictInt, Field(ge=1, le=10000)] = 2000


class ShortIndustry(Shape):
    """An industry that is short of labour, from a day until a day (both included)."""

    industry: Jsic
    label: Text
    valid_from: Day | None = None
    valid_to: Day | None = None


class FollowUpDay(Shape):
    """A day after a hire on which somebody asks how it goes: so many weeks or months after it."""

    key: Key
    label: Text
    weeks: Annotated[StrictInt, Field(ge=1, le=520)] | None = None
    months: Annotated[StrictInt, Field(ge=1, le=120)] | None = None


class TargetHint(Shape):
    """What to think of when a target is set; the target itself is no part of a scheme.

    :param out_of: the indicator whose people these are some of, where a target of both implies
        how many of them are expected to come so far
    """

    indicator: Name
    hint: Text
    out_of: Name | None = None


class SheetBox(Shape):
    """One box of the case sheet's overview.

    :param stage: the stage that it tells about; the chip must then be that of the stage
    """

    number: Said = ""
    title: Text
    stage: Key | None = None
    chip: Literal["required", "on_request", "employer"] | None = None
    text: Text
    note: Said = ""


class SideBox(Shape):
    """A small box below the banner."""

    title: Text
    text: Text


class FlowActor(Shape):
    """Somebody in the flow of support."""

    key: Key
    label: Text


class FlowArrow(Shape):
    """What passes from one actor to another."""

    source: Key
    target: Key
    acts: tuple[Text, ...] = ()
    both_ways: StrictBool = False


class SheetTexts(Shape):
    """The texts of the case sheet; the figures come from measures.

    :param menu: the grant's activities that the programme belongs to, by their keys
    :param target_groups: whom it is for, by the keys that all bodies share
    """

    catch: Text
    boxes: Annotated[tuple[SheetBox, ...], Field(min_length=1, max_length=6)]
    menu: tuple[Text, ...] = ()
    target_groups: tuple[Text, ...] = ()
    banner: Said = ""
    side_boxes: tuple[SideBox, ...] = ()
    actors: tuple[FlowActor, ...] = ()
    arrows: tuple[FlowArrow, ...] = ()
    flow_alternative: Said = ""
    points: tuple[Text, ...] = ()


class Scheme(Shape):
    """A programme's rules as data (事業スキーム). `name` may hold | where a title may break.

    :param no_contact_days: after so many days without contact a case is stalled
    :param record_reading_days: records of so many days are shown to the supervisor as unread
    :param plan_review_days: a plan that was not written anew for so long is to be reviewed
    :param referral_answer_days: so many days a body has to answer a referral
    :param opening_confirm_days: so long an opening or host place stands without being confirmed
    :param stance_confirm_days: so long what a company said of its willingness holds
    :param publication_threshold: in tables for others, counts below it are left out
    :param survey_least: means of fewer companies than this are not shown
    :param experience: what holds for workplace visits and trials; None where it offers none
    :param outreach: what holds for expert teams and home visits; None where it has none
    """

    id: Key
    name: Text
    body: Text
    body_lg_code: LgCode
    fund: Text
    no_contact_days: Annotated[StrictInt, Field(ge=1, le=3650)] = 45
    record_reading_days: Annotated[StrictInt, Field(ge=1, le=365)] = 30
    plan_review_days: Annotated[StrictInt, Field(ge=1, le=3650)] = 183
    referral_answer_days: Annotated[StrictInt, Field(ge=1, le=365)] = 14
    opening_confirm_days: Annotated[StrictInt, Field(ge=1, le=3650)] = 60
    stance_confirm_days: Annotated[StrictInt, Field(ge=1, le=3650)] = 183
    publication_threshold: Annotated[StrictInt, Field(ge=3, le=999)] = 10
    survey_least: Annotated[StrictInt, Field(ge=2, le=999)] = 5
    categories: Annotated[tuple[Choice, ...], Field(min_length=1)]
    pathways: tuple[Choice, ...] = ()
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    acts: Annotated[tuple[Act, ...], Field(min_length=1)]
    tags: tuple[Choice, ...] = ()
    consultation_kinds: Annotated[tuple[Choice, ...], Field(min_length=1)]
    channels: Annotated[tuple[Choice, ...], Field(min_length=1)]
    snippets: tuple[Snippet, ...] = ()
    fields: tuple[ExtraField, ...] = ()
    employment_types: tuple[Choice, ...] = ()
    routes: tuple[Choice, ...] = ()
    evidence_levels: tuple[Choice, ...] = ()
    follow_ups: tuple[FollowUpDay, ...] = ()
    leaving_reasons: tuple[Choice, ...] = ()
    mismatch_reasons: tuple[Choice, ...] = ()
    experience: ExperienceRules | None = None
    outreach: OutreachRules | None = None
    places: tuple[Choice, ...] = ()
    counselling_kinds: tuple[Choice, ...] = ()
    readiness: tuple[Readiness, ...] = ()
    client_states: tuple[Choice, ...] = ()
    fair_results: tuple[Choice, ...] = ()
    employer_lists: tuple[Choice, ...] = ()
    labour_short_industries: tuple[ShortIndustry, ...] = ()
    minimum_wages: tuple[MinimumWage, ...] = ()
    qualifications: tuple[Qualification, ...] = ()
    courses: tuple[Course, ...] = ()
    packages: tuple[CoursePackage, ...] = ()
    benefits: tuple[Benefit, ...] = ()
    other_benefits: tuple[OtherBenefit, ...] = ()
    indicators: Annotated[tuple[Definition, ...], Field(min_length=1)]
    targets: tuple[TargetHint, ...] = ()
    sheet: SheetTexts

    @property
    def title(self) -> str:
        """The name without its break points."""
        return self.name.replace("|", "")

    def act(self, kind: str) -> Act | None:
        """The act of a kind, None where the scheme has none."""
        return next((a for a in self.acts if a.kind == kind), None)

    def stage_of(self, kind: str) -> Stage | None:
        """The stage to which an act belongs, None where it belongs to none."""
        return next((stage for stage in self.stages if kind in stage.acts), None)

    def qualification(self, key: str) -> Qualification | None:
        """The qualification of a key, None where the register has none."""
        return next((q for q in self.qualifications if q.key == key), None)

    def course(self, key: str) -> Course | None:
        """The course of a key, None where the catalogue has none."""
        return next((c for c in self.courses if c.key == key), None)

    def benefit(self, key: str) -> Benefit | None:
        """The benefit of a key, None where the programme pays none such."""
        return next((b for b in self.benefits if b.key == key), None)

    def minimum_wage_on(self, day: date) -> int | None:
        """The lowest wage of an hour on a day; None where the office has not entered one."""
        return next((wage.yen for wage in self.minimum_wages if wage.holds_on(day)), None)

    def fields_of(self, on: str, kind: str = "") -> tuple[ExtraField, ...]:
        """The extra fields of a case ("case"), or of a step ("step") of some kind."""
        return tuple(f for f in self.fields if f.on == on and (not f.acts or kind in f.acts))

    def in_force(self, fiscal_year: int) -> Definitions:
        """The indicators that hold in a fiscal year, by id and in the scheme's order."""
        return {d.id: d for d in self.indicators if d.holds_in(fiscal_year)}

    def label(self, group: str, key: str) -> str:
        """The label of a value in a closed list; a value the scheme no longer has shows itself.

        :param group: name of the list, such as "channels" or "routes"
        """
        choices: tuple[Choice, ...] = getattr(self, group)
        return next((c.label for c in choices if c.key == key), key)

    def lists(self) -> Mapping[str, NamedList]:
        """The named lists that indicators may use."""
        entries = tuple(
            ListEntry(s.industry, s.label, s.valid_from, s.valid_to)
            for s in self.labour_short_industries
        )
        short = NamedList("labour_short_industries", "人手不足産業", entries)
        return {short.name: short}

    def short_industries_on(self, day: date) -> frozenset[str]:
        """The industries that are short of labour on a day, by their letters."""
        return frozenset(
            one.industry
            for one in self.labour_short_industries
            if (one.valid_from or date.min) <= day <= (one.valid_to or date.max)
        )

    def words(self, industries: Mapping[str, str] | None = None) -> Words:
        """The words with which indicators are explained.

        :param industries: names of the industries by their letters, which no scheme changes
        """
        extra = {field.key: _labels(field.choices) for field in self.fields if field.choices}
        return Words(
            events={a.kind: EventWords(a.label, a.did) for a in self.acts},
            tags={tag.key: tag.label for tag in self.tags},
            fields={field.key: field.label for field in self.fields} | FIELD_WORDS,
            values={
                **extra,
                "industry": {s.industry: s.label for s in self.labour_short_industries}
                | dict(industries or {}),
                "employment_type": _labels(self.employment_types),
                "route": _labels(self.routes),
                "evidence_level": _labels(self.evidence_levels),
                "leaving_reason": _labels(self.leaving_reasons),
                "mismatch_reason": _labels(self.mismatch_reasons),
                "outcome": FOLLOW_UP_OUTCOMES,
                "channel": _labels(self.channels),
                "consultation_kind": _labels(self.consultation_kinds),
                "place": _labels(self.places),
                "counselling_kind": _labels(self.counselling_kinds),
                "client_state": _labels(self.client_states),
                "fair_result": _labels(self.fair_results),
                "employer_list": _labels(self.employer_lists),
            },
        )


def _labels(choices: tuple[Choice, ...]) -> Mapping[str, str]:
    return {choice.key: choice.label for choice in choices}


def spelled(choices: tuple[Choice, ...]) -> Iterator[tuple[str, str]]:
    """Give each value with its label, then with every other spelling of it."""
    for choice in choices:
        for written in (choice.label, *choice.spellings):
            yield choice.key, written


#: What becomes known when somebody is asked after a hire how it goes.
FOLLOW_UP_OUTCOMES = {
    "working": "働き続けている",
    "left": "離職した",
    "unknown": "確かめられなかった",
}

#: What the fields of facts are called on screens.
FIELD_WORDS = {
    "employment_type": "雇用形態",
    "industry": "業種",
    "qualification_used": "資格の活用",
    "qualification": "活用した資格",
    "route": "経路",
    "evidence_level": "確認方法",
    "employer": "勤務先",
    "leaving_reason": "離職の理由",
    "mismatch_reason": "合わなかった理由",
    "outcome": "就職後の確認の答え",
    "hire": "就職の記録",
    "follow_up": "就職後の確認",
    "channel": "方法",
    "consultation_kind": "相談の種類",
    "by_role": "行った人の役割",
    "course": "講座",
    "fair": "面接会",
    "fair_result": "面接会の結果",
    "place": "実施場所",
    "counselling_kind": "カウンセリングの種類",
    "client_state": "本人の状態",
    "spoken_with": "相談した人",
    "born_on": "生年月日",
    "employer_list": "リスト",
    "welcomes_generation": "氷河期世代向け",
}
