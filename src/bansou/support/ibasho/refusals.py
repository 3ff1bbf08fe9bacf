"""What the desk of a place to be refuses, and what to do then."""

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


class NameTaken(Refusal):
    """The city has a place of this name."""

    code = "ibasho.name_taken"
    message = _("同じ名前の居場所が、すでにあります。別の名前を付けてください。")


class EndsBeforeItBegins(Refusal):
    """The later time lies before the earlier."""

    code = "ibasho.ends_before_it_begins"
    message = _("終わりの時刻は、始まりの時刻よりあとにしてください。")


class QuietHoursIncomplete(Refusal):
    """Quiet hours have a beginning and no end, or the other way round."""

    code = "ibasho.quiet_hours_incomplete"
    message = _("静かな時間は、始まりと終わりの両方を入れるか、両方とも空けてください。")


class NoOpeningDay(Refusal):
    """None of the weekdays lies in the time."""

    code = "ibasho.no_opening_day"
    message = _("この期間に、選んだ曜日の日がありません。期間と曜日を確かめてください。")


class TooManyDays(Refusal):
    """The time is longer than a year."""

    code = "ibasho.too_many_days"
    message = _("一度に入れられるのは、1年分までです。期間を分けて入れてください。")


class NicknameMissing(Refusal):
    """There is nothing to call somebody by."""

    code = "ibasho.nickname_missing"
    message = _("よばれたい名前を入れてください。本名でなくてかまいません。")


class NicknameTaken(Refusal):
    """Somebody is called that here."""

    code = "ibasho.nickname_taken"
    message = _("この名前の人が、もういます。数字や絵文字などを足して、少し変えてください。")


class NobodyCalledSo(Refusal):
    """No guest has the nickname."""

    code = "ibasho.nobody_called_so"
    message = _(
        "この名前では、まだ来たことがないようです。はじめての人は「はじめて来ました」を押してください。"
    )


class NotYetThatDay(Refusal):
    """The day has not come."""

    code = "ibasho.not_yet_that_day"
    message = _("まだ来ていない日は記録できません。今日までの日付を入れてください。")


class BeforeFirstDay(Refusal):
    """The day lies before the stage that the guest is at."""

    code = "ibasho.before_first_day"
    message = _("前の段階が始まった日より前です。日付を確かめてください。")


class AtThatStage(Refusal):
    """The guest is at this stage."""

    code = "ibasho.at_that_stage"
    message = _("この人は、いまこの段階です。別の段階を選んでください。")


class NothingHappened(Refusal):
    """The log says nothing."""

    code = "ibasho.nothing_happened"
    message = _("できごとを書いてください。")


class UnknownCode(Refusal):
    """The code is nobody's, or belongs to another case."""

    code = "ibasho.unknown_code"
    message = _(
        "このつながり番号は使えません。居場所で受け取った番号を、もう一度確かめてください。"
        "分からないときは、居場所のスタッフが番号を新しくできます。"
    )
