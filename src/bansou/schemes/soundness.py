"""What no single part of a scheme can see: references that lead nowhere, keys used twice."""

import re
from collections.abc import Iterator, Sequence
from typing import Literal

from bansou.schemes.catalogue import unsound_courses
from bansou.schemes.definitions import Unsound, no_act, unsound_indicators
from bansou.schemes.locate import Path
from bansou.schemes.menu import national_menu
from bansou.schemes.payable import unsound_benefits, unsound_wages
from bansou.schemes.shape import DEMANDS, ExtraField, Scheme, ShortIndustry, Stage

_KEYED = (
    "categories",
    "pathways",
    "stages",
    "tags",
    "consultation_kinds",
    "channels",
    "employment_types",
    "routes",
    "evidence_levels",
    "follow_ups",
    "leaving_reasons",
    "mismatch_reasons",
    "places",
    "counselling_kinds",
    "readiness",
    "client_states",
    "fair_results",
    "employer_lists",
    "qualifications",
    "courses",
    "packages",
    "benefits",
    "other_benefits",
)
_PLACES = re.compile(r"\{([^{}]*)\}")
_KNOWN_PLACES = {"count", "last"}


def unsound(scheme: Scheme) -> Iterator[Unsound]:
    """Yield each place that contradicts another one, with a sentence on what to do."""
    yield from _used_twice(scheme)
    yield from _acts(scheme)
    for at, stage in enumerate(scheme.stages):
        yield from _stage(scheme, at, stage)
    for at, field in enumerate(scheme.fields):
        yield from _field(scheme, at, field)
    yield from _short_industries(scheme.labour_short_industries)
    yield from unsound_courses(scheme)
    yield from _experience(scheme)
    yield from _outreach(scheme)
    yield from unsound_benefits(scheme)
    yield from unsound_wages(scheme)
    for at, day in enumerate(scheme.follow_ups):
        if (day.weeks is None) == (day.months is None):
            sentence = "weeksかmonthsの、どちらか一方だけを書いてください。"
            yield ("follow_ups", at), sentence
    yield from unsound_indicators(scheme)
    yield from _targets(scheme)
    yield from _sheet(scheme)


def _used_twice(scheme: Scheme) -> Iterator[Unsound]:
    for group in _KEYED:
        yield from _repeated((group,), "key", [item.key for item in getattr(scheme, group)])
    yield from _repeated(("acts",), "kind", [act.kind for act in scheme.acts])
    yield from _repeated(("sheet", "actors"), "key", [a.key for a in scheme.sheet.actors])
    for on in ("case", "step"):
        places = [at for at, field in enumerate(scheme.fields) if field.on == on]
        keys = [scheme.fields[at].key for at in places]
        for path, sentence in _repeated(("fields",), "key", keys):
            yield ("fields", places[int(path[1])], "key"), sentence


def _repeated(group: Path, name: str, keys: Sequence[str]) -> Iterator[Unsound]:
    """Yield every further use of a key, at its place in the group."""
    for at, key in enumerate(keys):
        if key in keys[:at]:
            yield (*group, at, name), f"「{key}」が2回あります。別の名前にしてください。"


def _acts(scheme: Scheme) -> Iterator[Unsound]:
    known = {tag.key for tag in scheme.tags}
    for at, act in enumerate(scheme.acts):
        for number, tag in enumerate(act.tags):
            if tag not in known:
                sentence = f"「{tag}」という札がtagsにありません。tagsに書き加えてください。"
                yield ("acts", at, "tags", number), sentence


def _stage(scheme: Scheme, at: int, stage: Stage) -> Iterator[Unsound]:
    for name in ("acts", "person_acts"):
        for number, kind in enumerate(getattr(stage, name)):
            if scheme.act(kind) is None:
                yield ("stages", at, name, number), no_act(kind)
    if stage.done_by and scheme.act(stage.done_by.kind) is None:
        yield ("stages", at, "done_by", "kind"), no_act(stage.done_by.kind)
    if stage.locks_others and stage.done_by is None:
        sentence = "ほかの段階を開ける記録が分かりません。done_byを書き加えてください。"
        yield ("stages", at, "locks_others"), sentence
    for name in ("fact", "no_fact"):
        for place in _PLACES.findall(getattr(stage, name)):
            if place not in _KNOWN_PLACES:
                sentence = f"{{{place}}}は使えません。使えるのは{{count}}と{{last}}です。"
                yield ("stages", at, name), sentence


