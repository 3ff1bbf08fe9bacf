"""Taking in an organisation, opening accounts, and saying who works where in which role."""

from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import wareki
from bansou.commons.codes.corporate_number import parse_corporate_number
from bansou.commons.codes.lg_code import parse_lg_code
from bansou.commons.codes.municipalities import Municipality, MunicipalityClass, municipality
from bansou.commons.errors import Refusal
from bansou.commons.organisations.models import Membership, Organisation, Role, User


class OrganisationExists(Refusal):
    """One of this name and kind, or with this code, is registered already."""

    code = "organisations.exists"
    message = _("「%(name)s」は、すでに登録されています。そのまま使えます。")


class LgCodeMissing(Refusal):
    """Bodies that keep records are told apart by their official code."""

    code = "organisations.lg_code_missing"
    message = _("自治体には団体コード（6けた）が必要です。%(name)sの団体コードを添えてください。")


class CodeOfAnotherBody(Refusal):
    """The code is not this body's."""

    code = "organisations.code_of_another_body"
    message = _(
        "団体コード「%(lg_code)s」は%(body)sのものです。名称か団体コードを確かめてください。"
    )


class KindDiffers(Refusal):
    """The body with this code is of another kind."""

    code = "organisations.kind_differs"
    message = _("%(body)sの種類は「%(kind)s」です。種類を確かめてください。")


class AccountIsService(Refusal):
    """The address belongs to a named service, which nobody can be."""

    code = "organisations.account_is_service"
    message = _("「%(email)s」は自動処理のための名前です。別のメールアドレスにしてください。")


class AlreadyMember(Refusal):
    """The user has this role in this organisation on some of these days."""

    code = "organisations.already_member"
    message = _(
        "%(name)sさんは、%(from_on)sから%(organisation)sの%(role)sとして登録されています。期間を確かめてください。"
    )


class MembershipDatesCross(Refusal):
    """The last day lies before the first."""

    code = "organisations.membership_dates_cross"
    message = _("終わりの日が、始まりの日（%(from_on)s）より前です。日付を確かめてください。")


class EndsOwnMembership(Refusal):
    """Somebody would shut themselves out."""

    code = "organisations.ends_own_membership"
    message = _("自分の登録は終えられません。ほかの事業担当者に頼んでください。")


def register_organisation(
    *, name: str, kind: Organisation.Kind, lg_code: str = "", corporate_number: str = ""
) -> Organisation:
    """Register a body with records or staff of its own; both codes are checked.

    :raises bansou.commons.codes.digits.WrongNumber: a code is not one
    :raises LgCodeMissing: a body that keeps records has no code
    :raises CodeOfAnotherBody: the code is another body's than the one named
    :raises KindDiffers: it is of another kind
    :raises OrganisationExists: the code, or the name among its kind, is taken
    """
    lg_code = parse_lg_code(lg_code) if lg_code else ""
    number = parse_corporate_number(corporate_number) if corporate_number else ""
    if kind in Organisation.KEEPERS and not lg_code:
        raise LgCodeMissing(name=name, field="lg_code")
    if kind in Organisation.KEEPERS:
        _refuse_another(name, Organisation.Kind(kind), lg_code)
    same = Organisation.objects.filter(name=name, kind=kind)
    if lg_code:
        same = Organisation.objects.filter(lg_code=lg_code)
    elif number:
        same |= Organisation.objects.filter(corporate_number=number)
    if taken := same.first():
        raise OrganisationExists(name=taken.name)
    return Organisation.objects.create(
        name=name, kind=kind, lg_code=lg_code, corporate_number=number
    )


def _refuse_another(name: str, kind: Organisation.Kind, lg_code: str) -> None:
    """Compare a body that keeps records with the table of all prefectures and municipalities."""
    body = municipality(lg_code)
    if name not in {body.name, body.full_name}:
        raise CodeOfAnotherBody(lg_code=lg_code, body=body.full_name, field="lg_code")
    its_kind = kind_of(body)
    if kind != its_kind:
        raise KindDiffers(body=body.full_name, kind=its_kind.label, field="kind")


def kind_of(body: Municipality) -> Organisation.Kind:
    """What a prefecture or municipality of the official table is as an organisation."""
    kinds = {
        MunicipalityClass.PREFECTURE: Organisation.Kind.PREFECTURE,
        MunicipalityClass.DESIGNATED_CITY: Organisation.Kind.DESIGNATED_CITY,
    }
    return kinds.get(body.municipality_class, Organisation.Kind.MUNICIPALITY)


def open_account(*, email: str, name: str, at: datetime) -> User:
    """The account with this address; where there is none it is made, without a usable password.

    :raises AccountIsService: the address is a named service's
    """
    user = User.objects.filter(email=email.strip().lower()).first()
    if user is None:
        return User.objects.create_user(email, name=name, joined_at=at)
    if user.is_service:
        raise AccountIsService(email=email, field="email")
    return user


def add_member(
    *,
    user: User,
    organisation: Organisation,
    role: Role,
    from_on: date,
    until_on: date | None = None,
) -> Membership:
    """Say that somebody works in an organisation in a role, from–until, both days included.

    :raises MembershipDatesCross: the last day lies before the first
    :raises AlreadyMember: they have this role there on some of these days
    """
    if until_on and until_on < from_on:
        raise MembershipDatesCross(from_on=wareki(from_on), field="until_on")
    with transaction.atomic():
        User.objects.select_for_update().get(pk=user.pk)
        for other in Membership.objects.filter(user=user, organisation=organisation, role=role):
            if other.from_on <= (until_on or date.max) and from_on <= (other.until_on or date.max):
                raise AlreadyMember(
                    name=user.name,
                    from_on=wareki(other.from_on),
                    organisation=organisation.name,
                    role=other.get_role_display(),
                    field="from_on",
                )
        return Membership.objects.create(
            user=user, organisation=organisation, role=role, from_on=from_on, until_on=until_on
        )


def change_term(*, membership: Membership, from_on: date, until_on: date | None) -> None:
    """Put the days of somebody's time in an organisation right.

    :raises MembershipDatesCross: the last day would lie before the first
    """
    if until_on and until_on < from_on:
        raise MembershipDatesCross(from_on=wareki(from_on), field="until_on")
    if (membership.from_on, membership.until_on) != (from_on, until_on):
        membership.from_on, membership.until_on = from_on, until_on
        membership.save(update_fields=["from_on", "until_on"])


def end_membership(*, membership: Membership, by_user: UUID, until_on: date) -> None:
    """Say until when, that day included, somebody works here; the account itself stays.

    :param by_user: the key of the user who says so
    :raises EndsOwnMembership: it is their own
    :raises MembershipDatesCross: the day lies before the first
    """
    if membership.user_id == by_user:
        raise EndsOwnMembership()
    change_term(membership=membership, from_on=membership.from_on, until_on=until_on)


def rename(*, user: User, name: str) -> None:
    """Change the name under which an account acts."""
    if user.name != name:
        user.name = name
        user.save(update_fields=["name"])


def choose_password(*, user: User, password: str) -> None:
    """Give an account another password; history keeps that it was changed, and not the password."""
    user.set_password(password)
    user.save(update_fields=["password"])


def open_demo_account(*, user: User, password: str) -> None:
    """Turn an account into one of the demo: a known password, and no second step at sign-in."""
    user.is_demo = True
    user.set_password(password)
    user.save(update_fields=["is_demo", "password"])
