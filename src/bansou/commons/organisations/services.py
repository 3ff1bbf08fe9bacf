"""Named services that act where no person sits: commands, jobs, anonymous posts."""

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.keys import uuid7
from bansou.commons.organisations.models import Organisation, Role, User

#: A domain that can never receive mail (RFC 2606).
_DOMAIN = "service.invalid"
#: What history and logs call a service.
_CALLED = {
    "accounts": "アカウントの受付",
    "bookings": "予約の繰上げ",
    "seats": "受講枠の繰上げ",
    "command": "管理用の命令",
    "consents": "同意の受付",
    "contracts": "委託の確認",
    "demo": "体験用のデータ",
    "import": "台帳の取込み",
    "joint": "共同集計",
    "payments": "支払日の案内",
    "papers": "書類の控え",
}


def service_actor(name: str, organisation: Organisation | None) -> Actor:
    """The service called `name` (such as "import"), acting for one organisation.

    Its user is made the first time and cannot sign in; history and logs show it by its name.
    Without an organisation it sees the rows of none: enough to keep the house in order.
    """
    user = User.objects.filter(email=f"{name}@{_DOMAIN}").first() or _hired(name)
    return Actor(
        user_id=user.pk,
        name=user.name,
        organisation_id=organisation.pk if organisation else None,
        organisation_name=organisation.name if organisation else "",
        role=Role.SERVICE.value,
    )


def is_hired(name: str) -> bool:
    """Tell whether the service has ever acted in this database."""
    return User.objects.filter(email=f"{name}@{_DOMAIN}").exists()


def _hired(name: str) -> User:
    """Make the service's user; the service itself is named as who did it."""
    key = uuid7()
    with acting(Actor(user_id=key, name=name), why="named service"):
        user, _made = User.objects.get_or_create(
            email=f"{name}@{_DOMAIN}",
            defaults={
                "id": key,
                "name": _CALLED.get(name, name),
                "is_service": True,
                "is_active": False,
            },
        )
    return user
