"""Doing the work of a posted form once, however often it arrives."""

import json
from collections.abc import Callable, Mapping
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.requests.models import RequestKey


class RequestKeyUsedOtherwise(Refusal):
    """The same key came with other content or from somebody else."""

    code = "requests.key_used_otherwise"
    message = _(
        "この画面はすでに送信されています。画面を開き直してから、もう一度記録してください。"
    )


def once(
    *,
    by: Actor,
    key: UUID,
    action: str,
    body: Mapping[str, Any],
    work: Callable[[], Mapping[str, Any]],
) -> Mapping[str, Any]:
    """Run `work` in one transaction the first time `key` comes, else give back its first answer.

    `work` returns what can be stored as JSON (keys, numbers). A second post that arrives while
    the first is still at work waits for it. A failed first try leaves no key.

    :raises RequestKeyUsedOtherwise: the key was used for another action, body or actor
    """
    digest = sha256(
        json.dumps(body, ensure_ascii=False, sort_keys=True, default=str).encode()
    ).hexdigest()
    with transaction.atomic():
        if _claim(by, key, action, digest):
            result = dict(work())
            RequestKey.objects.filter(organisation_id=by.require_keeper(), key=key).update(
                result=result
            )
            return result
        first = RequestKey.objects.get(organisation_id=by.require_keeper(), key=key)
        if (first.action, first.digest, first.actor_id) != (action, digest, by.user_id):
            raise RequestKeyUsedOtherwise()
        return dict(first.result or {})


def _claim(by: Actor, key: UUID, action: str, digest: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO commons_requestkey (id, organisation_id, key, actor_id, action, digest)"
            " VALUES (%s, %s, %s, %s, %s, %s) ON CONFLICT (organisation_id, key) DO NOTHING",
            [uuid7(), by.require_keeper(), key, by.user_id, action, digest],
        )
        return bool(cursor.rowcount)
