"""`bansou add_member --organisation WHICH --email ADDRESS --name NAME --role ROLE`: an account."""

from argparse import ArgumentParser
from datetime import date, datetime
from getpass import getpass
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email
from django.db.models import Q
from django.utils import timezone

from bansou.commons.access.acting import acting
from bansou.commons.clock import local_day, parse_day
from bansou.commons.errors import Refusal
from bansou.commons.organisations.actions import add_member, choose_password, open_account
from bansou.commons.organisations.models import STAFF_ROLES, Organisation, Role, User
from bansou.commons.organisations.services import service_actor
from bansou.config import env, served
from bansou.desks.shared.invitations import password_path

_ROLES = STAFF_ROLES


class Command(BaseCommand):
    """Makes somebody a member of an organisation; an account is made if there is none."""

    help = "職員を登録します。パスワードは、本人が1回だけ使えるリンクで決めます。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        roles = "、".join(f"{role.value}（{role.label}）" for role in _ROLES)
        parser.add_argument("--organisation", required=True, help="団体コードか、団体の名称")
        parser.add_argument("--email", required=True, help="ログインに使うメールアドレス")
        parser.add_argument("--name", required=True, help="氏名")
        parser.add_argument(
            "--role",
            required=True,
            choices=[role.value for role in _ROLES],
            metavar="ROLE",
            help=roles,
        )
        parser.add_argument("--from", default="", dest="from_on", help="始まりの日（なければ今日）")
        parser.add_argument(
            "--ask-password", action="store_true", help="リンクのかわりに、ここで決める"
        )
        parser.add_argument(
            "--site", default="", help="リンクの先頭　例　https://bansou.example.jp"
        )

    def handle(self, *_: Any, **options: Any) -> None:
        now = timezone.now()
        organisation = _organisation(options["organisation"])
        email, name = _address(options["email"]), options["name"].strip()
        site = (options["site"] or _site()).rstrip("/")
        password = _ask_password(email, name) if options["ask_password"] else ""
        try:
            with acting(service_actor("command", organisation), why="bansou add_member"):
                user = open_account(email=email, name=name, at=now)
                member = add_member(
                    user=user,
                    organisation=organisation,
                    role=Role(options["role"]),
                    from_on=_day(options["from_on"], now),
                )
                had_one = user.has_usable_password()
                if password and not had_one:
                    choose_password(user=user, password=password)
        except Refusal as refusal:
            raise CommandError(str(refusal)) from None
        role = member.get_role_display()
        self.stdout.write(f"{user.name}さんを、{organisation.name}の{role}に登録しました。")
        if had_one:
            self.stdout.write("すでにあるアカウントです。パスワードは変えていません。")
        elif password:
            self.stdout.write("パスワードを決めました。")
        else:
            self.stdout.write("次のリンクを本人に渡してください。1回だけ、3日のあいだ使えます。")
            self._tell_link(user, site)

    def _tell_link(self, user: User, site: str) -> None:
        """Print the address at which the owner of the account sets a password, once."""
        self.stdout.write(f"{site}{password_path(user)}")
        if settings.DEMO and not served.address_of(Path(settings.VAR)):
            self.stdout.write(
                "いまは画面が動いていません。動かした画面のアドレスがちがうときは、"
                "リンクの先頭をそのアドレスに読み替えてください。"
            )


def _address(written: str) -> str:
    try:
        validate_email(written.strip())
    except ValidationError:
        raise CommandError(
            f"「{written}」はメールアドレスとして読めません。"
            "name@example.jpのように書いてください。"
        ) from None
    return written.strip().lower()


def _day(written: str, now: datetime) -> date:
    today = local_day(now)
    return parse_day(written, example=today) if written else today


def _organisation(called: str) -> Organisation:
    found = list(Organisation.objects.filter(Q(lg_code=called) & ~Q(lg_code="") | Q(name=called)))
    if not found:
        raise CommandError(
            f"「{called}」という団体は登録されていません。"
            "先に bansou add_organisation で登録してください。"
        )
    if len(found) > 1:
        raise CommandError(
            f"「{called}」という団体は{len(found)}つあります。団体コードで指定してください。"
        )
    return found[0]


def _ask_password(email: str, name: str) -> str:
    password = getpass("パスワード: ")
    if password != getpass("もう一度: "):
        raise CommandError("2回のパスワードがちがいます。もう一度登録してください。")
    try:
        validate_password(password, User(email=email, name=name))
    except ValidationError as problems:
        raise CommandError("".join(problems.messages)) from None
    return password


def _site() -> str:
    """Where the pages are: of the demo where it is served just now, else as it is set up.

    :raises CommandError: the settings name no host of their own
    """
    if settings.DEMO:
        return served.address_of(Path(settings.VAR)) or f"http://127.0.0.1:{env.port()}"
    host = next((it for it in settings.ALLOWED_HOSTS if it[:1] not in (".", "*")), None)
    if host is None:
        raise CommandError(
            "画面のアドレスが設定から分かりません。--site https://bansou.example.jp のように、"
            "リンクの先頭を書いてください。まだ登録していません。"
        )
    return f"https://{host}"
