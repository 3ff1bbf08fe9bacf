"""An erasure by two people leaves nothing of somebody anywhere, and the chain of seals as it was."""

import shutil
import signal
import socket
import subprocess
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, OperationalError, connection
from psycopg.conninfo import make_conninfo

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import actor_of
from bansou.commons.audit.actions import note_reading
from bansou.commons.audit.models import AccessLog
from bansou.commons.audit.seals import seal_the_log
from bansou.commons.database.erasing import CODES
from bansou.commons.documents import store
from bansou.commons.documents.models import Attachment
from bansou.commons.organisations.models import Membership, Role
from bansou.commons.organisations.services import service_actor
from bansou.commons.sealing.keystore import erasure_of, writing_key
from bansou.config.embedded import SUPERUSER
from bansou.config.roles import OWNER, as_role
from bansou.people.cases.models import Case
from bansou.people.erasing.actions import approve_erasure, propose_erasure
from bansou.people.erasing.keeping import set_hold
from bansou.people.erasing.models import Erasure, LegalHold
from bansou.people.merging.actions import merge
from bansou.people.persons.models import DistinctPersons, Person, PersonMerge
from bansou.support.consultation.booking.actions import join_case
from bansou.support.consultation.booking.models import Booking, ServiceDesk, WaitingPerson
from tests.bodies import account_of
from tests.commons.access.cities import LONG_AGO, NOON, City, found_centre, found_city
from tests.desks.counsellor.town import now
from tests.plugins.commands import Cli, Outcome

pytestmark = pytest.mark.django_db(transaction=True)
MARK = "目印Q7xZ"
#: The third row of the person, made one with the first only after the backup.
THIRD = f"{MARK}三度目"
#: The reading as somebody typed it who looked for them: other kana, other widths.
OTHERWISE = "やまだ・目印Ｑ７ｘｚ"
#: Somebody who was registered before the backup, and whose case began after it.
LATER = f"{MARK}次郎"
_OWNERS = ("case_id", "person_id")
#: Columns that a constraint keeps to digits, or that name nobody.
_NOT_MARKED = {"bank_code", "branch_code", "number", "digest", "code_digest"}
_TEXTS = {"CharField", "TextField", "EmailField"}
#: What else a constraint asks for where everything is marked.
_WITH_IT = {
    "people_familystatement": ["withdrawn_at = now()"],
    "support_caseconference": ["state = 'cancelled'"],
}


@pytest.fixture
def var(tmp_path: Path, settings: Any) -> Path:
    settings.FILES_FOLDER = tmp_path / "var" / "files"
    settings.KEYS_FOLDER = tmp_path / "var" / "keys"
    settings.SEALS_FILE = tmp_path / "var" / "seals.txt"
    settings.ERASURES_FILE = tmp_path / "var" / "erasures.txt"
    return tmp_path


@pytest.fixture
def behind() -> Iterator[psycopg.Connection[Any]]:
    """The database's own account, whom nothing binds."""
    login = settings.EMBEDDED_DATABASE.login(SUPERUSER, connection.settings_dict["NAME"])
    with psycopg.connect(make_conninfo(**login), autocommit=True) as opened:
        opened.execute("SELECT set_config('app.actor', gen_random_uuid()::text, false)")
        yield opened


def marked_city(behind: psycopg.Connection[Any]) -> City:
    """A city where every free text about one person carries the mark, and was changed once."""
    city = found_city("室蘭市", found_centre("訓練センター"))
    join_who_waited(city)
    mark_everything(behind, city)
    mark_the_guest(behind)
    name_the_agent(behind, city)
    with acting(city.counsellor_actor, why="探す") as by:
        note_reading(
            by=by,
            kind=AccessLog.Kind.SEARCH,
            subject="cases",
            at=now(),
            keeper_id=city.body.pk,
            detail={"words": f"{MARK}  山田"},
        )
        note_reading(
            by=by,
            kind=AccessLog.Kind.SEARCH,
            subject="cases",
            at=now(),
            keeper_id=city.body.pk,
            detail={"words": OTHERWISE},
        )
        writing_key(city.body.pk, city.case.pk)
        Person.objects.create(
            organisation=city.body, name=f"{MARK}二度目", merged_into=city.person, grams=[]
        )
        Person.objects.create(organisation=city.body, name=THIRD, address=MARK, grams=[])
        Person.objects.create(organisation=city.body, name=LATER, phone=MARK, grams=[])
        compare_with_others(city)
    return city


