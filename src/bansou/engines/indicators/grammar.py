"""The closed grammar of indicator definitions: plain data, no expression strings.

A definition says what is counted. Its label, printed unit, notes and the words of its conditions
are only said; changing them changes no answer and no digest.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Literal, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    PlainValidator,
    StrictBool,
    StrictInt,
    StringConstraints,
    Tag,
    TypeAdapter,
    model_validator,
)
from pydantic_core import PydanticCustomError

from bansou.engines.indicators.scope import ScopeKind

Name = Annotated[
    str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)*$")
]
Text = Annotated[str, StringConstraints(strict=True, min_length=1, max_length=4000)]
Said = Annotated[str, StringConstraints(strict=True, max_length=4000)]


def _scalar(value: object) -> str | int | bool | date:
    if isinstance(value, str | int | date) and not isinstance(value, datetime):
        return value
    raise PydanticCustomError(
        "bansou", "ここには、文字、整数、日付か、true・falseを書いてください。"
    )


def _measurable(value: object) -> int | date:
    if isinstance(value, int | date) and not isinstance(value, bool | datetime):
        return value
    raise PydanticCustomError("bansou", "ここには、整数か日付を書いてください。例　3、2021-04-01")


Scalar = Annotated[str | int | bool | date, PlainValidator(_scalar)]
Measurable = Annotated[int | date, PlainValidator(_measurable)]
Length = Annotated[StrictInt, Field(ge=1, le=1200)]
FiscalYear = Annotated[StrictInt, Field(ge=1989, le=2200)]


class Shape(BaseModel):
    """A part of a definition: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


# Which events


class Tagged(Shape):
    """All events that carry a tag."""

    tag: Name


def _list_or_tag(value: object) -> str:
    return "tagged" if isinstance(value, (Mapping, Tagged)) else "names"


_Names = Annotated[tuple[Name, ...], Field(min_length=1)]
Events = Annotated[
    Annotated[_Names, Tag("names")] | Annotated[Tagged, Tag("tagged")],
    Discriminator(_list_or_tag),
]


# Conditions


class _Condition(Shape):
    """A condition on one field of a fact.

    :param said: an adverbial phrase for the explanation: "正規雇用で" + "働き始めた"
    """

    field: Name
    said: Said = ""


class Equals(_Condition):
    """The field has exactly this value; text, number and yes/no are never mixed."""

    op: Literal["eq"]
    value: Scalar


class OneOf(_Condition):
    """The field has one of these values."""

    op: Literal["in"]
    values: Annotated[tuple[Scalar, ...], Field(min_length=1)]


class AtLeast(_Condition):
    """The number or day is this or greater (later)."""

    op: Literal["ge"]
    value: Measurable


class AtMost(_Condition):
    """The number or day is this or less (earlier)."""

    op: Literal["le"]
    value: Measurable


class IsTrue(_Condition):
    """The answer is yes; "no" and "not known" are two different things."""

    op: Literal["is_true"]


class InList(_Condition):
    """The value is in a named list as it stood on the day of the fact."""

    op: Literal["in_list"]
    list: Name


Condition = Annotated[
    Equals | OneOf | AtLeast | AtMost | IsTrue | InList, Field(discriminator="op")
]
Conditions = tuple[Condition, ...]


class After(Shape):
    """Another fact of the same unit, on or before the day, in whichever programme.

    :param same: what both have in common; a case without a person is its own person
    :param within_months: the other fact lies at most so many calendar months back
    :param same_day: False asks for an earlier day
    """

    events: Events
    where: Conditions = ()
    same: Literal["person", "case", "corporation", "establishment"] = "person"
    within_months: Length | None = None
    within_days: Length | None = None
    same_day: StrictBool = True

    @model_validator(mode="after")
    def _one_length(self) -> Self:
        if self.within_months is not None and self.within_days is not None:
            raise PydanticCustomError(
                "bansou", "within_monthsとwithin_daysは、どちらか一方だけを書いてください。"
            )
        return self


# Definitions


class _Definition(Shape):
    """What every definition carries.

    :param unit: as printed (人, 件, 社, 企業数); what is counted is said apart from it
    :param valid_from: first fiscal year in which this version holds; None is open
    :param valid_to: last fiscal year
    """

    id: Name
    version: Annotated[StrictInt, Field(ge=1)] = 1
    label: Text
    unit: Text
    note: Said = ""
    valid_from: FiscalYear | None = None
    valid_to: FiscalYear | None = None

    @model_validator(mode="after")
    def _years_in_order(self) -> Self:
        if self.valid_from and self.valid_to and self.valid_to < self.valid_from:
            raise PydanticCustomError(
                "bansou", "valid_toの年度が、valid_fromより前です。年度を入れ替えてください。"
            )
        return self

    def holds_in(self, fiscal_year: int) -> bool:
        """Tell whether this version holds in a fiscal year."""
        return (self.valid_from or 0) <= fiscal_year <= (self.valid_to or 9999)


