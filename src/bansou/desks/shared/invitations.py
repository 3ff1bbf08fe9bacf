"""The address at which the owner of a new account chooses a password, once."""

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.urls import reverse

from bansou.commons.organisations.models import User


def password_path(user: User) -> str:
    """Valid once, and as long as the settings say (PASSWORD_RESET_TIMEOUT)."""
    key = default_token_generator.make_token(user)
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(user), "key": key}
    )
