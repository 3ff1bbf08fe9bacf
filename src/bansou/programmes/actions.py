"""Starting a programme, taking over and editing its scheme, its budget and contracts."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.clock import FiscalYear, wareki
from bansou.commons.database.references import is_referred_to
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Organisation
from bansou.programmes.models import BudgetLine, Contract, Programme, SchemeVersion
from bansou.schemes import reader
from bansou.schemes.shape import Scheme


class ProgrammeExists(Refusal):
    """The municipality runs this scheme in this fiscal year already."""

    code = "programmes.exists"
    message = _("%(year)sの事業は、すでに登録されています。その事業を開いて続けてください。")


class ProgrammeInUse(Refusal):
    """Records rest on the programme, or its scheme has been changed."""

    code = "programmes.in_use"
    message = _("この事業には、もう記録や目標や委託があるので、取り消せません。")


class SchemeUnchanged(Refusal):
    """The text handed in is the one in force."""

    code = "programmes.scheme_unchanged"
    message = _("いまの事業スキームと同じ内容です。変えてから保存してください。")


class SchemeOfAnotherProgramme(Refusal):
    """The text is a scheme with another id."""

    code = "programmes.scheme_of_another"
    message = _('この事業のスキームは id = "%(wanted)s" です。id を変えずに直してください。')


class SchemeDatedBack(Refusal):
    """The new version would be in force before the one that it follows."""

    code = "programmes.scheme_dated_back"
    message = _("新しい版の適用開始日は、いまの版の開始日（%(from_on)s）以後にしてください。")


class SchemeDatedAfterEnd(Refusal):
    """The new version would come into force when the programme is over."""

    code = "programmes.scheme_dated_after_end"
    message = _(
        "この事業は%(until_on)sで終わります。適用を始める日は、%(from_on)sから%(until_on)sまでにしてください。"
    )


class SchemeMovedOn(Refusal):
    """Another version came into being since this one was begun."""

    code = "programmes.scheme_moved_on"
    message = _(
        "書いている間に、%(version)sができました。いまの版から何が変わるかを、もう一度確かめてください。"
    )


def start_programme(
    *,
    by: Actor,
    scheme_id: str,
    text: str,
    fiscal_year: int,
    at: datetime,
    name: str = "",
    note: str = "ひな形から",
) -> Programme:
    """Start a programme for a fiscal year from a scheme's text, which becomes its first version.

    :param note: where the text comes from
    :raises bansou.schemes.reader.SchemeProblems: the text is no valid scheme
    :raises ProgrammeExists: there is one for this scheme and year
    """
    scheme = reader.read_scheme(text, f"{scheme_id}.toml")
    year = FiscalYear(fiscal_year)
    with transaction.atomic():
        programme, made = Programme.objects.get_or_create(
            organisation_id=by.require_organisation(),
            scheme_id=scheme_id,
            fiscal_year=fiscal_year,
            defaults={
                "name": name or scheme.name.replace("|", ""),
                "starts_on": year.starts_on,
                "ends_on": year.ends_on,
            },
        )
        if not made:
            raise ProgrammeExists(year=year.label)
        _add_version(programme, text, year.starts_on, at, note=note)
    return programme


def is_in_use(programme: Programme) -> bool:
    """Tell whether anything but its first scheme rests on a programme."""
    return programme.scheme_versions.count() > 1 or is_referred_to(programme, but=(SchemeVersion,))


def take_back_programme(*, programme: Programme) -> None:
    """Take back a programme that was started by mistake; the history keeps it.

    :raises ProgrammeInUse: something rests on it
    """
    with transaction.atomic():
        Programme.objects.select_for_update().get(
            organisation_id=programme.organisation_id, pk=programme.pk
        )
        if is_in_use(programme):
            raise ProgrammeInUse()
        programme.delete()


def check_revision(*, programme: Programme, text: str, valid_from: date) -> Scheme:
    """The scheme that a new version would put in force; refused as `revise_scheme` would.

    :raises bansou.schemes.reader.SchemeProblems: the text is no valid scheme
    :raises SchemeOfAnotherProgramme: its id is not the programme's
    :raises SchemeUnchanged: it is the text in force
    :raises SchemeDatedBack: it would be in force before the version it follows
    :raises SchemeDatedAfterEnd: it would be in force only after the programme's last day
    """
    scheme = reader.read_scheme(text, f"{programme.scheme_id}.toml")
    if scheme.id != programme.scheme_id:
        raise SchemeOfAnotherProgramme(wanted=programme.scheme_id, field="text")
    latest = programme.scheme_versions.order_by("-number")[0]
    if latest.text.strip() == text.strip():
        raise SchemeUnchanged(field="text")
    if valid_from < latest.valid_from:
        raise SchemeDatedBack(from_on=wareki(latest.valid_from), field="valid_from")
    if valid_from > programme.ends_on:
        raise SchemeDatedAfterEnd(
            from_on=wareki(latest.valid_from),
            until_on=wareki(programme.ends_on),
            field="valid_from",
        )
    return scheme


def revise_scheme(
    *,
    programme: Programme,
    text: str,
    valid_from: date,
    at: datetime,
    note: str = "",
    follows: int | None = None,
) -> SchemeVersion:
    """Put a new version of a programme's scheme in force from a day on.

    :param follows: number of the version that the text was written from
    :raises SchemeMovedOn: that is not the latest any more
    :raises Refusal: what `check_revision` refuses
    """
    with transaction.atomic():
        Programme.objects.select_for_update().get(
            organisation_id=programme.organisation_id, pk=programme.pk
        )
        latest = programme.scheme_versions.order_by("-number")[0]
        if follows not in (None, latest.number):
            raise SchemeMovedOn(version=latest)
        check_revision(programme=programme, text=text, valid_from=valid_from)
        return _add_version(programme, text, valid_from, at, note=note)


def rename_programme(*, programme: Programme, name: str) -> None:
    """Give a programme the name under which the office runs it."""
    if programme.name != name:
        Programme.objects.filter(organisation_id=programme.organisation_id, pk=programme.pk).update(
            name=name, version=F("version") + 1
        )
        programme.refresh_from_db()


def set_budget_line(*, programme: Programme, label: str, yen: int) -> BudgetLine:
    """Set one part of the eligible cost in whole yen; the history keeps what it was."""
    line, _made = BudgetLine.objects.update_or_create(
        organisation_id=programme.organisation_id,
        programme=programme,
        label=label,
        defaults={"yen": yen},
    )
    return line


def make_contract(
    *,
    programme: Programme,
    contractor: Organisation,
    starts_on: date,
    ends_on: date,
    work: str,
) -> Contract:
    """Entrust work to an operator for a time; the same contract read again changes its end."""
    contract, _made = Contract.objects.update_or_create(
        organisation_id=programme.organisation_id,
        programme=programme,
        contractor=contractor,
        starts_on=starts_on,
        defaults={"ends_on": ends_on, "work": work},
    )
    return contract


def _add_version(
    programme: Programme, text: str, valid_from: date, at: datetime, *, note: str
) -> SchemeVersion:
    return SchemeVersion.objects.create(
        organisation_id=programme.organisation_id,
        programme=programme,
        number=programme.scheme_versions.count() + 1,
        text=text,
        digest=reader.digest(text),
        valid_from=valid_from,
        taken_at=at,
        note=note,
    )