class ScopedDefinition(_Definition):
    """A definition that counts facts itself, within a scope."""

    scope: ScopeKind = "fiscal_year"


class EventDefinition(ScopedDefinition):
    """Things that happened in the scope.

    :param first: "ever" counts only the unit's first such fact of all time, "in_scope" its first
        in the scope; where facts or yen are counted, the unit is the person
    """

    kind: Literal["event"]
    events: Events
    count: Literal["people", "cases", "events", "corporations", "establishments", "amount"]
    where: Conditions = ()
    after: After | None = None
    first: Literal["ever", "in_scope"] | None = None


class StockDefinition(ScopedDefinition):
    """Units that are in a state at the close of the scope's last day."""

    kind: Literal["stock"]
    events: Events
    ends_by: Events
    count: Literal["people", "cases", "corporations", "establishments"]
    where: Conditions = ()
    stock_at: Literal["scope_end"]


class FunnelStep(Shape):
    """One step of a funnel."""

    id: Name
    label: Text
    events: Events
    where: Conditions = ()


class FunnelDefinition(ScopedDefinition):
    """People who took step after step, each on or after the day of the one before.

    :param anchor: "first_step": who took the first step in the scope, followed until the day of
        the data; "each_step": every step lies in the scope
    :param within_months: a later step counts only so many calendar months from the first
    """

    kind: Literal["funnel"]
    steps: Annotated[tuple[FunnelStep, ...], Field(min_length=2)]
    anchor: Literal["first_step", "each_step"] = "first_step"
    within_months: Length | None = None

    @model_validator(mode="after")
    def _steps_differ(self) -> Self:
        if len({step.id for step in self.steps}) < len(self.steps):
            raise PydanticCustomError(
                "bansou", "stepsのidが重なっています。段階ごとに別のidを書いてください。"
            )
        return self


class RetentionDefinition(ScopedDefinition):
    """Who is still there so many calendar months after the first start in the scope.

    :param end: events that end it; leaving on the horizon day itself is still being there, since
        the day of leaving is the last day of work
    :param proof: events that confirm it; with them, no end and no proof is "not known"; without
        them, no end is taken as still being there
    :param link: a field that start, end and proof share (such as the hire); a fact without it
        speaks for every start of the person
    :param denominator: only those whose horizon day has come and whose outcome is known
    """

    kind: Literal["retention"]
    start: Events
    start_where: Conditions = ()
    end: Events
    proof: Events | None = None
    link: Name | None = None
    horizons: Annotated[tuple[Length, ...], Field(min_length=1)]
    denominator: Literal["observable"]

    @model_validator(mode="after")
    def _horizons_rise(self) -> Self:
        if any(a >= b for a, b in zip(self.horizons, self.horizons[1:], strict=False)):
            raise PydanticCustomError(
                "bansou", "horizonsの月数は、小さいものから順に、重ならないように書いてください。"
            )
        return self


class RatioDefinition(_Definition):
    """One indicator divided by another, both named by id."""

    kind: Literal["ratio"]
    num: Name
    den: Name


class Of(Shape):
    """The value of another indicator."""

    op: Literal["of"]
    id: Name


class Add(Shape):
    """The sum of its terms."""

    op: Literal["add"]
    terms: Annotated[tuple["Formula", ...], Field(min_length=2)]


class Sub(Shape):
    """`left` less `right`."""

    op: Literal["sub"]
    left: "Formula"
    right: "Formula"


class Div(Shape):
    """`left` divided by `right`; by zero it is missing."""

    op: Literal["div"]
    left: "Formula"
    right: "Formula"


Formula = Annotated[Of | Add | Sub | Div, Field(discriminator="op")]


class DerivedDefinition(_Definition):
    """A small calculation with other indicators."""

    kind: Literal["derived"]
    formula: Formula


Add.model_rebuild()
Sub.model_rebuild()
Div.model_rebuild()
DerivedDefinition.model_rebuild()

Definition = Annotated[
    EventDefinition
    | StockDefinition
    | FunnelDefinition
    | RetentionDefinition
    | RatioDefinition
    | DerivedDefinition,
    Field(discriminator="kind"),
]
Definitions = Mapping[str, Definition]

_ADAPTER: TypeAdapter[Definition] = TypeAdapter(Definition)


def read_definition(data: Mapping[str, object]) -> Definition:
    """Read one definition from plain data, as TOML gives it.

    :raises pydantic.ValidationError: the data do not follow the grammar
    """
    return _ADAPTER.validate_python(data)
