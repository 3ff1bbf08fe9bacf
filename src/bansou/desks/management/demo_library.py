"""The demo's library of cases: the four schemes' sheets of 令和3年度, from their example ledgers.

Each goes the way of every office: a manager draws it up, somebody else approves it, and it is
published. Kanagawa and its four cities are counted together first.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

from django.db.models import QuerySet

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor, actor_of
from bansou.commons.clock import JST, FiscalYear
from bansou.commons.codes.municipalities import municipality
from bansou.commons.organisations.actions import (
    AlreadyMember,
    add_member,
    kind_of,
    open_account,
    register_organisation,
)
from bansou.commons.organisations.models import Membership, Organisation, Role
from bansou.commons.organisations.services import service_actor
from bansou.config.places import project_root
from bansou.desks.manager.imports import Ledger, import_ledger
from bansou.evidence.joint.actions import begin_joint_project, count_part, join_project
from bansou.evidence.joint.queries import led_by, part_of
from bansou.grants.casebook.actions import draw_up_sheet
from bansou.grants.casebook.publishing import approve_sheet, publish_sheet
from bansou.grants.casebook.queries import latest_approved
from bansou.programmes.models import Programme

EXAMPLES = project_root() / "examples"
YEAR = FiscalYear(2021)
#: When the offices closed their year: the books are read and the sheets drawn up as of then.
CLOSED_ON = date(2022, 4, 28)
CLOSED_AT = datetime.combine(CLOSED_ON, time(17), tzinfo=JST)
_WHY = "体験用のデータ"
_SERVICE = "demo"


@dataclass(frozen=True, slots=True)
class Case:
    """A scheme, the body that leads it with its inhabitants (census of 2020), and who joins in."""

    scheme_id: str
    lg_code: str
    population: int
    #: Who approves, where the ledger names nobody but the manager.
    second: tuple[str, str] | None = None
    ledger: str = "ledger-2021.xlsx"
    joining: Sequence[tuple[str, str]] = ()


#: Tomakomai's, who can be tried too.
SUPERVISOR = ("高野 由美", "takano@city.example.jp")
CASES = (
    Case("tomakomai", "012131", 170_113, SUPERVISOR),
    Case(
        "kanagawa",
        "140007",
        9_237_337,
        ("本多 恵子", "honda@kanagawa.example.jp"),
        "ledger-2021-kanagawa.xlsx",
        (
            ("141003", "ledger-2021-yokohama.xlsx"),
            ("141305", "ledger-2021-kawasaki.xlsx"),
            ("141500", "ledger-2021-sagamihara.xlsx"),
            ("142051", "ledger-2021-fujisawa.xlsx"),
        ),
    ),
    Case("kobe", "281000", 1_525_152),
    Case("kitakyushu", "401005", 939_029),
)


def fill_library() -> None:
    """Take the ledgers in, count together what is counted together, and publish each sheet."""
    for case in CASES:
        bodies = [
            _taken_in(case.scheme_id, lg_code, ledger)
            for lg_code, ledger in ((case.lg_code, case.ledger), *case.joining)
        ]
        if case.joining:
            _count_together(case.scheme_id, bodies)
        _publish(case, bodies[0])


def _taken_in(scheme_id: str, lg_code: str, ledger: str) -> Organisation:
    """The body with the year's ledger imported, unless it has it already."""
    body = _body(lg_code)
    with acting(service_actor(_SERVICE, body), why=_WHY):
        if _programmes(body, scheme_id).exists():
            return body
    folder = EXAMPLES / scheme_id
    import_ledger(_ledger(folder / ledger, scheme_id), at=CLOSED_AT, opens_accounts=True)
    return body


def _ledger(workbook: Path, scheme_id: str) -> Ledger:
    return Ledger(
        content=workbook.read_bytes(),
        name=workbook.name,
        mapping=(workbook.parent / "mapping.toml").read_text(encoding="utf-8"),
        scheme_id=scheme_id,
    )


def _body(lg_code: str) -> Organisation:
    known = Organisation.objects.filter(lg_code=lg_code, kind__in=Organisation.KEEPERS).first()
    if known:
        return known
    official = municipality(lg_code)
    with acting(service_actor(_SERVICE, None), why=_WHY):
        return register_organisation(name=official.name, kind=kind_of(official), lg_code=lg_code)


def _programmes(body: Organisation, scheme_id: str) -> QuerySet[Programme]:
    return Programme.objects.filter(organisation=body, scheme_id=scheme_id, fiscal_year=YEAR.year)


def _count_together(scheme_id: str, bodies: Sequence[Organisation]) -> None:
    """The first body begins the joint project, the others join, and all count."""
    lead = bodies[0]
    with acting(service_actor("joint", lead), why=_WHY):
        programme = _programmes(lead, scheme_id).get()
        project = led_by(programme) or begin_joint_project(programme=programme, at=CLOSED_AT)
    for body in bodies:
        with acting(service_actor("joint", body), why=_WHY):
            programme = _programmes(body, scheme_id).get()
            part = part_of(programme) or (
                join_project(programme=programme, code=project.code, at=CLOSED_AT)
            )
            count_part(part=part, as_of=CLOSED_ON, at=CLOSED_AT)


def _publish(case: Case, body: Organisation) -> None:
    """Draw the sheet up as the manager, approve it as somebody else, publish it, once."""
    with _seated(body, Role.PROGRAMME_MANAGER) as manager:
        programme = _programmes(body, case.scheme_id).get()
        if latest_approved(programme):
            return
        sheet = draw_up_sheet(programme=programme, by=manager, as_of=CLOSED_ON, at=CLOSED_AT)
    if case.second:
        _appoint(body, *case.second)
    with _seated(body, Role.SUPERVISING_COUNSELLOR) as supervisor:
        approve_sheet(sheet=sheet, seen=1, by=supervisor, at=CLOSED_AT)
    with _seated(body, Role.PROGRAMME_MANAGER) as manager:
        publish_sheet(sheet=sheet, by=manager, at=CLOSED_AT, population=case.population)


def _appoint(body: Organisation, name: str, email: str) -> None:
    """Let somebody supervise the body's counsellors from the year's first day on."""
    with acting(service_actor(_SERVICE, body), why=_WHY), suppress(AlreadyMember):
        add_member(
            user=open_account(email=email, name=name, at=CLOSED_AT),
            organisation=body,
            role=Role.SUPERVISING_COUNSELLOR,
            from_on=YEAR.starts_on,
        )


@contextmanager
def _seated(body: Organisation, role: Role) -> Iterator[Actor]:
    """Act as the body's member of this role."""
    with acting(service_actor(_SERVICE, body), why=_WHY):
        seat = Membership.objects.select_related("user", "organisation").get(
            organisation=body, role=role
        )
    with acting(actor_of(seat), why=_WHY) as actor:
        yield actor
