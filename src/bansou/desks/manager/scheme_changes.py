"""What changes when one version of a scheme follows another, in whole sentences."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from bansou.commons.clock import wareki
from bansou.engines.indicators import definition_digest
from bansou.engines.indicators.grammar import Definition
from bansou.schemes.shape import Choice, Scheme, SheetTexts, ShortIndustry, Stage
from bansou.schemes.stages import StageState, open_stages

_CHOICES = {
    "categories": "対象区分",
    "pathways": "進み方",
    "consultation_kinds": "相談の種類",
    "channels": "相談の方法",
    "employment_types": "雇用形態",
    "routes": "就職の経路",
    "evidence_levels": "確認方法",
}
_WORDS_ONLY = "文の書き方だけが変わります。段階、数え方、シートの文は同じです。"


def changes(before: Scheme, after: Scheme) -> list[str]:
    """What a new version changes; at least one sentence."""
    found = [
        *_programme(before, after),
        *_stages(before, after),
        *_indicators(before, after),
        *_short_industries(before, after),
        *_choices(before, after),
        *_fields(before, after),
        *_sheet(before.sheet, after.sheet),
    ]
    return found or [_WORDS_ONLY]


def _programme(before: Scheme, after: Scheme) -> Iterator[str]:
    if before.name != after.name:
        yield f"事業名が「{before.title}」から「{after.title}」に変わります。"
    if before.fund != after.fund:
        yield f"交付金の名前が「{before.fund}」から「{after.fund}」に変わります。"
    if before.body != after.body:
        yield f"シートに書く団体名が「{before.body}」から「{after.body}」に変わります。"
    if before.no_contact_days != after.no_contact_days:
        yield (
            f"連絡が途絶えたとみなす日数が、{before.no_contact_days}日から"
            f"{after.no_contact_days}日に変わります。"
        )


# Stages


def _stages(before: Scheme, after: Scheme) -> Iterator[str]:
    old, new = _by_key(before.stages), _by_key(after.stages)
    yield from (f"段階「{s.title}」がなくなります。" for k, s in old.items() if k not in new)
    yield from (f"段階「{s.title}」が加わります。" for k, s in new.items() if k not in old)
    for key, stage in new.items():
        if key in old:
            yield from _stage(old[key], stage)
    yield from _locks(before, after)


def _by_key(stages: Iterable[Stage]) -> Mapping[str, Stage]:
    return {stage.key: stage for stage in stages}


def _stage(old: Stage, new: Stage) -> Iterator[str]:
    if old.title != new.title:
        yield f"段階「{old.title}」の名前が「{new.title}」に変わります。"
    if old.demand != new.demand:
        yield f"段階「{new.title}」が、{old.demand_label} から {new.demand_label} に変わります。"
    if old.done_by != new.done_by:
        yield f"段階「{new.title}」が済んだとみなす記録が変わります。"
    if old.acts != new.acts:
        yield f"段階「{new.title}」に入る記録の種類が変わります。"
    if old.note != new.note:
        yield f"段階「{new.title}」の注が変わります。"


def _locks(before: Scheme, after: Scheme) -> Iterator[str]:
    """Which stages a new case finds locked, and no longer."""
    old, new = _locked(before), _locked(after)
    for key, title in old.items():
        if key not in new and key in _by_key(after.stages):
            yield f"記録がなくても「{title}」を申し込めるようになります。"
    for key, title in new.items():
        if key not in old:
            yield f"「{title}」は、先の段階の記録がないと申し込めなくなります。"


def _locked(scheme: Scheme) -> Mapping[str, str]:
    standings = open_stages(scheme, {})
    return {s.stage.key: s.stage.title for s in standings if s.state is StageState.LOCKED}


# Indicators


def _indicators(before: Scheme, after: Scheme) -> Iterator[str]:
    old, new = _definitions(before), _definitions(after)
    yield from (f"指標「{d.label}」がなくなります。" for k, d in old.items() if k not in new)
    yield from (f"指標「{d.label}」が加わります。" for k, d in new.items() if k not in old)
    for key, definition in new.items():
        if key in old:
            yield from _indicator(old[key], definition, before, after)


def _definitions(scheme: Scheme) -> Mapping[tuple[str, int | None], Definition]:
    """Definitions by id and the year from which they hold: one id may have several in time."""
    return {(d.id, d.valid_from): d for d in scheme.indicators}


def _indicator(old: Definition, new: Definition, before: Scheme, after: Scheme) -> Iterator[str]:
    if _digest(old, before) != _digest(new, after):
        yield (
            f"指標「{new.label}」の数え方が変わります。"
            "いまの実績は新しい数え方で計算し直します。とってある確定値は変わりません。"
        )
    if (old.label, old.unit) != (new.label, new.unit):
        yield (
            f"指標「{old.label}（{old.unit}）」の印字が「{new.label}（{new.unit}）」に変わります。"
        )


def _digest(definition: Definition, scheme: Scheme) -> str:
    return definition_digest(definition, scheme.lists(), {d.id: d for d in scheme.indicators})


# Lists


def _short_industries(before: Scheme, after: Scheme) -> Iterator[str]:
    old, new = before.labour_short_industries, after.labour_short_industries
    yield from (f"人手不足産業に{_industry(i)}が入ります。" for i in new if i not in old)
    yield from (f"人手不足産業から{_industry(i)}が外れます。" for i in old if i not in new)


def _industry(entry: ShortIndustry) -> str:
    days = _days(entry.valid_from, entry.valid_to)
    return f"「{entry.label}」{f'（{days}）' if days else ''}"


def _days(since: date | None, until: date | None) -> str:
    return (f"{wareki(since)}から" if since else "") + (f"{wareki(until)}まで" if until else "")


def _choices(before: Scheme, after: Scheme) -> Iterator[str]:
    for group, name in _CHOICES.items():
        old = _labels(getattr(before, group))
        new = _labels(getattr(after, group))
        for key in {**old, **new}:
            if key not in new:
                yield f"{name}から「{old[key]}」がなくなります。記録に残った値はそのまま読めます。"
            elif key not in old:
                yield f"{name}に「{new[key]}」が加わります。"
            elif old[key] != new[key]:
                yield f"{name}の「{old[key]}」が「{new[key]}」に変わります。"


def _labels(choices: Iterable[Choice]) -> Mapping[str, str]:
    return {choice.key: choice.label for choice in choices}


def _fields(before: Scheme, after: Scheme) -> Iterator[str]:
    old = {field.key: field for field in before.fields}
    new = {field.key: field for field in after.fields}
    yield from (f"項目「{f.label}」がなくなります。" for k, f in old.items() if k not in new)
    yield from (f"項目「{f.label}」が加わります。" for k, f in new.items() if k not in old)
    for key, field in new.items():
        if key in old and old[key] != field:
            yield f"項目「{field.label}」の書き方が変わります。"


# The case sheet


def _sheet(before: SheetTexts, after: SheetTexts) -> Iterator[str]:
    if before == after:
        return
    old = {box.title: box for box in before.boxes}
    new = {box.title: box for box in after.boxes}
    for title, box in new.items():
        if title not in old:
            yield f"事例シートに枠「{title}」が加わります。"
        elif old[title] != box:
            yield f"事例シートの枠「{title}」の文が変わります。"
    yield from (f"事例シートから枠「{title}」がなくなります。" for title in old if title not in new)
    if before.points != after.points:
        yield "事例シートの「着目したポイント等」が変わります。"
    if _rest(before) != _rest(after):
        yield "事例シートの見出し、帯、小さい枠か、支援の流れが変わります。"


def _rest(sheet: SheetTexts) -> dict[str, object]:
    return sheet.model_dump(exclude={"boxes", "points"})
