"""Every environment variable that Bansou reads, in one table; others named `BANSOU_…` are refused.

docs/configuration.md is held against this table by a test.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


@dataclass(frozen=True)
class Variable:
    """One environment variable.

    :param meaning: for the person who installs, as it stands in docs/configuration.md
    :param default: what holds when it is not set, in words
    :param secret: its value must never be printed
    """

    name: str
    meaning: str
    default: str = "—"
    secret: bool = False


VARIABLES = (
    Variable(
        "DATABASE_URL",
        "データベースの接続先（例: postgresql://bansou_app:パスワード@db:5432/bansou）。"
        "利用者名は bansou_app とします。これを設定すると本番用の設定で動きます",
        "var/ の内蔵 PostgreSQL",
        secret=True,
    ),
    Variable(
        "BANSOU_OWNER_DATABASE_URL",
        "表の作成・変更（bansou migrate）に使う接続先。利用者名は bansou_owner とします",
        "内蔵 PostgreSQL の所有者",
        secret=True,
    ),
    Variable("BANSOU_VAR", "実行中に書き込むものを置くフォルダ", "var"),
    Variable(
        "BANSOU_KEYS",
        "心理の記録の鍵を置くフォルダ。データベースとは別にバックアップします",
        "BANSOU_VAR の中の keys",
    ),
    Variable(
        "BANSOU_SECRET_KEY",
        "署名に使う秘密の鍵（50文字以上）。本番では必須",
        "デモと開発では var/secrets に自動で作成",
        secret=True,
    ),
    Variable(
        "BANSOU_SECRET_KEY_FALLBACKS",
        "交換する前の鍵（空白区切り）。交換の期間だけ設定します",
        secret=True,
    ),
    Variable(
        "BANSOU_ALLOWED_HOSTS",
        "受け付けるホスト名（空白区切り）。本番では必須",
        "デモと開発では localhost 127.0.0.1 [::1]",
    ),
    Variable(
        "BANSOU_TRUSTED_PROXIES",
        "手前にある、信頼できるリバースプロキシの数。1以上のとき、X-Forwarded-For と "
        "X-Forwarded-Proto を、その数だけ信じます",
        "0",
    ),
    Variable("BANSOU_HOST", "待ち受けるアドレス", "127.0.0.1"),
    Variable("PORT", "待ち受けるポート", "8000"),
    Variable("BANSOU_WEB_WORKERS", "画面を返すプロセスの数", "2（デモは1）"),
    Variable("BANSOU_JOB_CONCURRENCY", "同時に行う裏の仕事の数", "2"),
    Variable(
        "BANSOU_LEAST_PEOPLE_TOLD",
        "居場所の人数で、これより少ない数を「少数」と書く人数",
        "5",
    ),
    Variable("BANSOU_IDLE_MINUTES", "操作がないとき、ログインが切れるまでの分数", "30"),
    Variable("BANSOU_SESSION_HOURS", "操作があっても、ログインが切れるまでの時間数", "10"),
    Variable(
        "BANSOU_HSTS_SECONDS", "HTTPS だけで接続するよう、ブラウザに覚えさせる秒数", "31536000"
    ),
    Variable(
        "BANSOU_EMAIL_URL",
        "メールの送り先（例: smtp://利用者:パスワード@mail:587?tls=1）。本番では必須",
        "デモと開発では、送らずに `BANSOU_VAR` の `mail` に1通ずつ書き出す",
        secret=True,
    ),
    Variable("BANSOU_EMAIL_FROM", "メールの差出人", "bansou@localhost"),
    Variable(
        "BANSOU_LOG_LEVEL", "動作記録の細かさ（DEBUG INFO WARNING ERROR）", "INFO（デモは WARNING）"
    ),
    Variable(
        "BANSOU_DEBUG", "1 のとき、誤りの詳しい内容を画面に出します（本番では効きません）", "0"
    ),
    Variable("BANSOU_CHROMIUM", "試験に使う Chromium の場所", "PATH から探す"),
    Variable("BANSOU_REQUIRE_BROWSER", "1 のとき、画面の試験を省くことを失敗とみなします", "0"),
    Variable(
        "BANSOU_REQUIRE_POSTGRESQL",
        "1 のとき、別に用意した PostgreSQL の試験を省くことを失敗とみなします",
        "0",
    ),
)
#: Django's own check warns below this length; here it is refused.
SHORTEST_KEY = 50
_KNOWN = {variable.name for variable in VARIABLES}


def refuse_unknown_variables(environ: Mapping[str, str] = os.environ) -> None:
    """Refuse a misspelt or outdated `BANSOU_…` variable: left unnoticed, it would do nothing.

    :raises ImproperlyConfigured: names the variables in question
    """
    unknown = sorted(name for name in environ if name.startswith("BANSOU_") and name not in _KNOWN)
    if unknown:
        raise ImproperlyConfigured(
            f"知らない環境変数です: {'、'.join(unknown)}。"
            "つづりを確かめてください。使えるものは「bansou settings」で一覧できます。"
        )


def text(name: str, default: str = "") -> str:
    """Return the variable `name`, trimmed; `default` when it is not set or empty."""
    if name not in _KNOWN:
        raise KeyError(name)
    return os.environ.get(name, "").strip() or default


def words(name: str) -> list[str]:
    """Return the words of the variable `name`."""
    return text(name).split()


def number(name: str, default: int, *, at_least: int = 0) -> int:
    """Return the variable `name` as a whole number.

    :raises ImproperlyConfigured: it is not one, or too small
    """
    given = text(name)
    if not given:
        return default
    if not given.isdecimal() or int(given) < at_least:
        raise ImproperlyConfigured(
            f"{name} は {at_least} 以上の整数にしてください（いまは「{given}」）。"
        )
    return int(given)


def port() -> int:
    """Return the port to listen on.

    :raises ImproperlyConfigured: there is no such port
    """
    given = number("PORT", 8000, at_least=1)
    if given > 65_535:
        raise ImproperlyConfigured(f"PORT は 65535 以下の整数にしてください（いまは「{given}」）。")
    return given


def required(name: str) -> str:
    """Return the variable `name`.

    :raises ImproperlyConfigured: it is not set
    """
    given = text(name)
    if not given:
        meaning = next(variable.meaning for variable in VARIABLES if variable.name == name)
        raise ImproperlyConfigured(f"本番では {name} が必要です: {meaning}。")
    return given


def key(name: str) -> str:
    """Return the secret key in the variable `name`.

    :raises ImproperlyConfigured: not set, or too short to keep a secret
    """
    given = required(name)
    if len(given) < SHORTEST_KEY:
        raise ImproperlyConfigured(
            f"{name} は {SHORTEST_KEY} 文字以上にしてください（いまは {len(given)} 文字）。"
            "例: openssl rand -base64 48"
        )
    return given


def database(name: str, user: str) -> dict[str, Any]:
    """Return the connection that the URL in the variable `name` describes, in Django's words.

    :param user: the role that it has to name, since the policies are written for it
    :raises ImproperlyConfigured: another scheme, another user, or no database
    """
    parts = urlsplit(required(name))
    if parts.scheme not in {"postgresql", "postgres"} or not parts.path.strip("/"):
        raise ImproperlyConfigured(
            f"{name} は postgresql://{user}:パスワード@ホスト:ポート/データベース"
            " の形にしてください。"
        )
    if unquote(parts.username or "") != user:
        raise ImproperlyConfigured(f"{name} の利用者名は {user} にしてください。")
    options = dict(parse_qsl(parts.query))
    return {
        "NAME": unquote(parts.path.strip("/")),
        "USER": user,
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", unquote(parts.hostname or "")),
        "PORT": str(parts.port or options.pop("port", "")),
        "OPTIONS": options,
    }


def mailer(name: str) -> dict[str, Any]:
    """Return the mailer that the URL in the variable `name` describes.

    :raises ImproperlyConfigured: not set, another scheme, or no host
    """
    parts = urlsplit(required(name))
    if parts.scheme != "smtp" or not parts.hostname:
        raise ImproperlyConfigured(f"{name} は smtp://ホスト:ポート の形にしてください。")
    asked = dict(parse_qsl(parts.query))
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": parts.hostname,
            "port": parts.port or 25,
            "username": unquote(parts.username or ""),
            "password": unquote(parts.password or ""),
            "use_tls": asked.get("tls") == "1",
            "use_ssl": asked.get("ssl") == "1",
            "timeout": 10,
        },
    }
