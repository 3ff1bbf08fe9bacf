"""Organisations and accounts keep a history and ask who acts; signing in does neither.

No hash of a password is ever in a history.
"""

from typing import Any

import pytest
from django.contrib.auth.models import update_last_login
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from bansou.commons.access.acting import acting
from bansou.commons.organisations.actions import choose_password, rename
from bansou.commons.organisations.models import Organisation, User
from bansou.commons.organisations.services import service_actor
from tests.bodies import account_of, body_called
from tests.commons.access.cities import Centre, City, eyes, found_centre, found_city

NOBODY_ACTS = "BA001"
ARGON2, SCRYPT = (
    f"django.contrib.auth.hashers.{name}PasswordHasher" for name in ("Argon2", "Scrypt")
)
PASSWORD = "ことばを4つならべる"


@pytest.fixture
def centre(db: None) -> Centre:
    return found_centre("訓練センター")


@pytest.fixture
def city(centre: Centre) -> City:
    return found_city("苫小牧市", centre)


@pytest.fixture
def user(city: City) -> User:
    """The city's counsellor."""
    return city.counsellor.user


def history_of(user: User, city: City) -> list[tuple[str, str, str | None]]:
    """What happened to an account, as its office may read it: kind, name then, who did it."""
    with acting(city.supervisor_actor, why="見る"), connection.cursor() as cursor:
        cursor.execute(
            "SELECT pgh_label, name, pgh_context->>'user' FROM commons_userevent"
            " WHERE pgh_obj_id = %s ORDER BY pgh_id",
            [user.pk],
        )
        return [tuple(row) for row in cursor.fetchall()]


def run(statement: str, *parameters: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)


WAYS = {
    "a new account": lambda user, body: User.objects.create(email="new@example.jp", name="新任"),
    "closing one": lambda user, body: User.objects.filter(pk=user.pk).update(is_active=False),
    "renaming one": lambda user, body: rename(user=user, name="別の名前"),
    "another address": lambda user, body: run("UPDATE commons_user SET email = id::text"),
    "beside a sign-in": lambda user, body: run(
        "UPDATE commons_user SET is_demo = true, last_login = now()"
    ),
    "removing one": lambda user, body: run("DELETE FROM commons_user WHERE id = %s", user.pk),
    "a new body": lambda user, body: Organisation.objects.create(name="小樽市", kind="partner"),
    "renaming a body": lambda user, body: Organisation.objects.update(name="別の市"),
    "removing a body": lambda user, body: run("DELETE FROM commons_organisation"),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_refuses_a_change_of_an_account_or_a_body_when_nobody_acts(
    way: Any, city: City, user: User
) -> None:
    with pytest.raises(DatabaseError) as refusal, transaction.atomic():
        way(user, city.body)

    assert refusal.value.__cause__.sqlstate == NOBODY_ACTS  # type: ignore[union-attr]


def test_keeps_who_changed_an_account_and_what_it_was_called(city: City, user: User) -> None:
    first = user.name
    with acting(city.supervisor_actor, why="改姓"):
        rename(user=user, name="工藤 直子")

    (_kind, was_called, _founder), change = history_of(user, city)
    assert was_called == first
    assert change == ("update", "工藤 直子", str(city.supervisor.user_id))


def test_keeps_who_registered_and_renamed_a_body(city: City) -> None:
    with acting(city.supervisor_actor, why="合併"), connection.cursor() as cursor:
        Organisation.objects.filter(pk=city.body.pk).update(name="新苫小牧市")
        cursor.execute(
            "SELECT pgh_label, name, pgh_context->>'why' FROM commons_organisationevent"
            " ORDER BY pgh_id"
        )
        events = cursor.fetchall()

    assert events == [("insert", "苫小牧市", "発足"), ("update", "新苫小牧市", "合併")]


def test_notes_at_a_sign_in_neither_the_moment_nor_asks_who_acts(city: City, user: User) -> None:
    before = history_of(user, city)

    update_last_login(sender=User, user=user)

    user.refresh_from_db()
    assert user.last_login is not None
    assert timezone.now() - user.last_login < timezone.timedelta(minutes=1)
    assert history_of(user, city) == before


def test_renews_an_old_hash_at_a_sign_in_and_notes_that_it_did(
    city: City, user: User, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = [SCRYPT, ARGON2]
    with acting(city.counsellor_actor, why="決める"):
        choose_password(user=user, password=PASSWORD)
    old = user.password
    before = history_of(user, city)
    settings.PASSWORD_HASHERS = [ARGON2, SCRYPT]

    assert user.check_password(PASSWORD)

    user.refresh_from_db()
    assert user.password != old
    assert history_of(user, city)[len(before) :] == [("password", user.name, None)]


def test_notes_who_chose_a_password_and_never_the_hash(city: City, user: User) -> None:
    with acting(city.counsellor_actor, why="決める"):
        choose_password(user=user, password=PASSWORD)

    assert history_of(user, city)[-1] == ("password", user.name, str(user.pk))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT column_name FROM information_schema.columns"
            " WHERE table_name = 'commons_userevent'"
        )
        columns = {name for (name,) in cursor.fetchall()}
    assert not columns & {"password", "last_login"}


def test_shows_an_accounts_history_to_the_bodies_it_works_for_alone(
    city: City, centre: Centre, user: User
) -> None:
    alone = account_of("どこにも属さない人")
    stranger = body_called("小樽市", "municipality")

    def seen_by(*bodies: Any) -> set[Any]:
        with eyes(*bodies) as cursor:
            cursor.execute("SELECT pgh_obj_id FROM commons_userevent")
            people = {key for (key,) in cursor.fetchall()}
            cursor.execute("SELECT pgh_obj_id FROM commons_organisationevent")
            return people | {key for (key,) in cursor.fetchall()}

    assert seen_by() == set()
    assert seen_by(stranger.pk) == {stranger.pk}
    assert seen_by(centre.body.pk) == {centre.body.pk, centre.member.user_id}
    assert user.pk in seen_by(city.body.pk)
    assert alone.pk not in seen_by(city.body.pk, centre.body.pk)


def test_names_a_service_as_the_one_who_made_it(city: City) -> None:
    service = service_actor("import", city.body)

    assert service_actor("import", None).user_id == service.user_id
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('app.actor', true)")
        assert cursor.fetchone()[0] in (None, "")
