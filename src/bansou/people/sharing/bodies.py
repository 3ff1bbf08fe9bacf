"""The register of bodies without accounts."""

from dataclasses import asdict, dataclass

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.database.editing import save_seen
from bansou.commons.errors import Refusal
from bansou.people.sharing.models import OutsideBody


class BodyKnown(Refusal):
    """There is a body with this name and department."""

    code = "sharing.body_known"
    message = _("同じ名前と部署の関係機関が、すでにあります。一覧から選んでください。")


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """What a body is called, what it is, and where letters go."""

    name: str
    kind: str
    department: str = ""
    address: str = ""
    phone: str = ""


def register_body(*, by: Actor, address: Address) -> OutsideBody:
    """Enter a body to which letters go.

    :raises BodyKnown: it is entered already
    """
    own = by.require_organisation()
    try:
        with transaction.atomic():
            return OutsideBody.objects.create(
                organisation_id=own, recorded_by_id=own, **asdict(address)
            )
    except IntegrityError as known:
        raise BodyKnown(field="name") from known


def change_body(*, body: OutsideBody, seen_version: int, address: Address) -> None:
    """Change what is known of a body; letters that were sent keep the name of their day.

    :raises BodyKnown: another one is called so
    :raises bansou.commons.database.editing.EditedMeanwhile: somebody else saved it in between
    """
    try:
        with transaction.atomic():
            save_seen(body, seen_version, **asdict(address))
    except IntegrityError as known:
        raise BodyKnown(field="name") from known
