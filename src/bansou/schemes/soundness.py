"""What no single part of a scheme can see: references that lead nowhere, keys used twice."""

from collections import Counter
from collections.abc import Iterable, Iterator

from bansou.engines.indicators.evaluate import referred_to
from bansou.engines.indicators.grammar import (
    Definition,
    EventDefinition,
    Events,
    FunnelDefinition,
    InList,
    RetentionDefinition,
    StockDefinition,
    Tagged,
)
from bansou.schemes.shape import Scheme

type Path = tuple[int | str, ...]

_NO_KIND = "「{}」という種類がactsにありません。つづりをそろえてください。"
_NO_TAG = "「{}」という札を持つ種類がactsにありません。つづりをそろえてください。"
_NO_LIST = "「{}」という一覧はありません。使えるのは {} です。"
_NO_INDICATOR = "「{}」という指標がありません。idをそろえてください。"
_NO_CHOICES = "選択肢（choices）がありません。1つ以上書いてください。"

_KEYED = (
    "categories",
    "pathways",
    "stages",
    "consultation_kinds",
    "channels",
    "fields",
    "employment_types",
    "routes",
    "evidence_levels",
)


def unsound(scheme: Scheme) -> Iterator[tuple[Path, str]]:
    """Yield each place that contradicts another one, with a sentence on what to do."""
    yield from _used_twice(scheme)
    kinds = {act.kind for act in scheme.acts}
    tags = {tag for act in scheme.acts for tag in act.tags}
    for number, stage in enumerate(scheme.stages):
        named = [*stage.acts, *([stage.done_by.kind] if stage.done_by else [])]
        for kind in named:
            if kind not in kinds:
                yield (
                    ("stages", number, "acts"),
                    _NO_KIND.format(kind),
                )
    for number, definition in enumerate(scheme.indicators):
        yield from _indicator(scheme, number, definition, kinds, tags)
    for number, entry in enumerate(scheme.labour_short_industries):
        if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
            yield (
                ("labour_short_industries", number, "valid_to"),
                "終わりの日が始まりの日より前です。日付を入れ替えてください。",
            )
    for number, field in enumerate(scheme.fields):
        if field.type == "choice" and not field.choices:
            yield (
                ("fields", number, "type"),
                "選択肢（choices）がありません。1つ以上書いてください。",
            )


def _used_twice(scheme: Scheme) -> Iterator[tuple[Path, str]]:
    for group in _KEYED:
        yield from _repeated(group, "key", [item.key for item in getattr(scheme, group)])
    yield from _repeated("acts", "kind", [act.kind for act in scheme.acts])
    yield from _repeated("indicators", "id", [d.id for d in scheme.indicators])


def _repeated(group: str, name: str, keys: list[str]) -> Iterator[tuple[Path, str]]:
    for key, times in Counter(keys).items():
        if times > 1:
            last = len(keys) - 1 - keys[::-1].index(key)
            yield (group, last, name), f"「{key}」が2回あります。別の名前にしてください。"


def _indicator(
    scheme: Scheme, number: int, definition: Definition, kinds: set[str], tags: set[str]
) -> Iterator[tuple[Path, str]]:
    place: Path = ("indicators", number, "events")
    for events in _events(definition):
        if isinstance(events, Tagged):
            if events.tag not in tags:
                yield (
                    place,
                    _NO_TAG.format(events.tag),
                )
            continue
        for name in events:
            if name not in kinds:
                yield place, _NO_KIND.format(name)
    known = set(scheme.lists())
    for condition in _conditions(definition):
        if isinstance(condition, InList) and condition.list not in known:
            yield (
                ("indicators", number, "where"),
                _NO_LIST.format(condition.list, "、".join(sorted(known))),
            )
    others = {d.id for d in scheme.indicators}
    for other in referred_to(definition):
        if other not in others:
            yield (
                ("indicators", number, "id"),
                _NO_INDICATOR.format(other),
            )


def _events(definition: Definition) -> Iterator[Events]:
    match definition:
        case EventDefinition():
            yield definition.events
            if definition.after:
                yield definition.after.events
        case StockDefinition():
            yield definition.events
            yield definition.ends_by
        case FunnelDefinition():
            yield from (step.events for step in definition.steps)
        case RetentionDefinition():
            yield definition.start
            yield definition.end
            if definition.proof:
                yield definition.proof


def _conditions(definition: Definition) -> Iterable[object]:
    match definition:
        case EventDefinition():
            return (*definition.where, *(definition.after.where if definition.after else ()))
        case StockDefinition():
            return definition.where
        case FunnelDefinition():
            return tuple(c for step in definition.steps for c in step.where)
        case RetentionDefinition():
            return definition.start_where
    return ()
