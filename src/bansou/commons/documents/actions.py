"""Taking a file in."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from bansou.commons.access.actors import Actor
from bansou.commons.documents import store
from bansou.commons.documents.models import Attachment
from bansou.commons.documents.sniffing import TAKEN, FileKind, kind_of
from bansou.commons.errors import Refusal
from bansou.commons.keys import uuid7
from bansou.commons.rows import Level

MOST_MEGABYTES = 10
MOST_BYTES = MOST_MEGABYTES * 1024 * 1024


class FileEmpty(Refusal):
    """There is nothing in the file."""

    code = "documents.file_empty"
    message = _("「%(name)s」は空のファイルです。中身のあるファイルを選んでください。")


class FileTooLarge(Refusal):
    """The file has more bytes than the store takes."""

    code = "documents.file_too_large"
    message = _(
        "「%(name)s」は大きすぎます。%(most)dMBまでにしてください。"
        "写真は、画素を減らすと小さくなります。"
    )


class FileKindNotTaken(Refusal):
    """The content is of a kind that is not taken, or cannot be read, whatever its name says."""

    code = "documents.file_kind_not_taken"
    message = _(
        "「%(name)s」は預かれない種類か、読めないファイルです。"
        "%(kinds)sのどれかにしてください。パスワードとマクロは外してください。"
    )


class NotByWhatItSays(Refusal):
    """The name says one kind of file and the content is another."""

    code = "documents.not_by_what_it_says"
    message = _(
        "「%(name)s」の中身は%(kind)sです。名前の終わりを .%(extension)s に直すか、"
        "正しいファイルを選んでください。"
    )


def attach(
    *,
    by: Actor,
    keeper_id: UUID,
    case_id: UUID,
    name: str,
    content: bytes,
    at: datetime,
    level: int = Level.CASEWORK,
) -> Attachment:
    """Keep a file on a case, at the level of what it belongs to.

    :raises FileEmpty: it has no content
    :raises FileTooLarge: it has more than `MOST_BYTES`
    :raises FileKindNotTaken: its content is none of the kinds in `sniffing.TAKEN`
    :raises NotByWhatItSays: its name says another kind
    """
    kind = refuse_unfit(name, content)
    key = uuid7()
    store.keep(keeper_id, key, content)
    return Attachment.objects.create(
        id=key,
        organisation_id=keeper_id,
        recorded_by_id=by.require_organisation(),
        case_id=case_id,
        level=level,
        name=name[-200:],
        media_type=kind.media_type,
        size=len(content),
        digest=store.digest_of(content),
        stored_at=at,
        stored_by_id=by.signing_membership(),
    )


def refuse_unfit(name: str, content: bytes) -> FileKind:
    """The kind of a file that can be kept; the name's end may be any spelling of it.

    :raises Refusal: as `attach` says
    """
    if not content:
        raise FileEmpty(name=name, field="file")
    if len(content) > MOST_BYTES:
        raise FileTooLarge(name=name, most=MOST_MEGABYTES, field="file")
    kind = kind_of(content)
    if kind is None:
        kinds = "、".join(taken.label for taken in TAKEN)
        raise FileKindNotTaken(name=name, kinds=kinds, field="file")
    said = name.rpartition(".")[2].lower()
    if said not in {kind.extension, *_ALSO.get(kind.extension, ())}:
        raise NotByWhatItSays(name=name, kind=kind.label, extension=kind.extension, field="file")
    return kind


_ALSO = {"jpg": ("jpeg", "jpe", "jfif")}


def content_of(attachment: Attachment) -> bytes:
    """The content of a file, as it was handed in.

    :raises bansou.commons.documents.store.FileLost: it is not in the store as it was
    """
    return store.read(
        attachment.organisation_id,
        attachment.pk,
        digest=attachment.digest,
        name=attachment.name,
    )
