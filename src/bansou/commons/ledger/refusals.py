"""Why a cell cannot be read as what its column is for, and what to write instead."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class UnreadableCell(Refusal):
    """A cell does not hold what its column is for; the subclasses say why."""

    code = "ledger.unreadable_cell"
    message = _("「%(text)s」は読めません。")


class BlankCell(UnreadableCell):
    """Something is needed here."""

    code = "ledger.blank_cell"
    message = _("%(column)sが空欄です。書いてください。")


class BlankChoice(UnreadableCell):
    """One of a few words is needed here."""

    code = "ledger.blank_choice"
    message = _("%(column)sが空欄です。%(choices)sを書いてください。")


class FormulaInCell(UnreadableCell):
    """A formula's result may differ from what the office saw."""

    code = "ledger.formula"
    message = _("数式が入っています。「値の貼り付け」で、数式を値に置きかえてください。")


class ErrorInCell(UnreadableCell):
    """The spreadsheet itself shows an error here."""

    code = "ledger.error_value"
    message = _("表計算のエラー（#N/A など）になっています。値を書き直してください。")


class TextTooLong(UnreadableCell):
    """More letters than the record holds."""

    code = "ledger.text_too_long"
    message = _("%(letters)s文字あります。%(most)s文字までに短くしてください。")


class TooManyLines(UnreadableCell):
    """More entries than a list of short reminders should have."""

    code = "ledger.too_many_lines"
    message = _("%(lines)s項目あります。%(most)s項目までにまとめてください。")


class DayInText(UnreadableCell):
    """The spreadsheet turned what was typed into a day or a time."""

    code = "ledger.day_in_text"
    message = _(
        "表計算が「%(text)s」という日付や時刻に変えています。セルの書式を「文字列」にして、書き直してください。"
    )


class UnreadableTime(UnreadableCell):
    """Not a time of day."""

    code = "ledger.unreadable_time"
    message = _(
        "「%(text)s」は時刻として読めません。10:00のように、0:00から23:59で書いてください。"
    )


class UnreadableMark(UnreadableCell):
    """Neither yes nor no."""

    code = "ledger.unreadable_mark"
    message = _("「%(text)s」は、はいかいいえか分かりません。「〇」か空欄にしてください。")


class UnreadableNumber(UnreadableCell):
    """Not a whole number."""

    code = "ledger.unreadable_number"
    message = _("「%(text)s」は数として読めません。20のように、0以上の整数で書いてください。")


class NumberOutOfRange(UnreadableCell):
    """A number that the record cannot hold, or that means nothing there."""

    code = "ledger.number_out_of_range"
    message = _("「%(number)d」は使えません。%(least)dから%(most)dまでの数で書いてください。")


class UnreadableYear(UnreadableCell):
    """Not a fiscal year."""

    code = "ledger.unreadable_year"
    message = _("「%(text)s」は年度として読めません。令和3年度か2021年度のように書いてください。")


class UnreadableAddress(UnreadableCell):
    """Not an e-mail address."""

    code = "ledger.unreadable_email"
    message = _(
        "「%(text)s」はメールアドレスとして読めません。name@example.jpのように書いてください。"
    )


class UnfitExtra(UnreadableCell):
    """Not what a field that the municipality added is for."""

    code = "ledger.unfit_extra"
    message = _("%(sentence)s")


class UnknownChoice(UnreadableCell):
    """Not one of the words that the scheme knows."""

    code = "ledger.unknown_choice"
    message = _("「%(text)s」は%(column)sの選択肢にありません。%(choices)sを書いてください。")
