"""What is filled in on the way of a ledger: the files, what they are of, and their columns."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import FiscalYear
from bansou.commons.errors import Refusal
from bansou.commons.ledger.files import pack, read_workbook
from bansou.commons.ledger.mapping import MappingHasProblems, read_mapping
from bansou.commons.ledger.parts import EXTRA, LedgerPart
from bansou.desks.manager.field_words import field_in_file, field_label
from bansou.desks.manager.forms import KeyedForm
from bansou.desks.manager.imports import PARTS
from bansou.desks.manager.mapping_draft import SheetDraft
from bansou.programmes.models import Programme
from bansou.schemes import reader
from bansou.schemes.shape import Scheme

MOST_MAPPING_BYTES = 200_000
#: Begins the value of a choice that names a template instead of a programme.
NEW = "new:"


class _Files(forms.FileInput):
    allow_multiple_selected = True


class _FilesField(forms.FileField):
    """One workbook, or as many CSV files as there are sheets."""

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        files = data if isinstance(data, list | tuple) else [data] if data else []
        if not files and self.required:
            raise forms.ValidationError(self.error_messages["required"], code="required")
        return [super(_FilesField, self).clean(file, initial) for file in files]


class LedgerForm(KeyedForm):
    """A ledger, the programme it is of, and, if there is one, the file that maps its columns.

    :param kept: the name of the file that was handed in before; "" where none was
    """

    ledger = _FilesField(
        label=_("台帳のファイル"),
        widget=_Files(attrs={"accept": ".xlsx,.csv,.tsv,.zip", "multiple": True}),
        help_text=_("xlsx は1つ、csv はいくつでも一緒に選べます。10万行、20MBまで。"),
        error_messages={"required": _("台帳のファイルを選んでください。")},
    )
    programme = forms.ChoiceField(
        label=_("どの事業の台帳ですか"),
        error_messages={"required": _("事業を選んでください。")},
    )
    mapping = forms.FileField(
        label=_("対応表のファイル"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".toml,text/plain"}),
        help_text=_("なくてもかまいません。列の対応は次の画面で合わせ、次の取込みでも使います。"),
    )

    def __init__(
        self, *args: Any, programmes: Sequence[Programme], kept: str = "", **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["programme"]
        if isinstance(field, forms.ChoiceField):
            field.choices = [("", _("選んでください")), *_choices(programmes)]
        self._programmes = programmes
        self.offer_kept(kept)

    def offer_kept(self, name: str) -> None:
        """Draw the field for another file than the one that is kept."""
        if name:
            self.fields["ledger"].required = False
            shown = self["ledger"]
            shown.label = _("別のファイルを選ぶ")
            shown.help_text = _("選ばなければ、預かっている「%(name)s」を使います。") % {
                "name": name
            }

    def of_programme(self) -> dict[str, Any]:
        """The scheme and the year of the programme that was chosen; a new one has no year yet."""
        said = self.cleaned_data["programme"]
        of = next((it for it in self._programmes if str(it.pk) == said), None)
        return {
            "scheme_id": of.scheme_id if of else said.removeprefix(NEW),
            "fiscal_year": of.fiscal_year if of else None,
        }

    def clean_ledger(self) -> tuple[str, bytes] | None:
        """The file's name and content, once it can be read; nothing where none was chosen."""
        files = self.cleaned_data["ledger"]
        if not files:
            return None
        try:
            name, content = pack([(file.name, file.read()) for file in files])
            read_workbook(content, name)
        except Refusal as refusal:
            raise forms.ValidationError(str(refusal)) from None
        return name[:200], content

    def clean_mapping(self) -> str:
        file = self.cleaned_data.get("mapping")
        if not file:
            return ""
        if file.size > MOST_MAPPING_BYTES:
            raise forms.ValidationError(_("ファイルが大きすぎます。200KBまでにしてください。"))
        try:
            text = str(file.read().decode("utf-8-sig"))
            read_mapping(text, PARTS, field_in_file)
        except UnicodeDecodeError:
            raise forms.ValidationError(
                _("読めないファイルです。UTF-8の .toml で保存してください。")
            ) from None
        except MappingHasProblems as problems:
            raise forms.ValidationError(list(problems.sentences)) from None
        return text


def _choices(programmes: Sequence[Programme]) -> list[tuple[Any, Any]]:
    running = [(str(it.pk), f"{FiscalYear(it.fiscal_year).label}　{it.name}") for it in programmes]
    templates = [
        (f"{NEW}{name}", reader.read_template(name).title) for name in reader.template_names()
    ]
    groups: list[tuple[Any, Any]] = []
    if running:
        groups.append((_("登録済みの事業"), running))
    groups.append((_("新しい事業（年度と団体は、台帳の事業のシートから読みます）"), templates))
    return groups


# The columns


def options_of(part: LedgerPart, scheme: Scheme) -> list[tuple[str, str]]:
    """The fields that a column of this ledger may be, with what they are called."""
    required = {it.name for it in part.fields if it.required} | {part.key}
    own = [
        (
            it.name,
            field_label(part.name, it.name) + (f" {_('※必須')}" if it.name in required else ""),
        )
        for it in part.fields
    ]
    if part.extras is None:
        return own
    added = [(f"{EXTRA}{it.key}", it.label) for it in scheme.fields_of(*part.extras)]
    return own + added


def chosen(drafts: Sequence[SheetDraft], data: Mapping[str, Any]) -> dict[str, str]:
    """The ledgers chosen in the form, by sheet."""
    return {it.name: str(data.get(f"sheet-{place}", it.ledger)) for place, it in enumerate(drafts)}


def is_drawn_anew(drafts: Sequence[SheetDraft], data: Mapping[str, Any]) -> bool:
    """Tell whether a ledger was chosen that is another than the form was drawn for."""
    drawn = {it.name: str(data.get(f"drawn-{place}", it.ledger)) for place, it in enumerate(drafts)}
    return chosen(drafts, data) != drawn


def posted(drafts: Sequence[SheetDraft], data: Mapping[str, Any]) -> list[SheetDraft]:
    """The drafts with what was chosen in the form; a sheet that became another ledger is left."""
    known = {part.name for part in PARTS}
    read = []
    for place, sheet in enumerate(drafts):
        ledger = data.get(f"sheet-{place}", sheet.ledger)
        if ledger not in known:
            read.append(replace(sheet, ledger=""))
            continue
        columns = tuple(
            replace(column, field=data.get(f"sheet-{place}-{number}", column.field))
            for number, column in enumerate(sheet.columns)
        )
        read.append(replace(sheet, ledger=ledger, columns=columns))
    return read
