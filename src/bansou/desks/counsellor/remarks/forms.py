"""What is remarked on a record."""

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.desks.shared.forms import DeskForm
from bansou.desks.shared.prose import Prose


class RemarkForm(DeskForm):
    """A comment, or the answer to one."""

    request_key = forms.UUIDField(widget=forms.HiddenInput)
    text = Prose(label=_("コメント"), widget=forms.Textarea(attrs={"rows": 4}))
