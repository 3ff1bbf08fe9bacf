"""What bookings refuse, and what to do then."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal

if TYPE_CHECKING:
    from bansou.support.consultation.booking.planning import Slot


class SlotTaken(Refusal):
    """The counsellor is promised to somebody else at this time; `free` are the next free slots."""

    code = "booking.slot_taken"
    message = _(
        "この時間は、いま別の予約が入りました。下の空いている時間から選ぶか、空き待ちに入れてください。"
    )

    def __init__(self, *, free: "Sequence[Slot]" = ()) -> None:
        super().__init__()
        self.free = free


class ComesElsewhere(Refusal):
    """The person is expected by somebody else at this time."""

    code = "booking.comes_elsewhere"
    message = _(
        "このケースには、この時間に重なる予約が、もうあります（%(when)s、%(counsellor)s）。"
        "別の時間を選ぶか、先にそちらを動かしてください。"
    )


class OutsideHours(Refusal):
    """The desk is not open then, or the counsellor has no turn."""

    code = "booking.outside_hours"
    message = _(
        "この時間は、窓口の開設時間か、この相談員の当番の外です。週の表で空いている時間から選んでください。"
    )


class CounsellorOff(Refusal):
    """The counsellor is on leave."""

    code = "booking.counsellor_off"
    message = _(
        "この相談員は、この時間は休みです。ほかの相談員か、別の日の空いている時間から選んでください。"
    )


class DeskClosed(Refusal):
    """The desk is closed on the day."""

    code = "booking.desk_closed"
    message = _(
        "%(day)sは休業日（%(reason)s）です。週の表で、窓口の開いている日から選んでください。"
    )


class InThePast(Refusal):
    """The time has passed."""

    code = "booking.in_the_past"
    message = _("もう過ぎた時間です。これからの空いている時間から選んでください。")


class ChannelNotOffered(Refusal):
    """The desk does not offer this channel."""

    code = "booking.channel_not_offered"
    message = _("この窓口では、この方法の相談を受けていません。ほかの方法を選んでください。")


class CaseNotOpenToYou(Refusal):
    """No case that the member may book for has this number."""

    code = "booking.case_not_open"
    message = _(
        "このケース番号では予約できません。番号を確かめるか、担当の人に頼んでください。"
        "まだケースがないときは、名前のない予約にしてください。"
    )


class NotReferred(Refusal):
    """The counsellor works for another body, to which the case was not referred."""

    code = "booking.not_referred"
    message = _(
        "この相談員の団体には、このケースがまだ紹介されていないか、紹介の期間が予約の日まで届いていません。"
        "先にケースを紹介するか、ほかの相談員を選んでください。"
    )


class NotYoursToGive(Refusal):
    """A booking without a name, at another keeper's desk, stays in the time of whoever sees it."""

    code = "booking.not_yours_to_give"
    message = _(
        "名前のない予約は、自分の時間の中でだけ移せます。ほかの相談員の時間に移すときは、"
        "先にケースにつなぐか、窓口を開いている団体に頼んでください。"
    )


class NobodyNamed(Refusal):
    """A booking without a name needs something to call and to reach somebody by."""

    code = "booking.nobody_named"
    message = _("ケース番号か、呼び名と連絡のしかたを入れてください。本名でなくてもかまいません。")


class NoNumberToCall(Refusal):
    """A talk by telephone with somebody whom nobody could call."""

    code = "booking.no_number_to_call"
    message = _(
        "電話の相談では、こちらからかける電話番号を入れてください。"
        "番号を聞いていないときは、ほかの方法を選んでください。"
    )


class BookingEnded(Refusal):
    """The booking has come to its end: held, called off, or nobody came."""

    code = "booking.ended"
    message = _(
        "この予約は、もう終わっています（%(state)s）。新しい予約を、週の表から入れてください。"
    )


class NothingToUndo(Refusal):
    """The booking was not moved, or was moved once more."""

    code = "booking.nothing_to_undo"
    message = _("元に戻せる移動がありません。週の表から、もう一度移してください。")


class NotYetBegun(Refusal):
    """Nobody can have missed what lies ahead."""

    code = "booking.not_yet_begun"
    message = _(
        "予約の時間がまだ来ていません。来られないと連絡があったときは、取り消してください。"
    )


class HasCaseAlready(Refusal):
    """The booking belongs to a case."""

    code = "booking.has_case"
    message = _("この予約は、すでにケースにつながっています。ケースを開いて確かめてください。")


class BookedThenAlready(Refusal):
    """Somebody comes to another talk at this time."""

    code = "booking.booked_then_already"
    message = _(
        "この時間には、もう予約があります。別の時間を選ぶか、前の予約の日時を変えてください。"
    )


class NoLongerFree(Refusal):
    """A time that somebody chose for themselves cannot be had any more, for whatever reason."""

    code = "booking.no_longer_free"
    message = _("この時間は、もう空いていません。ほかの時間を選んでください。")


class TooManyAhead(Refusal):
    """Somebody has as many talks ahead as they may book by themselves."""

    code = "booking.too_many_ahead"
    message = _(
        "自分で取れる予約は、一度に%(most)d件までです。"
        "もっと話したいときは、窓口か担当の相談員に知らせてください。"
    )


class WaitingEnded(Refusal):
    """The person waits no longer."""

    code = "booking.waiting_ended"
    message = _("この空き待ちは、もう終わっています。画面を読み込み直してください。")


class HasBookingsAhead(Refusal):
    """Bookings lie ahead that would be left without hours."""

    code = "booking.bookings_ahead"
    message = _(
        "この後に、予約が%(number)d件入っています。先にその予約を移すか取り消してから、もう一度してください。"
    )


class DeskNameTaken(Refusal):
    """A desk of the organisation has this name."""

    code = "booking.desk_name_taken"
    message = _("同じ名前の窓口があります。別の名前にするか、その窓口を開いて直してください。")


class CrossedTimes(Refusal):
    """The end is not after the start."""

    code = "booking.crossed_times"
    message = _("終わりが始まりより前です。始まりより後にしてください。")
