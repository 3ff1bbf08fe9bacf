"""One file that somebody hands in: chosen in a form, kept, and handed out again."""

from typing import Any, Self

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from bansou.commons.documents.actions import MOST_BYTES, content_of
from bansou.commons.documents.models import Attachment
from bansou.commons.documents.sniffing import TAKEN
from bansou.desks.shared.exports import kept_file
from bansou.desks.shared.forms import DeskForm

_ACCEPTED = ",".join(f".{kind.extension}" for kind in TAKEN)


class FileForm(DeskForm):
    """Which file."""

    file = forms.FileField(
        label=_("ファイル"),
        widget=forms.FileInput(attrs={"accept": _ACCEPTED}),
        help_text=_("PDF、写真（JPEG・PNG）、Word、Excel。10MBまで。"),
        error_messages={
            "required": _("ファイルを選んでください。"),
            "empty": _("空のファイルです。中身のあるファイルを選んでください。"),
        },
    )

    @classmethod
    def of(cls, request: Any) -> Self:
        """The form as it was sent, or empty."""
        return cls(request.POST, request.FILES) if request.method == "POST" else cls()

    def handed_in(self) -> tuple[str, bytes]:
        """The file's name and content; one byte more than is taken says that it is too much."""
        chosen = self.cleaned_data["file"]
        return chosen.name, chosen.read(MOST_BYTES + 1)


def handed_out(file: Attachment) -> HttpResponse:
    """The file as it was handed in."""
    return kept_file(content_of(file), file.media_type, file.name)
