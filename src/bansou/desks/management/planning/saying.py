"""What the engines of plans find wrong, in the words of whoever filled in the sheets."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from bansou.engines import rota, timetable

type Mistake = timetable.FairMistake | rota.RotaMistake
type Broken = timetable.Broken | rota.Broken


def mistake_in_words(mistake: Mistake) -> str:
    """Whose mistake it is, and what to do."""
    said = _sentences().get(type(mistake))
    if said is None:
        said = _("数か名前が合いません。表を確かめてください。")
    return (
        _("「%(whose)s」：%(said)s") % {"whose": mistake.whose, "said": said}
        if mistake.whose
        else said
    )


def broken_in_words(broken: Sequence[Broken]) -> str:
    """Every rule that a plan breaks, and whose."""
    rules = _rules()
    lines = [
        _("「%(whose)s」：%(said)s") % {"whose": one.whose, "said": rules.get(one.rule, one.rule)}
        for one in broken
    ]
    return "\n".join(
        [
            _(
                "決まりに合わないところが%(count)s件あります。書き出した案は、確かめてから使ってください。"
            )
            % {"count": len(broken)},
            *lines,
        ]
    )


def _sentences() -> dict[type[Mistake], str]:
    return {
        timetable.EmptyFair: _("コマ、ブース、来場者のどれかがありません。"),
        timetable.DuplicateId: _("同じ名前が2つあります。区別できる名前にしてください。"),
        timetable.UnknownName: _("表にない名前が使われています。名前をそろえてください。"),
        timetable.OutOfRange: _(
            "使えない数があります。0以上の数と、あるコマの番号にしてください。"
        ),
        timetable.TooManyWishes: _("希望が多すぎます。減らしてください。"),
        timetable.TooFar: _("移動の分が、1コマと入替の分より長くなっています。"),
        timetable.HeldAgainstRules: _(
            "もう終わった面接が、今の表では成り立ちません。到着のコマ、休憩、希望、設備の数を、そのときのままに戻してください。"
        ),
        rota.EmptyRota: _("枠か相談員がありません。"),
        rota.DuplicateId: _("同じ名前が2つあります。区別できる名前にしてください。"),
        rota.UnknownName: _("表にない名前が使われています。名前をそろえてください。"),
        rota.WrongTime: _("終わりが始まりより前になっています。時刻を確かめてください。"),
        rota.OutOfRange: _("使えない数があります。0以上の数にしてください。"),
        rota.TwoTimes: _("行きと帰りの移動の分がちがいます。同じ分にしてください。"),
        rota.NothingFound: _(
            "時間内に見つかりませんでした。期間を短くして、もう一度お試しください。"
        ),
        rota.HeldAgainstRules: _(
            "もう始まった当番が、今の枠の人数に合いません。枠の人数を、そのときのままに戻してください。"
        ),
    }


def _rules() -> dict[str, str]:
    return {
        "a visitor who is not there": _("表にない来場者の面接があります。"),
        "a booth that is not there": _("表にないブースの面接があります。"),
        "a slot that is not there": _("ないコマに面接があります。"),
        "one booth twice": _("同じブースの面接が2回あります。"),
        "more interviews than wished for": _("面接が希望の数より多くあります。"),
        "not there": _("会場にいないコマに面接があります。"),
        "a booth not wished for": _("希望していないブースの面接があります。"),
        "two places at once": _("同じ時間に2か所に入っています。"),
        "no time to walk": _("会場を移る時間がありません。"),
        "more visitors than seats": _("席より多い人が入っています。"),
        "more needed than there are": _("設備が足りません。"),
        "no rest": _("休む時間がありません。"),
        "a shift that is not there": _("表にない枠の当番があります。"),
        "a counsellor who is not there": _("表にない相談員の当番があります。"),
        "more people than are needed": _("人数より多い人が入っています。"),
        "one shift twice": _("同じ枠に2回入っています。"),
        "a skill is missing": _("必要な資格がありません。"),
        "on leave": _("休みの時間に当番があります。"),
        "too long in a week": _("週の上限を超えています。"),
        "too long in a month": _("月の上限を超えています。"),
        "no time to travel": _("窓口を移る時間がありません。"),
    }