def join_who_waited(city: City) -> None:
    """Who came up from the waiting list by a nickname turns out to be the person of the case."""
    own = {"organisation": city.body, "recorded_by": city.body, "member": city.counsellor}
    begins = NOON + timedelta(days=1)
    lasts = {"starts_at": begins, "ends_at": begins + timedelta(hours=1)}
    with acting(city.counsellor_actor, why="つなげる") as by:
        desk = ServiceDesk.objects.get(organisation=city.body)
        whom = {"nickname": MARK, "reach": MARK, "channel": "visit", "desk": desk}
        booking = Booking.objects.create(**own, **whom, **lasts, changed_at=NOON)
        WaitingPerson.objects.create(
            **own, **whom, from_on=LONG_AGO, until_on=LONG_AGO, since=NOON, booking=booking
        )
        join_case(by=by, booking=booking, case=Case.objects.get(pk=city.case.pk), at=now())
        # Before the list knew the case, only the booking did.
        WaitingPerson.objects.create(
            **own, **whom, from_on=LONG_AGO, until_on=LONG_AGO, since=NOON, booking=booking
        )


def mark_the_guest(behind: psycopg.Connection[Any]) -> None:
    """A guest's nickname says it whom nobody of the office sees any more: the consent is over."""
    behind.execute(f"UPDATE support_ibashoguest SET nickname = '{MARK}ソラ'")
    behind.execute("UPDATE people_consent SET withdrawn_on = given_on WHERE purpose = 'ibasho'")


def name_the_agent(behind: psycopg.Connection[Any], city: City) -> None:
    """As answers to requests were written first: by the name of whoever acted for the person."""
    named = behind.execute(
        "UPDATE people_disclosure SET source = 'disclosure_request', recipient = %s"
        " WHERE case_id = %s",
        [f"{MARK}（代理人）", city.case.pk],
    )
    assert named.rowcount


def compare_with_others(city: City) -> None:
    """The person is the second of a pair, in what was made one by mistake and in what is two."""
    pair = {"person_id": city.other_case.person_id, "other": city.person}
    said = {"organisation": city.body, "recorded_by": city.body, "by": city.supervisor, "at": NOON}
    DistinctPersons.objects.create(**pair, **said, reason=MARK)
    PersonMerge.objects.create(
        **pair,
        **said,
        reason=MARK,
        filled={"address": MARK},
        undone_at=NOON,
        undone_by=city.supervisor,
        undone_because=MARK,
    )


def mark_everything(behind: psycopg.Connection[Any], city: City) -> None:
    """Write as the supervisor, whom a grant lets reach level 4, so that the histories say it too."""
    keys = {"case_id": city.case.pk, "person_id": city.person.pk}
    behind.execute(
        "SELECT set_config('app.organisations', %s, false), set_config('app.membership', %s, false)",
        [f"{{{city.body.pk}}}", str(city.supervisor.pk)],
    )
    for model in apps.get_models():
        table = model._meta.db_table
        columns = {field.column for field in model._meta.concrete_fields}
        owner = next((name for name in _OWNERS if name in columns), "")
        if table in ("people_case", "people_person"):
            owner, key = "id", keys[f"{table.removeprefix('people_')}_id"]
        elif owner:
            key = keys[owner]
        if hasattr(model, "pgh_tracked_model") or not owner or table == "commons_accesslog":
            continue
        sets = [f"{name} = {value}" for name, value in marks(model)]
        if sets:
            sets += _WITH_IT.get(table, [])
            behind.execute(f"UPDATE {table} SET {', '.join(sets)} WHERE {owner} = %s", [key])
    behind.execute(
        f"UPDATE people_person SET name = '{MARK}山田', kana = 'ヤマダ{MARK}',"
        f" name_key = '{MARK}', grams = ARRAY['{MARK[:3]}'] WHERE id = %s",
        [city.person.pk],
    )
    behind.execute("UPDATE people_case SET closed_on = %s WHERE id = %s", [LONG_AGO, city.case.pk])


