"""What changes when one version of a scheme follows another, in whole sentences."""

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.desks.manager.scheme_benefit_changes import benefit_changes, days_said, wage_changes
from bansou.desks.manager.scheme_register_changes import register_changes
from bansou.engines.indicators import definition_digest
from bansou.engines.indicators.grammar import Definition
from bansou.schemes.experience import ExperienceLimits
from bansou.schemes.shape import Choice, Scheme, SheetTexts, ShortIndustry, Stage
from bansou.schemes.stages import StageState, open_stages

_CHOICES = {
    "categories": gettext_lazy("対象区分"),
    "pathways": gettext_lazy("進み方"),
    "consultation_kinds": gettext_lazy("相談の種類"),
    "channels": gettext_lazy("相談の方法"),
    "employment_types": gettext_lazy("雇用形態"),
    "routes": gettext_lazy("就職の経路"),
    "evidence_levels": gettext_lazy("確認方法"),
    "mismatch_reasons": gettext_lazy("合わなかった理由"),
    "leaving_reasons": gettext_lazy("離職の理由"),
    "client_states": gettext_lazy("本人の状態"),
    "counselling_kinds": gettext_lazy("心理カウンセリングの種類"),
    "readiness": gettext_lazy("就労の準備の状態"),
    "places": gettext_lazy("場所"),
    "fair_results": gettext_lazy("面接会の結果"),
    "employer_lists": gettext_lazy("企業のリスト"),
}
_WORDS_ONLY = gettext_lazy("文の書き方だけが変わります。段階、数え方、シートの文は同じです。")
_SMALL = gettext_lazy(
    "画面に出ることばか、細かいきまりが変わります。何を書き換えたかは、この版の文（TOML）で確かめてください。"
)


def changes(before: Scheme, after: Scheme) -> list[str]:
    """What a new version changes; at least one sentence."""
    found = [
        *_programme(before, after),
        *_stages(before, after),
        *_indicators(before, after),
        *_short_industries(before, after),
        *wage_changes(before, after),
        *benefit_changes(before, after),
        *register_changes(before, after),
        *_choices(before, after),
        *_experience(before, after),
        *_fields(before, after),
        *_sheet(before.sheet, after.sheet),
    ]
    return found or [str(_WORDS_ONLY if before == after else _SMALL)]


def _programme(before: Scheme, after: Scheme) -> Iterator[str]:
    if before.name != after.name:
        yield _("事業名が「%(former)s」から「%(new)s」に変わります。") % {
            "former": before.title,
            "new": after.title,
        }
    if before.fund != after.fund:
        yield _("交付金の名前が「%(former)s」から「%(new)s」に変わります。") % {
            "former": before.fund,
            "new": after.fund,
        }
    if before.body != after.body:
        yield _("シートに書く団体名が「%(former)s」から「%(new)s」に変わります。") % {
            "former": before.body,
            "new": after.body,
        }
    if before.no_contact_days != after.no_contact_days:
        yield _("連絡が途絶えたとみなす日数が、%(former)d日から%(new)d日に変わります。") % {
            "former": before.no_contact_days,
            "new": after.no_contact_days,
        }


# Stages


def _stages(before: Scheme, after: Scheme) -> Iterator[str]:
    old, new = _by_key(before.stages), _by_key(after.stages)
    yield from (
        _("段階「%(stage)s」がなくなります。") % {"stage": s.title}
        for k, s in old.items()
        if k not in new
    )
    yield from (
        _("段階「%(stage)s」が加わります。") % {"stage": s.title}
        for k, s in new.items()
        if k not in old
    )
    for key, stage in new.items():
        if key in old:
            yield from _stage(old[key], stage)
    yield from _order(before, after)
    yield from _locks(before, after)


def _order(before: Scheme, after: Scheme) -> Iterator[str]:
    """The stages that stay, where they stand in another order than they did."""
    old, new = _by_key(before.stages), _by_key(after.stages)
    if [key for key in old if key in new] != [key for key in new if key in old]:
        yield _("段階の順番が、%(stages)sに変わります。") % {
            "stages": "、".join(f"「{stage.title}」" for stage in after.stages)
        }


def _by_key(stages: Iterable[Stage]) -> Mapping[str, Stage]:
    return {stage.key: stage for stage in stages}


