"""The form in which somebody writes a paper of their own."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.keys import uuid7
from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.paper_fields import LONGEST_TITLE, asked, field_of
from bansou.people.papers.models import Paper
from bansou.people.papers.rules import texts_in
from bansou.schemes.papers import PaperKind


class OwnPaperForm(DeskForm):
    """What a kind of paper asks for, under its headings; nothing of it must be filled in."""

    marks = False

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, required=False)
    request_key = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: PaperKind, **kwargs: Any) -> None:
        kwargs["initial"] = {"request_key": uuid7()} | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        self.kind = kind
        if kind.many:
            self.fields["title"] = forms.CharField(
                label=_("書類の名前"),
                help_text=_("見分けるための名前です。例　建設会社向け"),
                max_length=LONGEST_TITLE,
            )
        self.fields.update({field_of(item.key): asked(item) for item in kind.items})

    def groups(self) -> Iterator[tuple[str, list[Any]]]:
        """The fields under their headings."""
        for heading, items in self.kind.groups():
            yield heading, [self[field_of(item.key)] for item in items]

    def said(self) -> dict[str, str]:
        """What was written, by the keys of the kind's items."""
        return {item.key: self.cleaned_data[field_of(item.key)] for item in self.kind.items}


def written(paper: Paper) -> dict[str, Any]:
    """What a paper says, as its form shows it."""
    texts = {field_of(key): text for key, text in texts_in(paper.answers).items()}
    return {**texts, "title": paper.title, "version": paper.version}