def marks(model: Any) -> Iterator[tuple[str, str]]:
    """What every free text of a table is changed to (SQL)."""
    unique = {name for it in model._meta.constraints for name in getattr(it, "fields", ())}
    for field in model._meta.concrete_fields:
        kind, column = field.get_internal_type(), field.column
        is_code = column in CODES.get(model._meta.db_table, ())
        if is_code or field.choices or column in _NOT_MARKED or field.name in unique:
            continue
        if kind in _TEXTS and (field.max_length or 99) >= len(MARK):
            yield column, f"'{MARK}'"
        elif kind == "JSONField":
            many, one = f'[{{"label": "x", "text": "{MARK}"}}]', f'{{"x": "{MARK}"}}'
            is_list = f"jsonb_typeof({column}) = 'array'"
            yield column, f"CASE WHEN {is_list} THEN '{many}' ELSE '{one}' END::jsonb"


def second(city: City) -> Membership:
    with acting(city.supervisor_actor, why="二人目"):
        return Membership.objects.create(
            user=account_of("二人目の決裁者"),
            organisation=city.body,
            role=Role.PROGRAMME_MANAGER,
            from_on=LONG_AGO,
        )


def sealed() -> None:
    with acting(service_actor("command", None), why="封印"):
        seal_the_log()


def proposed(city: City) -> Erasure:
    with acting(city.supervisor_actor, why="提案") as by:
        case = Case.objects.get(pk=city.case.pk)
        return propose_erasure(by=by, case=case, number="消2026-1", ground="request", at=now())


def erased(city: City) -> Erasure:
    it = proposed(city)
    with acting(actor_of(second(city)), why="承認") as by:
        approve_erasure(by=by, erasure=it, at=now())
    return it


def erased_later(city: City) -> Erasure:
    """Who has a case only since the backup is erased whole, by a decision of its own."""
    with acting(city.supervisor_actor, why="後から") as by:
        case = Case.objects.create(
            organisation=city.body,
            recorded_by=city.body,
            person=Person.objects.get(name=LATER),
            number="後-1",
            opened_on=LONG_AGO,
            closed_on=LONG_AGO,
        )
        it = propose_erasure(by=by, case=case, number="消2026-2", ground="request", at=now())
    manager = Membership.objects.get(user__name="二人目の決裁者", organisation=city.body)
    with acting(actor_of(manager), why="承認") as by:
        approve_erasure(by=by, erasure=it, at=now())
    return it


def dumped(var: Path) -> str:
    """The whole database as text: every table, history, job and key of searching."""
    login = settings.EMBEDDED_DATABASE.login(SUPERUSER, connection.settings_dict["NAME"])
    program = settings.EMBEDDED_DATABASE.seat.programs / "pg_dump"
    environment = {f"PG{name}": str(login[key]) for name, key in _LOGIN.items()}
    done = subprocess.run(
        [program, "-w", "--data-only"],
        env={"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", **environment},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


_LOGIN = {
    "HOST": "host",
    "PORT": "port",
    "USER": "user",
    "PASSWORD": "password",
    "DATABASE": "dbname",
}


def emptied() -> None:
    """Take every row away, as on a machine where Bansou was only just set up."""
    with as_role(OWNER):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.actor', 'flush', false)")
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)


