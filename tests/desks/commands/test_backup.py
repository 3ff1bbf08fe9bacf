"""`bansou backup`, `backup verify` and `restore`: what was saved comes back, and only whole."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from bansou.commons.access.acting import acting
from bansou.commons.documents import store
from bansou.commons.documents.actions import attach, content_of
from bansou.commons.documents.models import Attachment
from bansou.desks.management.commands.backup import Command as BackupCommand
from bansou.people.models import Case
from proofs.audit_seals import sealed_world
from tests.commons.access.cities import City, found_centre, found_city
from tests.desks.counsellor.town import now
from tests.plugins.commands import Cli

pytestmark = pytest.mark.django_db(transaction=True)
PDF = b"%PDF-1.7\n%%EOF\n"


@pytest.fixture
def var(tmp_path: Path, settings: Any) -> Path:
    settings.FILES_FOLDER = tmp_path / "var" / "files"
    settings.KEYS_FOLDER = tmp_path / "var" / "keys"
    settings.SEALS_FILE = tmp_path / "var" / "seals.txt"
    return tmp_path


def saved(var: Path, cli: Cli) -> Path:
    outcome = cli("backup", str(var / "saved"), "--keys", str(var / "apart"))
    assert outcome.code == 0, outcome.err
    (folder,) = (var / "saved").iterdir()
    return folder


def with_a_file() -> tuple[City, Attachment]:
    city = found_city("室蘭市", found_centre("訓練センター"))
    with acting(city.counsellor_actor, why="預かる") as by:
        one = attach(
            by=by,
            keeper_id=city.body.pk,
            case_id=city.case.pk,
            name="履歴書.pdf",
            content=PDF,
            at=now(),
        )
        for other in Attachment.objects.exclude(pk=one.pk):
            store.keep(other.organisation_id, other.pk, PDF)
    return city, one


def refusal(cli: Cli, *words: object) -> str:
    outcome = cli(*map(str, words))
    assert outcome.code == 1
    return outcome.err


def test_brings_back_what_was_saved(var: Path, cli: Cli) -> None:
    city, one = with_a_file()
    folder = saved(var, cli)

    verified = cli("backup", "verify", str(folder), "--keys", str(var / "apart"))
    assert (verified.code, verified.err) == (0, "")
    assert "すべて、作ったときのままです。" in verified.out

    full = refusal(cli, "restore", folder, "--no-erasures", "--keys", var / "apart")
    assert "すでに記録があります。何も変えていません。" in full

    shutil.rmtree(var / "var")
    _emptied()
    restored = cli("restore", str(folder), "--no-erasures", "--keys", str(var / "apart"))

    assert (restored.code, restored.err) == (0, "")
    with acting(city.counsellor_actor, why="見る"):
        assert content_of(Attachment.objects.get(pk=one.pk)) == PDF
        assert Case.objects.filter(pk=city.case.pk).exists()
    assert "すべて、封印したときのままです。" in cli("audit", "verify").out


def test_asks_for_the_keys_folder_as_its_help_does(var: Path, cli: Cli) -> None:
    usage = usage_of_backup()
    assert "bansou backup FOLDER --keys KEYS_FOLDER\n" in usage
    assert "bansou backup verify FOLDER [--keys KEYS_FOLDER]" in usage

    without = refusal(cli, "backup", var / "saved")

    assert "別の場所を --keys で指定してください。" in without
    assert f"bansou backup {var / 'saved'} --keys" in without
    assert not (var / "saved").exists()
    assert "backup verify フォルダ" in refusal(cli, "backup", "verify")


def usage_of_backup() -> str:
    return BackupCommand().create_parser("bansou", "backup").format_help()


def test_says_what_is_wrong_with_a_backup(var: Path, cli: Cli) -> None:
    sealed_world([])
    together = refusal(cli, "backup", var / "saved", "--keys", var / "saved" / "keys")
    assert "鍵は、ほかのものとは別のフォルダに置きます。" in together
    folder = saved(var, cli)
    manifest = folder / "manifest.json"
    whole = manifest.read_text(encoding="utf-8")

    newer = json.loads(whole)
    newer["migrations"].append("people.9999_later")
    manifest.write_text(json.dumps(newer), encoding="utf-8")
    assert "新しい版で作られています（people.9999_later）" in refusal(
        cli, "backup", "verify", folder
    )

    other = json.loads(whole)
    other["tables"]["people_case"][0] = "1000"
    manifest.write_text(json.dumps(other), encoding="utf-8")
    assert "database.dump が、作ったときのままではありません" in refusal(
        cli, "backup", "verify", folder
    )

    manifest.write_text(whole, encoding="utf-8")
    with (folder / "database.dump").open("r+b") as dump:
        dump.seek(1000)
        dump.write(b"x")
    assert "database.dump が、作ったときのままではありません" in refusal(
        cli, "backup", "verify", folder
    )
    (folder / "files.tar").unlink()
    (folder / "database.dump").unlink()
    assert "database.dump がありません" in refusal(cli, "backup", "verify", folder)


def _emptied() -> None:
    """Take every row away, as on a machine where Bansou was only just set up."""
    from django.core.management import call_command
    from django.db import connection

    from bansou.config.roles import OWNER, as_role

    with as_role(OWNER):
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('app.actor', 'flush', false)")
        call_command("flush", verbosity=0, interactive=False, inhibit_post_migrate=True)