def _stage(old: Stage, new: Stage) -> Iterator[str]:
    if old.title != new.title:
        yield _("段階「%(former)s」の名前が「%(new)s」に変わります。") % {
            "former": old.title,
            "new": new.title,
        }
    if old.short != new.short:
        yield _(
            "段階「%(stage)s」の、一覧と絞り込みに出る短い名前が、"
            "「%(former)s」から「%(new)s」に変わります。"
        ) % {"stage": new.title, "former": old.short, "new": new.short}
    if old.demand != new.demand:
        yield _("段階「%(stage)s」が、%(former)s から %(new)s に変わります。") % {
            "stage": new.title,
            "former": old.demand_label,
            "new": new.demand_label,
        }
    if old.done_by != new.done_by:
        yield _("段階「%(stage)s」が済んだとみなす記録が変わります。") % {"stage": new.title}
    if old.acts != new.acts:
        yield _("段階「%(stage)s」に入る記録の種類が変わります。") % {"stage": new.title}
    if old.note != new.note:
        yield _("段階「%(stage)s」の注が変わります。") % {"stage": new.title}


def _locks(before: Scheme, after: Scheme) -> Iterator[str]:
    """Which stages a new case finds locked, and no longer."""
    old, new = _locked(before), _locked(after)
    for key, title in old.items():
        if key not in new and key in _by_key(after.stages):
            yield _("記録がなくても「%(title)s」を申し込めるようになります。") % {"title": title}
    for key, title in new.items():
        if key not in old:
            yield _("「%(title)s」は、先の段階の記録がないと申し込めなくなります。") % {
                "title": title
            }


def _locked(scheme: Scheme) -> Mapping[str, str]:
    standings = open_stages(scheme, {})
    return {s.stage.key: s.stage.title for s in standings if s.state is StageState.LOCKED}


# Indicators


def _indicators(before: Scheme, after: Scheme) -> Iterator[str]:
    old, new = _definitions(before), _definitions(after)
    yield from (
        _("指標「%(indicator)s」がなくなります。") % {"indicator": d.label}
        for k, d in old.items()
        if k not in new
    )
    yield from (
        _("指標「%(indicator)s」が加わります。") % {"indicator": d.label}
        for k, d in new.items()
        if k not in old
    )
    for key, definition in new.items():
        if key in old:
            yield from _indicator(old[key], definition, before, after)


def _definitions(scheme: Scheme) -> Mapping[tuple[str, int | None], Definition]:
    """Definitions by id and the year from which they hold: one id may have several in time."""
    return {(d.id, d.valid_from): d for d in scheme.indicators}


def _indicator(old: Definition, new: Definition, before: Scheme, after: Scheme) -> Iterator[str]:
    if _digest(old, before) != _digest(new, after):
        yield _(
            "指標「%(indicator)s」の数え方が変わります。"
            "いまの実績は新しい数え方で計算し直します。とってある確定値は変わりません。"
        ) % {"indicator": new.label}
    if (old.label, old.unit) != (new.label, new.unit):
        yield _("指標「%(former)s」の印字が「%(new)s」に変わります。") % {
            "former": f"{old.label}（{old.unit}）",
            "new": f"{new.label}（{new.unit}）",
        }


def _digest(definition: Definition, scheme: Scheme) -> str:
    return definition_digest(definition, scheme.lists(), {d.id: d for d in scheme.indicators})


# Lists


def _short_industries(before: Scheme, after: Scheme) -> Iterator[str]:
    old, new = before.labour_short_industries, after.labour_short_industries
    yield from (
        _("人手不足産業に%(industry)sが入ります。") % {"industry": _industry(i)}
        for i in new
        if i not in old
    )
    yield from (
        _("人手不足産業から%(industry)sが外れます。") % {"industry": _industry(i)}
        for i in old
        if i not in new
    )


def _industry(entry: ShortIndustry) -> str:
    days = days_said(entry.valid_from, entry.valid_to)
    return f"「{entry.label}」（{days}）" if days else f"「{entry.label}」"