def test_leaves_nothing_of_somebody_anywhere(
    var: Path,
    behind: psycopg.Connection[Any],
    cli: Cli,
    record_property: Callable[[str, object], None],
) -> None:
    city = marked_city(behind)
    with acting(city.counsellor_actor, why="ファイル"):
        for one in Attachment.objects.all():
            store.keep(city.body.pk, one.pk, MARK.encode())
            path = store.path_of(city.body.pk, one.pk)
    sealed()
    before = dumped(var).count(MARK)
    record_property("marks_before", before)
    assert before > 200
    assert OTHERWISE in dumped(var)
    saved = cli("backup", str(var / "saved"), "--keys", str(var / "apart"))
    assert saved.code == 0, saved.err

    with acting(city.supervisor_actor, why="名寄せ") as by:
        third = Person.objects.get(name=THIRD)
        merge(by=by, person_id=city.person.pk, other_id=third.pk, reason=MARK, at=now())

    it = erased(city)
    later = erased_later(city)

    dump = dumped(var)
    lines = [line[:300] for line in dump.splitlines() if MARK in line]
    record_property("left_after_erasure", len(lines))
    assert not lines, chr(10).join(lines)
    assert OTHERWISE not in dump
    assert not path.exists()
    gone = erasure_of(city.body.pk, city.case.pk)
    assert gone
    assert gone.decision == "消2026-1"
    assert MARK not in Path(settings.ERASURES_FILE).read_text(encoding="utf-8")
    verified = cli("audit", "verify")
    assert (verified.code, verified.err) == (0, "")
    assert "消去（決定 消2026-1）　記録" in verified.out
    assert "決定によって消去したもののほかは" in verified.out

    refused_again = cli("restore", str(folder(var)), "--keys", str(var / "apart"))
    assert refused_again.code != 0
    assert "--erasures" in refused_again.err
    listed = var / "copied.txt"
    shutil.copy(settings.ERASURES_FILE, listed)
    shutil.rmtree(var / "var")
    emptied()
    words = ("--keys", str(var / "apart"), "--erasures", str(listed))
    restored = cli("restore", str(folder(var)), *words)
    assert (restored.code, restored.err) == (0, "")
    assert "消去の決定 2件のうち、記録のある 2件を消去しました。" in restored.out
    lines = [line[:300] for line in dumped(var).splitlines() if MARK in line]
    files = [it for it in (var / "var").rglob("*") if it.is_file()]
    marked = [str(it) for it in files if MARK.encode() in it.read_bytes()]
    record_property("left_after_restore", len(lines) + len(marked))
    assert not lines, "\n".join(lines)
    assert not marked
    assert "消去（決定 消2026-1）　記録" in cli("audit", "verify").out
    assert "消去済み" in cli("erasures", "list").out
    with acting(city.supervisor_actor, why="見る"):
        again = Erasure.objects.get(pk=it.pk)
        assert again.replayed_at
        assert Case.objects.get(pk=city.case.pk).person.name == "消去済み"
        without = Erasure.objects.get(pk=later.pk)
        assert (without.case, without.person.name) == (None, "消去済み")


def test_serves_nobody_until_what_a_backup_brought_back_is_erased_again(
    var: Path, cli: Cli
) -> None:
    city = found_city("室蘭市", found_centre("訓練センター"))
    with acting(city.supervisor_actor, why="終える"):
        Case.objects.filter(pk=city.case.pk).update(closed_on=LONG_AGO)
    saved = cli("backup", str(var / "saved"), "--keys", str(var / "apart"))
    assert saved.code == 0, saved.err
    erased(city)
    listed = Path(settings.ERASURES_FILE).read_bytes()
    shutil.rmtree(var / "var")
    emptied()
    restored = cli("restore", str(folder(var)), "--keys", str(var / "apart"), "--no-erasures")
    assert restored.code == 0, restored.err
    Path(settings.ERASURES_FILE).write_bytes(listed)

    refused = serving(cli)

    assert refused.code == 1
    assert "消去の決定1件が、戻したバックアップにまだ反映されていません。" in refused.err
    assert "まだ消去されていません" in cli("erasures", "list").out
    assert cli("erasures", "replay").code == 0
    with acting(city.supervisor_actor, why="見る"):
        assert Case.objects.get(pk=city.case.pk).person.name == "消去済み"
    assert "消去済み" in cli("erasures", "list").out