def _field(scheme: Scheme, at: int, field: ExtraField) -> Iterator[Unsound]:
    if field.type == "choice" and not field.choices:
        yield ("fields", at, "type"), "選択肢（choices）がありません。1つ以上書いてください。"
    if field.type != "choice" and field.choices:
        sentence = "choicesを使うときは、typeをchoiceにしてください。"
        yield ("fields", at, "choices"), sentence
    yield from _repeated(("fields", at, "choices"), "key", [c.key for c in field.choices])
    if field.minimum is not None and field.maximum is not None and field.maximum < field.minimum:
        yield ("fields", at, "maximum"), "maximumがminimumより小さいです。入れ替えてください。"
    if field.on == "case" and field.acts:
        yield ("fields", at, "acts"), "ケースの項目にactsは書けません。行を消してください。"
    for number, kind in enumerate(field.acts):
        if scheme.act(kind) is None:
            yield ("fields", at, "acts", number), no_act(kind)


def _short_industries(entries: Sequence[ShortIndustry]) -> Iterator[Unsound]:
    for at, entry in enumerate(entries):
        if entry.valid_from and entry.valid_to and entry.valid_to < entry.valid_from:
            sentence = "終わりの日が始まりの日より前です。日付を入れ替えてください。"
            yield ("labour_short_industries", at, "valid_to"), sentence


def _experience(scheme: Scheme) -> Iterator[Unsound]:
    """What is asked about visits and trials is asked once, and reasons are there to choose from."""
    rules = scheme.experience
    if rules is None:
        return
    for group in ("grades", "person_items", "host_items"):
        keys = [item.key for item in getattr(rules, group)]
        yield from _repeated(("experience", group), "key", keys)
    if not scheme.mismatch_reasons:
        sentence = "合わなかった理由（mismatch_reasons）がありません。1つ以上書いてください。"
        yield ("experience",), sentence


def _outreach(scheme: Scheme) -> Iterator[Unsound]:
    """What is chosen from is there once, and a quorum asks for professions that the team may have."""
    rules = scheme.outreach
    if rules is None:
        return
    for group in ("professions", "severity", "bases", "programmes"):
        keys = [one.key for one in getattr(rules, group)]
        yield from _repeated(("outreach", group), "key", keys)
    known = {one.key for one in rules.professions}
    for number, key in enumerate(rules.quorum_professions):
        if key not in known:
            sentence = (
                f"「{key}」という職種がprofessionsにありません。professionsに書き加えてください。"
            )
            yield ("outreach", "quorum_professions", number), sentence


def _targets(scheme: Scheme) -> Iterator[Unsound]:
    known = {definition.id for definition in scheme.indicators}
    for at, target in enumerate(scheme.targets):
        if target.indicator not in known:
            sentence = f"「{target.indicator}」という指標がありません。idをそろえてください。"
            yield ("targets", at, "indicator"), sentence
        if target.out_of is not None and target.out_of not in known - {target.indicator}:
            sentence = f"「{target.out_of}」という別の指標がありません。idをそろえてください。"
            yield ("targets", at, "out_of"), sentence


def _sheet(scheme: Scheme) -> Iterator[Unsound]:
    stages = {stage.key: stage for stage in scheme.stages}
    for at, box in enumerate(scheme.sheet.boxes):
        if box.stage is None:
            continue
        if box.stage not in stages:
            sentence = f"「{box.stage}」という段階がstagesにありません。keyをそろえてください。"
            yield ("sheet", "boxes", at, "stage"), sentence
        elif box.chip != stages[box.stage].demand:
            label = DEMANDS[stages[box.stage].demand]
            sentence = f"段階は「{label}」です。chipを段階のdemandにそろえてください。"
            yield ("sheet", "boxes", at, "chip" if box.chip else "stage"), sentence
    known = {actor.key for actor in scheme.sheet.actors}
    ends: tuple[Literal["source", "target"], ...] = ("source", "target")
    for at, arrow in enumerate(scheme.sheet.arrows):
        for end in ends:
            if (actor := getattr(arrow, end)) not in known:
                sentence = f"「{actor}」という相手がactorsにありません。keyをそろえてください。"
                yield ("sheet", "arrows", at, end), sentence
    yield from _library(scheme)


def _library(scheme: Scheme) -> Iterator[Unsound]:
    """What the case library searches by must be a word that all bodies share."""
    menu = national_menu()
    items = [item.key for item in menu.items()]
    groups = [group.key for group in menu.target_groups]
    for name, written, known in (
        ("menu", scheme.sheet.menu, items),
        ("target_groups", scheme.sheet.target_groups, groups),
    ):
        for at, key in enumerate(written):
            if key not in known:
                sentence = f"「{key}」はありません。{'、'.join(known)} から選んでください。"
                yield ("sheet", name, at), sentence
