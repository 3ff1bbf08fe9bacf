"""Whether a scheme's indicators speak only of what the scheme has."""

from collections.abc import Iterator

from bansou.engines.indicators.evaluate import referred_to
from bansou.engines.indicators.grammar import (
    Condition,
    Conditions,
    Definition,
    Equals,
    EventDefinition,
    Events,
    FunnelDefinition,
    InList,
    OneOf,
    RetentionDefinition,
    StockDefinition,
    Tagged,
)
from bansou.schemes.locate import Path
from bansou.schemes.shape import FIELD_WORDS, Scheme

type Unsound = tuple[Path, str]


def unsound_indicators(scheme: Scheme) -> Iterator[Unsound]:
    """Yield what is wrong with the indicators, by place."""
    yield from _ids(scheme)
    yield from _references(scheme)
    tags = {tag for act in scheme.acts for tag in act.tags}
    for at, definition in enumerate(scheme.indicators):
        place: Path = ("indicators", at)
        for path, events in _events(definition):
            yield from _unknown_events(scheme, tags, (*place, *path), events)
        for path, conditions in _conditions(definition):
            yield from _unknown_names(scheme, (*place, *path), conditions)
        if isinstance(definition, RetentionDefinition) and definition.link:
            yield from _unknown_field(scheme, (*place, "link"), definition.link)


def fields_asked(definition: Definition) -> Iterator[str]:
    """The fields of facts that a definition's conditions ask for."""
    for _path, conditions in _conditions(definition):
        yield from (condition.field for condition in conditions)


def no_act(kind: str) -> str:
    """Say that a kind of act is not known, and what to do."""
    return f"「{kind}」という種類がactsにありません。つづりをそろえるか、actsに書き加えてください。"


def _ids(scheme: Scheme) -> Iterator[Unsound]:
    """An id may come again only as another version, for other fiscal years."""
    for at, later in enumerate(scheme.indicators):
        for earlier in scheme.indicators[:at]:
            if earlier.id != later.id:
                continue
            if earlier.version == later.version:
                sentence = f"「{later.id}」の第{later.version}版が2回あります。版を変えてください。"
                yield ("indicators", at, "id"), sentence
            elif _share_a_year(earlier, later):
                sentence = (
                    f"「{later.id}」の2つの版が、同じ年度に重なります。"
                    "valid_fromとvalid_toを、年度が重ならないように書いてください。"
                )
                yield ("indicators", at, "valid_from"), sentence


def _share_a_year(one: Definition, other: Definition) -> bool:
    first = max(one.valid_from or 0, other.valid_from or 0)
    return first <= min(one.valid_to or 9999, other.valid_to or 9999)


def _references(scheme: Scheme) -> Iterator[Unsound]:
    leads_to = {d.id: tuple(referred_to(d)) for d in scheme.indicators}
    for at, definition in enumerate(scheme.indicators):
        for other in dict.fromkeys(referred_to(definition)):
            if other not in leads_to:
                sentence = f"「{other}」という指標がありません。idをそろえてください。"
                yield ("indicators", at, *_place_of_reference(definition, other)), sentence
        if _reaches(definition.id, definition.id, leads_to):
            sentence = f"「{definition.id}」の計算が自分にもどります。もとの指標を書いてください。"
            yield ("indicators", at, *_place_of_reference(definition, "")), sentence


def _place_of_reference(definition: Definition, other: str) -> Path:
    if definition.kind == "ratio":
        return ("den",) if definition.den == other else ("num",)
    return ("formula",)


def _reaches(start: str, goal: str, leads_to: dict[str, tuple[str, ...]]) -> bool:
    seen: set[str] = set()
    ahead = list(leads_to[start])
    while ahead:
        here = ahead.pop()
        if here == goal:
            return True
        if here not in seen:
            seen.add(here)
            ahead += leads_to.get(here, ())
    return False


def _unknown_events(
    scheme: Scheme, tags: set[str], path: Path, events: Events
) -> Iterator[Unsound]:
    if isinstance(events, Tagged):
        if events.tag not in tags:
            sentence = (
                f"「{events.tag}」という札を持つ種類がactsにありません。つづりをそろえてください。"
            )
            yield (*path, "tag"), sentence
        return
    for number, name in enumerate(events):
        if scheme.act(name) is None:
            yield (*path, number), no_act(name)


def _unknown_names(scheme: Scheme, path: Path, conditions: Conditions) -> Iterator[Unsound]:
    known = scheme.lists()
    for number, condition in enumerate(conditions):
        yield from _unknown_field(scheme, (*path, number, "field"), condition.field)
        if isinstance(condition, InList) and condition.list not in known:
            names = "、".join(sorted(known))
            sentence = f"「{condition.list}」という一覧はありません。使えるのは{names}です。"
            yield (*path, number, "list"), sentence
        yield from _unknown_values(scheme, (*path, number), condition)


def _unknown_values(scheme: Scheme, path: Path, condition: Condition) -> Iterator[Unsound]:
    """A field with choices can only have one of them; an industry has a letter of its own."""
    choices = scheme.words().values.get(condition.field, {})
    if condition.field == "industry" or not choices:
        return
    named: tuple[tuple[Path, object], ...] = ()
    if isinstance(condition, Equals):
        named = ((("value",), condition.value),)
    elif isinstance(condition, OneOf):
        named = tuple((("values", at), value) for at, value in enumerate(condition.values))
    for place, value in named:
        if value not in choices:
            sentence = f"「{value}」という値はありません。使えるのは{'、'.join(choices)}です。"
            yield (*path, *place), sentence


def _unknown_field(scheme: Scheme, path: Path, name: str) -> Iterator[Unsound]:
    known = {*FIELD_WORDS, *(field.key for field in scheme.fields)}
    if name not in known:
        sentence = (
            f"「{name}」という項目は記録にありません。"
            "つづりをそろえるか、fieldsに書き加えてください。"
        )
        yield path, sentence


def _events(definition: Definition) -> Iterator[tuple[Path, Events]]:
    match definition:
        case EventDefinition():
            yield ("events",), definition.events
            if definition.after:
                yield ("after", "events"), definition.after.events
        case StockDefinition():
            yield ("events",), definition.events
            yield ("ends_by",), definition.ends_by
        case FunnelDefinition():
            for number, step in enumerate(definition.steps):
                yield ("steps", number, "events"), step.events
        case RetentionDefinition():
            yield ("start",), definition.start
            yield ("end",), definition.end
            if definition.proof:
                yield ("proof",), definition.proof


def _conditions(definition: Definition) -> Iterator[tuple[Path, Conditions]]:
    match definition:
        case EventDefinition():
            yield ("where",), definition.where
            if definition.after:
                yield ("after", "where"), definition.after.where
        case StockDefinition():
            yield ("where",), definition.where
        case FunnelDefinition():
            for number, step in enumerate(definition.steps):
                yield ("steps", number, "where"), step.where
        case RetentionDefinition():
            yield ("start_where",), definition.start_where