def serving(cli: Cli) -> Outcome:
    """What `bansou serve` answers when it does not serve; where it does, it is ended."""

    def end(*_: object) -> None:
        raise AssertionError("nothing kept the server from serving")

    before = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, 30)
    try:
        return cli("serve", "--port", str(free_port()), "--no-worker")
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return int(asked.getsockname()[1])


def test_writes_a_decision_down_before_what_cannot_be_destroyed_stands_in_the_way(
    var: Path,
) -> None:
    city = found_city("室蘭市", found_centre("訓練センター"))
    with acting(city.supervisor_actor, why="終える"):
        Case.objects.filter(pk=city.case.pk).update(closed_on=LONG_AGO)
        one = Attachment.objects.filter(case_id=city.case.pk)[0]
    # A folder where the file is expected: it cannot be removed as one.
    (store.path_of(city.body.pk, one.pk) / "x").mkdir(parents=True)

    with pytest.raises(IsADirectoryError):
        erased(city)

    assert "消2026-1" in Path(settings.ERASURES_FILE).read_text(encoding="utf-8")
    with acting(city.supervisor_actor, why="見る"):
        assert Erasure.objects.get(number="消2026-1").state == Erasure.State.APPROVED


def test_holds_the_person_while_a_record_is_kept_from_erasure(
    var: Path, behind: psycopg.Connection[Any]
) -> None:
    city = found_city("室蘭市", found_centre("訓練センター"))
    with behind.transaction(), acting(city.supervisor_actor, why="留める") as by:
        # As whoever decides about an erasure at this moment.
        behind.execute(
            "SELECT FROM people_person WHERE id = %s FOR NO KEY UPDATE", [city.person.pk]
        )
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = '200ms'")
        case = Case.objects.get(pk=city.case.pk)
        with pytest.raises(OperationalError, match="lock timeout"):
            set_hold(by=by, case=case, reason="訴訟のため", at=now())
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL lock_timeout = 0")

    with acting(city.supervisor_actor, why="留める") as by:
        set_hold(by=by, case=case, reason="訴訟のため", at=now())
        assert LegalHold.objects.filter(case=case, lifted_at=None).count() == 1


def folder(var: Path) -> Path:
    (saved,) = (var / "saved").iterdir()
    return saved


def test_calls_what_was_erased_without_a_decision_tampering(
    var: Path, behind: psycopg.Connection[Any], cli: Cli
) -> None:
    city = found_city("室蘭市", found_centre("訓練センター"))
    with acting(city.supervisor_actor, why="終える"):
        Case.objects.filter(pk=city.case.pk).update(closed_on=LONG_AGO)
    sealed()
    it = erased(city)
    assert cli("audit", "verify").code == 0

    forged = (
        "UPDATE commons_sealedrow SET salt = NULL, erased_by = %s WHERE table_name = %s AND key ="
    )
    other = "(SELECT min(pgh_id)::text FROM people_caseevent WHERE pgh_obj_id = %s)"
    behind.execute(f"{forged} {other}", [it.pk, "people_caseevent", city.other_case.pk])
    found = cli("audit", "verify")
    assert found.code == 1
    assert "決定がないのに消去とされています：people_caseevent の" in found.err

    with acting(actor_of(city.supervisor), why="だれも決めていない"):
        alone = Erasure.objects.create(
            organisation=city.body,
            recorded_by=city.body,
            case=city.other_case,
            case_ids=[city.other_case.pk],
            number="消2026-2",
            ground="request",
            proposed_by=city.supervisor,
            proposed_at=now(),
        )
    with (
        pytest.raises(DatabaseError, match="no approved decision"),
        acting(city.supervisor_actor, why="ひとりで"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT bansou_erase(%s)", [alone.pk])
