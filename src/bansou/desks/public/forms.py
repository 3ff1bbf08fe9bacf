"""What the library is searched by."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.codes.municipalities import prefectures
from bansou.desks.shared.forms import DeskForm
from bansou.schemes.menu import national_menu

BAND_LABELS = {
    "small": _("5万人より少ない"),
    "town": _("5万人から20万人"),
    "city": _("20万人から50万人"),
    "large": _("50万人以上"),
}
COST_LABELS = {
    "under_10m": _("1,000万円より少ない"),
    "under_30m": _("1,000万円から3,000万円"),
    "under_100m": _("3,000万円から1億円"),
    "over_100m": _("1億円以上"),
}
_ALL = ("", _("すべて"))


class LibraryFilter(DeskForm):
    """Which sheets are shown."""

    marks = False

    q = forms.CharField(label=_("ことば"), required=False, max_length=100)
    menu = forms.ChoiceField(label=_("事業メニュー"), required=False)
    group = forms.ChoiceField(label=_("対象"), required=False)
    band = forms.ChoiceField(label=_("人口"), required=False, choices=[_ALL, *BAND_LABELS.items()])
    cost = forms.ChoiceField(
        label=_("事業費"), required=False, choices=[_ALL, *COST_LABELS.items()]
    )
    prefecture = forms.ChoiceField(label=_("都道府県"), required=False)
    missed = forms.BooleanField(label=_("目標に届かなかった指標がある事例"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        menu = national_menu()
        lists = {
            "menu": [(item.key, item.short) for item in menu.items()],
            "group": [(group.key, group.label) for group in menu.target_groups],
            "prefecture": [(one.code[:2], one.name) for one in prefectures()],
        }
        for name, choices in lists.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [_ALL, *choices]

    def asked(self) -> dict[str, Any]:
        """What was asked; nothing where it was not said or not understood."""
        said = self.cleaned_data if self.is_valid() else getattr(self, "cleaned_data", {})
        return {
            "text": said.get("q") or "",
            **{
                name: said.get(name) or ""
                for name in ("menu", "group", "band", "cost", "prefecture")
            },
            "missed": bool(said.get("missed")),
        }
