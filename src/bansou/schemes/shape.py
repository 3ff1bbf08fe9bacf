"""The shape of a scheme: what one municipality's programme calls things, asks for and counts."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from bansou.engines.indicators.grammar import Definition, Name, Said, Text
from bansou.engines.indicators.lists import ListEntry, NamedList
from bansou.engines.indicators.words import EventWords, Words

Key = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z][a-z0-9_]*$", max_length=40)]
LgCode = Annotated[str, StringConstraints(strict=True, pattern=r"^\d{6}$")]
Jsic = Annotated[str, StringConstraints(strict=True, pattern=r"^[A-T]$")]


class Shape(BaseModel):
    """A part of a scheme: unknown keys are refused, nothing changes after reading."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Choice(Shape):
    """One value of a closed list, with its label."""

    key: Key
    label: Text


class Act(Shape):
    """A kind of step or fact: 相談, 資格取得, 就職.

    :param did: what was done, before a noun, for the explanation of indicators: 働き始めた
    :param level: usual reading level of a record of this kind
    :param is_contact: whether it means that somebody spoke with the person
    """

    kind: Name
    label: Text
    did: Said = ""
    icon: Key = "document"
    tags: tuple[Name, ...] = ()
    level: Annotated[int, Field(ge=1, le=4)] = 2
    is_contact: bool = False


class Opening(Shape):
    """Which record opens the stages after this one: so many acts of a kind."""

    kind: Name
    count: Annotated[int, Field(ge=1)] = 1


class Stage(Shape):
    """One part of the support, such as (1) キャリアコンサルティング.

    :param demand: 必須, for who wishes, on the employers' side, or from the day of hiring on
    :param acts: kinds of acts that belong to it
    :param done_by: so many acts mean that it is done; None: it is never done, only under way
    :param locks_others: while it is required and not done, later stages for persons are locked
    :param locked_sentence: what a locked stage says about the record that opens it
    """

    key: Key
    mark: Text
    title: Text
    short: Text
    demand: Literal["required", "on_request", "employer", "after_hire"]
    acts: tuple[Name, ...] = ()
    done_by: Opening | None = None
    locks_others: bool = False
    note: Said = ""


class ExtraField(Shape):
    """A field that this municipality adds to cases or steps, kept as validated JSON."""

    key: Key
    label: Text
    on: Literal["case", "step"]
    type: Literal["text", "number", "date", "yes_no", "choice"]
    required: bool = False
    hint: Said = ""
    choices: tuple[Choice, ...] = ()


class ShortIndustry(Shape):
    """An industry that is short of labour, from a day until a day (both included)."""

    industry: Jsic
    label: Text
    valid_from: date | None = None
    valid_to: date | None = None


class SheetBox(Shape):
    """One box of the case sheet's overview."""

    number: Said = ""
    title: Text
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
    both_ways: bool = False


class SheetTexts(Shape):
    """The texts of the case sheet; the figures come from measures."""

    catch: Text
    boxes: Annotated[tuple[SheetBox, ...], Field(min_length=1)]
    banner: Said = ""
    side_boxes: tuple[SideBox, ...] = ()
    actors: tuple[FlowActor, ...] = ()
    arrows: tuple[FlowArrow, ...] = ()
    flow_alternative: Said = ""
    points: tuple[Text, ...] = ()

    @model_validator(mode="after")
    def _arrows_join_actors(self) -> Self:
        known = {actor.key for actor in self.actors}
        for arrow in self.arrows:
            for end in (arrow.source, arrow.target):
                if end not in known:
                    raise PydanticCustomError(
                        "bansou",
                        "arrowsの「{end}」という相手がactorsにありません。keyをそろえてください。",
                        {"end": end},
                    )
        return self


class Scheme(Shape):
    """A programme's rules as data (事業スキーム). `name` may hold | where a title may break."""

    id: Key
    name: Text
    body: Text
    body_lg_code: LgCode
    fund: Text
    no_contact_days: Annotated[int, Field(ge=1, le=3650)] = 45
    categories: Annotated[tuple[Choice, ...], Field(min_length=1)]
    pathways: tuple[Choice, ...] = ()
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    acts: Annotated[tuple[Act, ...], Field(min_length=1)]
    consultation_kinds: Annotated[tuple[Choice, ...], Field(min_length=1)]
    channels: Annotated[tuple[Choice, ...], Field(min_length=1)]
    snippets: tuple[Text, ...] = ()
    fields: tuple[ExtraField, ...] = ()
    employment_types: tuple[Choice, ...] = ()
    routes: tuple[Choice, ...] = ()
    evidence_levels: tuple[Choice, ...] = ()
    labour_short_industries: tuple[ShortIndustry, ...] = ()
    indicators: Annotated[tuple[Definition, ...], Field(min_length=1)]
    sheet: SheetTexts

    def act(self, kind: str) -> Act | None:
        """The act of a kind, None where the scheme has none."""
        return next((a for a in self.acts if a.kind == kind), None)

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

    def words(self) -> Words:
        """The words with which indicators are explained."""
        return Words(
            events={a.kind: EventWords(a.label, a.did) for a in self.acts},
            fields=FIELD_WORDS,
            values={
                "employment_type": {c.key: c.label for c in self.employment_types},
                "route": {c.key: c.label for c in self.routes},
                "evidence_level": {c.key: c.label for c in self.evidence_levels},
            },
        )


#: What the fields of facts are called on screens.
FIELD_WORDS = {
    "employment_type": "雇用形態",
    "industry": "業種",
    "qualification_used": "資格の活用",
    "qualification": "活用した資格",
    "route": "経路",
    "evidence_level": "確認方法",
    "employer": "勤務先",
    "channel": "方法",
    "consultation_kind": "相談の種類",
    "by_role": "行った人の役割",
}
