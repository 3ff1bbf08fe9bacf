"""Why a backup cannot be made, or cannot be put back, in words."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class NotEmbedded(Refusal):
    """The database is another server's, whose administrator makes its backups."""

    code = "backup.not_embedded"
    message = _(
        "別に用意した PostgreSQL は、この命令では扱いません。"
        "docs/operations.md の「別に用意した PostgreSQL のバックアップ」のとおりに行ってください。"
    )


class KeysNotApart(Refusal):
    """Keys and records would lie in one place, where neither protects the other."""

    code = "backup.keys_not_apart"
    message = _(
        "鍵は、ほかのものとは別のフォルダに置きます。--keys に別のフォルダを指定してください。"
    )


class PartMissing(Refusal):
    """A file of the backup is not there."""

    code = "backup.part_missing"
    message = _(
        "バックアップの %(part)s がありません。"
        "同じときに作ったファイルをすべて同じ場所に置いてから、もう一度行ってください。"
    )


class PartDamaged(Refusal):
    """A file of the backup is not what was written, or what was restored is not what was saved."""

    code = "backup.part_damaged"
    message = _(
        "バックアップの %(part)s が、作ったときのままではありません。"
        "別の場所に写したものか、ほかの日のバックアップを使ってください。"
    )


class WrongVersion(Refusal):
    """The backup was made by a newer version than this one."""

    code = "backup.wrong_version"
    message = _(
        "このバックアップは、いまの Bansou より新しい版で作られています（%(migration)s）。"
        "同じ版か、より新しい版の Bansou で戻してください。"
    )


class TargetNotEmpty(Refusal):
    """There is something already where the backup would be put."""

    code = "backup.target_not_empty"
    message = _(
        "戻す先の %(target)s に、すでに記録があります。何も変えていません。"
        "空のフォルダを BANSOU_VAR に指定してから、もう一度行ってください。"
    )


class ProgramFailed(Refusal):
    """PostgreSQL's own program for backups has failed."""

    code = "backup.program_failed"
    message = _(
        "%(program)s が途中で止まりました。空き容量を確かめて、もう一度行ってください。%(printed)s"
    )
