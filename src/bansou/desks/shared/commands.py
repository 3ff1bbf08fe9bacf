"""What the commands share: finding a programme by its scheme and year, and acting for its keeper."""

from argparse import ArgumentTypeError
from collections.abc import Iterator
from contextlib import contextmanager

from django.core.management.base import CommandError
from django.utils.translation import gettext as _

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import FiscalYear
from bansou.commons.ledger.cells import parse_fiscal_year
from bansou.commons.ledger.refusals import UnreadableYear
from bansou.commons.organisations.models import Organisation
from bansou.commons.organisations.services import service_actor
from bansou.evidence.joint.queries import led_by
from bansou.programmes.models import Programme


def fiscal_year(written: str) -> int:
    """A fiscal year as a command's argument: 2021, 令和3年度, R3."""
    try:
        return parse_fiscal_year(written)
    except UnreadableYear as refusal:
        raise ArgumentTypeError(str(refusal)) from None


@contextmanager
def at_programme(
    scheme: str, fiscal_year: int, *, lg_code: str = "", joint: bool = False, why: str
) -> Iterator[tuple[Actor, Programme]]:
    """Act as the service "command" for the body that runs this programme.

    :param joint: of several bodies the one that leads their joint project is meant
    :raises CommandError: no body runs it, or several do and `lg_code` does not say which
    """
    runs = [o for o in _keepers(lg_code) if _programme(o, scheme, fiscal_year, why) is not None]
    if joint and len(runs) > 1:
        runs = [o for o in runs if _leads(o, scheme, fiscal_year, why)] or runs
    year = FiscalYear(fiscal_year).label
    if not runs:
        raise CommandError(
            _("%(year)sの事業「%(scheme)s」は見つかりません。年度とスキーム名を確かめてください。")
            % {"year": year, "scheme": scheme}
        )
    if len(runs) > 1:
        names = "、".join(f"{o.name}（{o.lg_code}）" for o in runs)
        raise CommandError(
            _(
                "%(year)sの事業「%(scheme)s」は複数の団体にあります。"
                "--organisation で団体コードを指定してください：%(names)s"
            )
            % {"year": year, "scheme": scheme, "names": names}
        )
    actor = service_actor("command", runs[0])
    with acting(actor, why=why):
        yield (
            actor,
            Programme.objects.get(organisation=runs[0], scheme_id=scheme, fiscal_year=fiscal_year),
        )


def _leads(keeper: Organisation, scheme: str, fiscal_year: int, why: str) -> bool:
    programme = _programme(keeper, scheme, fiscal_year, why)
    with acting(service_actor("command", keeper), why=why):
        return programme is not None and led_by(programme) is not None


def _keepers(lg_code: str) -> list[Organisation]:
    keepers = Organisation.objects.filter(kind__in=Organisation.KEEPERS).order_by("lg_code")
    return list(keepers.filter(lg_code=lg_code) if lg_code else keepers)


def _programme(keeper: Organisation, scheme: str, fiscal_year: int, why: str) -> Programme | None:
    with acting(service_actor("command", keeper), why=why):
        return Programme.objects.filter(
            organisation=keeper, scheme_id=scheme, fiscal_year=fiscal_year
        ).first()
