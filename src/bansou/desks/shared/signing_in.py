"""Who is signed in: the account with its memberships, which every page asks for together."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from bansou.commons.organisations.models import Membership, User


class MemberBackend(AuthenticationBackend):
    """Signs in as allauth does; an account that comes back brings its memberships along."""

    def get_user(self, user_id: Any) -> User | None:
        seats = list(
            Membership.objects.filter(user_id=user_id)
            .select_related("user", "organisation")
            .order_by("from_on", "id")
        )
        if not seats:
            return super().get_user(user_id)  # type: ignore[no-any-return]
        user: Any = seats[0].user
        user.seats = seats
        return user if self.user_can_authenticate(user) else None
