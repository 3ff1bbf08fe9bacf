"""委託: concluding a contract on a desk, taking it back, and who begins to work under it."""

from datetime import date

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.acting import acting
from bansou.commons.clock import wareki
from bansou.commons.database.references import is_referred_to
from bansou.commons.errors import Refusal
from bansou.commons.organisations.actions import add_member
from bansou.commons.organisations.models import Membership, Organisation, Role, User
from bansou.commons.organisations.services import service_actor
from bansou.programmes.actions import make_contract
from bansou.programmes.models import Contract, Programme

WORK = "事業の委託"


class ContractDatesCross(Refusal):
    """The contract would end before it begins."""

    code = "programmes.contract_dates_cross"
    message = _("委託期間の終わりが、始まりより前です。日付を確かめてください。")


class ContractOutsideProgramme(Refusal):
    """No day of the contract is one of the programme."""

    code = "programmes.contract_outside_programme"
    message = _(
        "この事業は%(starts)sから%(ends)sまでです。委託期間を、事業の期間と重なるようにしてください。"
    )


class ContractExists(Refusal):
    """The operator has a contract for some of these days already."""

    code = "programmes.contract_exists"
    message = _(
        "%(name)sとは、%(starts)sから%(ends)sまでの委託が登録されています。期間を確かめてください。"
    )


class ContractInUse(Refusal):
    """People were referred under it, or other records name it."""

    code = "programmes.contract_in_use"
    message = _("この委託で紹介した人や、この委託の講座があるので、取り消せません。")


class WorksForOthers(Refusal):
    """The operator works for other municipalities too; its staff see what those have referred."""

    code = "programmes.works_for_others"
    message = _(
        "%(name)sは、ほかの自治体の委託も受けています。職員の登録は、情報システムの担当に頼んでください。"
    )


def conclude_contract(
    *, programme: Programme, contractor: Organisation, starts_on: date, ends_on: date, work: str
) -> Contract:
    """Entrust work of a programme to an operator from–until, both days included.

    :raises ContractDatesCross: it would end before it begins
    :raises ContractOutsideProgramme: it has no day in common with the programme
    :raises ContractExists: there is one with this operator for some of these days
    """
    if ends_on < starts_on:
        raise ContractDatesCross(field="ends_on")
    if starts_on > programme.ends_on or ends_on < programme.starts_on:
        raise ContractOutsideProgramme(
            starts=wareki(programme.starts_on), ends=wareki(programme.ends_on), field="starts_on"
        )
    with transaction.atomic():
        _hold(programme)
        same = programme.contracts.filter(
            contractor=contractor, starts_on__lte=ends_on, ends_on__gte=starts_on
        )
        if known := same.first():
            raise ContractExists(
                name=contractor.name,
                starts=wareki(known.starts_on),
                ends=wareki(known.ends_on),
                field="starts_on",
            )
        return make_contract(
            programme=programme,
            contractor=contractor,
            starts_on=starts_on,
            ends_on=ends_on,
            work=work,
        )


def take_back_contract(*, contract: Contract) -> None:
    """Take back a contract that was recorded by mistake; the history keeps it.

    :raises ContractInUse: something rests on it
    """
    with transaction.atomic():
        _hold(contract.programme)
        if is_referred_to(contract):
            raise ContractInUse()
        contract.delete()


def works_for_others(contractor: Organisation, keeper_id: object, day: date) -> bool:
    """Tell whether an operator has, on this day or later, a contract with anybody else.

    Only the operator itself sees all its contracts: its service looks, and tells nothing more.
    """
    with acting(service_actor("contracts", contractor), why="委託の確認"):
        others = Contract.objects.filter(contractor=contractor, ends_on__gte=day)
        return others.exclude(organisation_id=keeper_id).exists()


def add_contractor_member(
    *, contract: Contract, user: User, from_on: date, day: date
) -> Membership:
    """Say that somebody works at an operator, whose staff see what was referred to it.

    :param day: on which this is said
    :raises WorksForOthers: they would see what other municipalities have referred
    :raises bansou.commons.organisations.actions.AlreadyMember: they work there on some of these days
    """
    contractor = contract.contractor
    if works_for_others(contractor, contract.organisation_id, day):
        raise WorksForOthers(name=contractor.name)
    return add_member(user=user, organisation=contractor, role=Role.TRAINING_STAFF, from_on=from_on)


def _hold(programme: Programme) -> None:
    """Let nobody else change the programme's contracts until the transaction is over."""
    Programme.objects.select_for_update().get(
        organisation_id=programme.organisation_id, pk=programme.pk
    )
