"""What is handed to whom in the demo's Kobe: two referrals by letter, one of them answered."""

from datetime import date, datetime, timedelta

from bansou.commons.access.acting import acting
from bansou.commons.access.actors import Actor
from bansou.commons.clock import local_day
from bansou.people.cases.models import Case
from bansou.people.referrals.handing_on import Parcel, Said, answer_referral, hand_on
from bansou.people.referrals.models import Referral
from bansou.people.sharing.agreeing import Agreement, agree_to_sharing
from bansou.people.sharing.bodies import Address, register_body
from bansou.people.sharing.items import Item, known_of
from bansou.people.sharing.models import OutsideBody
from bansou.support.consultation.booking.opening import DeskWords, set_up_desk

_WHY = "体験用のデータ"
_DAYS = 14
#: Whose name the letters bear, and where the reply slips come back to.
_DESK = DeskWords(
    name="神戸ひきこもり支援室",
    place="神戸市中央区〇〇町7-8-9",
    channels=["visit", "phone"],
    phone="078-000-0143",
)
_CLINIC = Address(
    name="灘こころのクリニック",
    kind=OutsideBody.Kind.MEDICAL,
    department="医療相談室",
    address="神戸市灘区〇〇町1-2-3",
    phone="078-000-0120",
)
_STATION = Address(
    name="地域若者サポートステーション",
    kind=OutsideBody.Kind.WORK,
    address="神戸市中央区〇〇通4-5-6",
    phone="078-000-0160",
)
_REASON = "3週間ほど、夜に眠れていません。眠る薬のことを医師に聞きたいと、本人が話しています。"
_HEALTH = "10年前に心療内科へ2回通い、そのときの薬では眠れたと話しています。"
_PLAN = "人の少ない時間に、まず見学だけをします。合えば、生活リズムの講座から始めます。"


def fill_handing(*, counsellor: Actor, case: Case, at: datetime) -> None:
    """A clinic that waits to answer, and the youth support station that takes somebody."""
    today = local_day(at)
    with acting(counsellor, why=_WHY):
        set_up_desk(keeper_id=case.organisation_id, words=_DESK)
        _sent(
            counsellor,
            case,
            _CLINIC,
            "眠れないことについての受診のため",
            {Item.REASON: _REASON, Item.HEALTH: _HEALTH},
            at,
        )
        station = _sent(
            counsellor,
            case,
            _STATION,
            "支援プログラムの見学と申込みのため",
            {Item.PLAN: _PLAN},
            at,
            programme="rhythm",
        )
        said = Said(accepts=True, on=today, by="原 直美", note="来週の平日の午前に見学できます。")
        answer_referral(
            referral=station, seen_version=station.version, said=said, today=today, at=at
        )


def _sent(
    by: Actor,
    case: Case,
    address: Address,
    purpose: str,
    written: dict[Item, str],
    at: datetime,
    programme: str = "",
) -> Referral:
    """Somebody referred to a body with their name, what is to be avoided, and what is written for it."""
    picked = {Item.NAME.value, Item.AVOID.value}
    chosen = {key: text for key, text in known_of(case).items() if key in picked}
    chosen |= {item.value: text for item, text in written.items()}
    consent = agree_to_sharing(
        by=by,
        case=case,
        agreement=Agreement(
            to=register_body(by=by, address=address),
            items=[*chosen, Item.PHONE.value],
            purpose=purpose,
            given_on=local_day(at),
            until_on=_half_a_year_after(local_day(at)),
            how="paper",
            evidence="同意書　鍵のかかる書庫（3番）",
        ),
        at=at,
        today=local_day(at),
    )
    parcel = Parcel(chosen=chosen, programme=programme)
    return hand_on(by=by, case=case, consent=consent, parcel=parcel, answer_days=_DAYS, at=at)


def _half_a_year_after(day: date) -> date:
    return day + timedelta(days=180)
