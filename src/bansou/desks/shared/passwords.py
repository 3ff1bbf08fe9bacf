"""Why a password is not taken, in our words."""

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _


class LongEnough(django.MinimumLengthValidator):
    """So many letters at least."""

    def get_error_message(self) -> str:
        """Say how many, and how that is easy."""
        sentence = _(
            "パスワードが短すぎます。%(least)d文字以上にしてください。"
            "ことばをいくつか並べると、覚えやすくなります。"
        )
        return sentence % {"least": self.min_length}


class NotLikeTheLogin(django.UserAttributeSimilarityValidator):
    """Not the name or the address over again."""

    def get_error_message(self) -> str:
        """Say what it is like."""
        return _("パスワードが、ログインに使う名前に似ています。似ていないものにしてください。")


class NotCommon(django.CommonPasswordValidator):
    """None of those that are tried first."""

    def get_error_message(self) -> str:
        """Say what happens to such a one."""
        return _("多くの人が使っているパスワードで、すぐに当てられます。別のものにしてください。")


class NotDigitsAlone(django.NumericPasswordValidator):
    """Not a telephone number, nor a birth date."""

    def get_error_message(self) -> str:
        """Say what is missing."""
        return _("数字だけのパスワードは使えません。ことばも入れてください。")
