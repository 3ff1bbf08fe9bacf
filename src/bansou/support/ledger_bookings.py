"""窓口 and 予約: desks, and the times that were promised there, as an office's ledger keeps them."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from bansou.commons.clock import JST
from bansou.commons.errors import Refusal
from bansou.commons.ledger.brought import Brought, refuse_changes
from bansou.commons.ledger.cells import (
    Option,
    day_in_year,
    key,
    labelled,
    name,
    number,
    several,
    text,
    time_of_day,
)
from bansou.commons.ledger.intake import Intake
from bansou.commons.ledger.parts import Field, Finder, LedgerPart, Row, chosen
from bansou.commons.ledger.staff import StaffBook
from bansou.commons.ledger.withdrawals import BelongsToAnother
from bansou.commons.ledger.workbook import folded
from bansou.commons.ledger.writing import NamesBrokenRow
from bansou.commons.organisations.models import Membership
from bansou.people.ledger import case_book
from bansou.support.consultation.booking.actions import (
    Place,
    Whom,
    book,
    cancel,
    keep_booking,
    mark_no_show,
    move,
)
from bansou.support.consultation.booking.models import Booking, Channel, ServiceDesk
from bansou.support.consultation.booking.opening import DeskWords, change_desk, set_up_desk
from bansou.support.consultation.booking.refusals import BookingEnded, SlotTaken
from bansou.support.consultation.models import Consultation
from bansou.support.ledger import CONSULTATIONS

DESKS, BOOKINGS_LEDGER = "service_desks", "bookings"
_State = Booking.State


class UnknownDesk(Refusal):
    """No desk has this name."""

    code = "ledger.unknown_desk"
    message = _(
        "「%(text)s」という窓口は登録されていません。"
        "窓口のシートに書くか、「窓口と開設時間」の画面で登録してください。"
    )


class PromisedTwice(Refusal):
    """The counsellor was promised to somebody else at this time."""

    code = "ledger.promised_twice"
    message = _(
        "この担当には、同じ時間に別の予約があります。予約日、始まり、担当のどれかを直してください。"
    )


class TalkMissing(Refusal):
    """Somebody is said to have come, and no consultation is on record."""

    code = "ledger.talk_missing"
    message = _(
        "来所した予約には、相談記録が要ります。その日の相談を相談記録のシートに書くか、"
        "この予約に「相談記録の番号」を書いてください。"
    )


class CancellerMissing(Refusal):
    """A booking was called off, and nothing says by whom."""

    code = "ledger.canceller_missing"
    message = _("取消の予約には、だれの都合か（「本人・家族」か「窓口の都合」）も書いてください。")


class _Desks:
    """Writes desks; one that is there by its name is brought to what the row says."""

    references: Mapping[str, Finder] = {}

    def __init__(self, intake: Intake) -> None:
        self._intake = intake

    def add(self, row: Row) -> UUID:
        known = ServiceDesk.objects.filter(
            organisation_id=self._intake.keeper_id, name=row["name"]
        ).first()
        if known is None:
            return set_up_desk(keeper_id=self._intake.keeper_id, words=_words(row, None)).pk
        self.change(row, known.pk)
        return known.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        desk = ServiceDesk.objects.get(organisation_id=self._intake.keeper_id, pk=subject_id)
        words, before = _words(row, desk), _words(None, desk)
        if words != before:
            change_desk(desk=desk, seen_version=desk.version, words=words)


def _words(row: Row | None, desk: ServiceDesk | None) -> DeskWords:
    """What is said about a desk: by the row, and where it says nothing, as it was."""
    before = DeskWords(
        name=desk.name if desk else "",
        place=desk.place if desk else "",
        channels=tuple(desk.channels) if desk else (),
        slot_minutes=desk.slot_minutes if desk else 60,
        phone=desk.phone if desk else "",
        video_url=desk.video_url if desk else "",
        closes_on_holidays=desk.closes_on_holidays if desk else True,
    )
    if row is None:
        return before
    said = row.given(name="", place="", channels=(), slot_minutes=60, phone="")
    return replace(before, **said)


class _Bookings:
    """Writes bookings: those to come are promised as on the desk, those gone by are kept."""

    def __init__(self, intake: Intake) -> None:
        self._intake = intake
        self._cases = case_book(intake)
        self._staff = StaffBook(intake)
        talks = Consultation.objects.select_related("case", "step")
        self._talks = Brought(intake, CONSULTATIONS.name, CONSULTATIONS.label, talks)
        desks = ServiceDesk.objects.filter(organisation_id=intake.keeper_id)
        self._desks = {folded(desk.name): desk for desk in desks}

    @property
    def references(self) -> Mapping[str, Finder]:
        return {
            "case": self._cases.find,
            "desk": self._desk,
            "by": self._member,
            "consultation": self._talks.find,
        }

    def add(self, row: Row) -> UUID:
        place, state = self._place(row), row.get("state", _State.BOOKED)
        whom = Whom(
            case=row.found.get("case"),
            nickname=row.get("nickname", ""),
            reach=row.get("reach", ""),
            purpose=row.get("purpose", ""),
        )
        is_history = state != _State.BOOKED or place.starts_at <= self._intake.at
        try:
            booking = book(
                by=self._intake.by,
                place=place,
                channel=row["channel"],
                whom=whom,
                at=self._intake.at,
                is_history=is_history,
            )
        except SlotTaken:
            raise PromisedTwice(field="starts_at") from None
        self._settle(row, booking, state)
        return booking.pk

    def change(self, row: Row, subject_id: UUID) -> None:
        booking = Booking.objects.select_related("case", "desk").get(
            organisation_id=self._intake.keeper_id, pk=subject_id
        )
        case = row.found.get("case")
        if booking.case_id and booking.case_id != (case and case.pk):
            raise BelongsToAnother(before=booking.case.number, field="case")
        refuse_changes(row, but=(*_WHEN, *_END))
        if row.says_anew(*_WHEN):
            try:
                to = self._place(row)
                booking = move(by=self._intake.by, booking=booking, to=to, at=self._intake.at)
            except SlotTaken:
                raise PromisedTwice(field="starts_at") from None
        if row.says_anew(*_END):
            if not booking.is_open:
                raise BookingEnded(state=booking.get_state_display(), field="state")
            self._settle(row, booking, row.get("state", _State.BOOKED))

    def _settle(self, row: Row, booking: Booking, state: str) -> None:
        """Bring the booking to the end that the row tells of, if it tells of one."""
        at, because = self._intake.at, row.get("reason", "")
        if state == _State.CAME:
            keep_booking(booking=booking, consultation=self._talk(row, booking), at=at)
        elif state == _State.NO_SHOW:
            mark_no_show(booking=booking, because=because, at=at)
        elif state == _State.CANCELLED:
            if not row.get("cancelled_by"):
                raise CancellerMissing(field="cancelled_by")
            cancel(booking=booking, cancelled_by=row["cancelled_by"], because=because, at=at)

    def _talk(self, row: Row, booking: Booking) -> Consultation:
        """The record of the talk: the one that the row names, else the only one of the day."""
        named: Consultation | None = row.found.get("consultation")
        of_day = list(self._talks_of(row, booking)) if booking.case_id else []
        if named is not None and named.case_id == booking.case_id:
            return named
        if named is not None:
            raise BelongsToAnother(before=named.case.number, field="consultation")
        at_the_time = [talk for talk in of_day if talk.starts_at == booking.starts_at]
        found = at_the_time or of_day
        if len(found) != 1:
            raise TalkMissing(field="state")
        return found[0]

    def _talks_of(self, row: Row, booking: Booking) -> QuerySet[Consultation]:
        return Consultation.objects.filter(
            organisation_id=booking.organisation_id,
            case_id=booking.case_id,
            step__on=row["on"],
            step__withdrawn_at=None,
        )

    def _place(self, row: Row) -> Place:
        starts_at = datetime.combine(row["on"], row["starts_at"], tzinfo=JST)
        desk, member = row.found["desk"], row.found["by"]
        return Place(desk=desk, member_id=member.pk, starts_at=starts_at)

    def _desk(self, written: str, _row: Row) -> ServiceDesk:
        if desk := self._desks.get(folded(written)):
            return desk
        if self._intake.is_broken(DESKS, written):
            raise NamesBrokenRow
        raise UnknownDesk(text=written)

    def _member(self, written: str, row: Row) -> Membership:
        return self._staff.find(written, row.get("on"), counsels=True)


_WHEN = ("on", "starts_at", "by", "desk")
_END = ("state", "reason", "cancelled_by", "consultation")


def _channels(_scheme: object) -> list[Option]:
    spellings = {str(Channel.ONLINE): ("オンライン", "ビデオ"), str(Channel.VISIT): ("窓口",)}
    return [Option(o.value, o.label, spellings.get(o.value, ())) for o in labelled(Channel.choices)]


_WRITTEN = {
    _State.CAME: ("来所", "相談済み", "来た", "済"),
    _State.NO_SHOW: ("無断欠席", "不参加", "欠席"),
    _State.CANCELLED: ("キャンセル", "取り消し"),
}


def _states(_scheme: object) -> list[Option]:
    """What an office writes; that a time is only offered is for the desk to say."""
    return [
        Option(o.value, o.label, _WRITTEN.get(_State(o.value), ()))
        for o in labelled(_State.choices)
        if o.value != _State.OFFERED
    ]


_WHOSE = {
    Booking.CancelledBy.PERSON: ("本人", "家族", "本人の都合"),
    Booking.CancelledBy.OFFICE: ("窓口", "市の都合"),
}


def _cancellers(_scheme: object) -> list[Option]:
    return [
        Option(o.value, o.label, _WHOSE[Booking.CancelledBy(o.value)])
        for o in labelled(Booking.CancelledBy.choices)
    ]


SERVICE_DESKS = LedgerPart(
    name=DESKS,
    label="窓口",
    fields=(
        Field("name", text(60), required=True),
        Field("place", text(), required=True),
        Field("channels", several(_channels), required=True, choices=_channels),
        Field("slot_minutes", number(10, 240)),
        Field("phone", text(30)),
    ),
    key="name",
    writer=_Desks,
    writes_now=True,
    is_of_year=False,
)

BOOKINGS = LedgerPart(
    name=BOOKINGS_LEDGER,
    label="予約",
    fields=(
        Field("key", key(), required=True),
        Field("desk", text(60), required=True),
        Field("on", day_in_year, required=True),
        Field("starts_at", time_of_day, required=True),
        Field("by", name, required=True),
        chosen("channel", _channels, required=True),
        Field("case", key(20)),
        Field("nickname", text(60)),
        Field("reach", text(100)),
        Field("purpose", text()),
        chosen("state", _states),
        chosen("cancelled_by", _cancellers),
        Field("reason", text()),
        Field("consultation", key()),
    ),
    key="key",
    writer=_Bookings,
    writes_now=True,
    places={
        "case_number": "case",
        "booking.not_referred": "by",
        "booking.counsellor_off": "by",
        "booking.outside_hours": "starts_at",
        "booking.in_the_past": "on",
        "booking.desk_closed": "on",
        "booking.not_yet_begun": "state",
        "booking.ended": "state",
    },
)