def _experience(before: Scheme, after: Scheme) -> Iterator[str]:
    """How far visits and trials may go, and what is asked after them."""
    old, new = before.experience, after.experience
    yield from _limits(_("職場見学"), old and old.visits, new and new.visits)
    yield from _limits(_("職場体験"), old and old.trials, new and new.trials)
    if old is None or new is None:
        return
    if any(getattr(old, name) != getattr(new, name) for name in _NIGHT):
        yield _("見学・体験を行える時間帯が変わります。決まっている日程はそのままです。")
    if any(getattr(old, name) != getattr(new, name) for name in _ASKED):
        yield _("見学・体験の評価で聞くことが変わります。経過に残った評価はそのまま読めます。")


_NIGHT = ("night_from", "night_until", "allows_nights")
_ASKED = ("grades", "person_items", "host_items")


def _limits(kind: str, old: ExperienceLimits | None, new: ExperienceLimits | None) -> Iterator[str]:
    if new is None:
        if old is not None:
            yield _("%(kind)sを申し込めなくなります。") % {"kind": kind}
        return
    if old is None:
        yield _("%(kind)sを申し込めるようになります。") % {"kind": kind}
        return
    if old.max_days != new.max_days:
        yield _("%(kind)sの日数の上限が、%(former)d日から%(new)d日に変わります。") % {
            "kind": kind,
            "former": old.max_days,
            "new": new.max_days,
        }
    if old.max_hours_a_day != new.max_hours_a_day:
        yield _("%(kind)sの1日の時間の上限が、%(former)d時間から%(new)d時間に変わります。") % {
            "kind": kind,
            "former": old.max_hours_a_day,
            "new": new.max_hours_a_day,
        }
    if old.asks_insurance != new.asks_insurance:
        yield (
            _("%(kind)sに、保険が必要になります。")
            if new.asks_insurance
            else _("%(kind)sに、保険が要らなくなります。")
        ) % {"kind": kind}


def _choices(before: Scheme, after: Scheme) -> Iterator[str]:
    for group, name in _CHOICES.items():
        old = _labels(getattr(before, group))
        new = _labels(getattr(after, group))
        for key in {**old, **new}:
            if key not in new:
                yield _(
                    "%(list)sから「%(former)s」がなくなります。記録に残った値はそのまま読めます。"
                ) % {"list": name, "former": old[key]}
            elif key not in old:
                yield _("%(list)sに「%(new)s」が加わります。") % {"list": name, "new": new[key]}
            elif old[key] != new[key]:
                yield _("%(list)sの「%(former)s」が「%(new)s」に変わります。") % {
                    "list": name,
                    "former": old[key],
                    "new": new[key],
                }


def _labels(choices: Iterable[Choice]) -> Mapping[str, str]:
    return {choice.key: choice.label for choice in choices}


def _fields(before: Scheme, after: Scheme) -> Iterator[str]:
    old = {field.key: field for field in before.fields}
    new = {field.key: field for field in after.fields}
    yield from (
        _("項目「%(field)s」がなくなります。") % {"field": f.label}
        for k, f in old.items()
        if k not in new
    )
    yield from (
        _("項目「%(field)s」が加わります。") % {"field": f.label}
        for k, f in new.items()
        if k not in old
    )
    for key, field in new.items():
        if key in old and old[key] != field:
            yield _("項目「%(field)s」の書き方が変わります。") % {"field": field.label}


# The case sheet


def _sheet(before: SheetTexts, after: SheetTexts) -> Iterator[str]:
    if before == after:
        return
    old = {box.title: box for box in before.boxes}
    new = {box.title: box for box in after.boxes}
    for title, box in new.items():
        if title not in old:
            yield _("事例シートに枠「%(title)s」が加わります。") % {"title": title}
        elif old[title] != box:
            yield _("事例シートの枠「%(title)s」の文が変わります。") % {"title": title}
    yield from (
        _("事例シートから枠「%(title)s」がなくなります。") % {"title": title}
        for title in old
        if title not in new
    )
    if before.points != after.points:
        yield _("事例シートの「着目したポイント等」が変わります。")
    if _rest(before) != _rest(after):
        yield _("事例シートの見出し、帯、小さい枠か、支援の流れが変わります。")


def _rest(sheet: SheetTexts) -> dict[str, object]:
    return sheet.model_dump(exclude={"boxes", "points"})
