"""What is told of how somebody came into work and stayed, and of money."""

from django.utils.translation import gettext_lazy as _

from bansou.desks.rights.told.shape import COMPANY, Told

OF_WORK = (
    Told(
        "placement.workwish",
        _("仕事の希望"),
        (
            ("words", _("希望")),
            ("hourly_floor_yen", _("時給の下限（円）")),
            ("monthly_floor_yen", _("月給の下限（円）")),
            ("least_minutes_a_week", _("週の時間（分）の下限")),
            ("most_minutes_a_week", _("週の時間（分）の上限")),
        ),
        "heard_on",
    ),
    Told(
        "placement.proposal",
        _("求人の提案と紹介"),
        (
            ("opening", _("求人")),
            ("state", _("状態")),
            ("remark", _("相談員の言葉")),
            ("score", _("合い方の点数")),
            ("decline_note", _("断った理由")),
            ("company_answered_on", _("企業の返事の日")),
            ("company_note", _("企業の言葉")),
            ("interview_on", _("面接の日")),
            ("interview_place", _("面接の場所")),
            ("result_on", _("結果の日")),
            ("result_note", _("結果")),
            ("ended_because", _("終わった理由")),
        ),
        "proposed_on",
        COMPANY,
    ),
    Told(
        "placement.hire",
        _("就職"),
        (
            ("employer_name", _("勤め先")),
            ("hired_on", _("就職した日")),
            ("left_on", _("辞めた日")),
            ("regular_on", _("正社員になった日")),
            ("qualification_used", _("使った資格")),
        ),
        "hired_on",
    ),
    Told(
        "placement.followup",
        _("定着の確認"),
        (
            ("label", _("時期")),
            ("due_on", _("予定の日")),
            ("outcome", _("結果")),
            ("answered_on", _("確かめた日")),
        ),
        "due_on",
    ),
    Told(
        "placement.stayreport",
        _("企業からの定着の返事"),
        (("answer", _("返事")), ("said_at", _("日時"))),
        "said_at",
        COMPANY,
    ),
    Told(
        "benefits.claim",
        _("支給の請求"),
        (
            ("label", _("名目")),
            ("claimed_on", _("請求した日")),
            ("yen", _("金額（円）")),
            ("state", _("状態")),
            ("note", _("メモ")),
            ("reason", _("理由")),
        ),
        "claimed_on",
    ),
    Told(
        "benefits.claimitem",
        _("請求の内訳"),
        (
            ("title", _("内容")),
            ("on", _("日")),
            ("asked_yen", _("請求した額（円）")),
            ("yen", _("認めた額（円）")),
            ("cut_because", _("減らした理由")),
        ),
        "on",
    ),
    Told(
        "benefits.outsidebenefit",
        _("ほかの給付"),
        (
            ("label", _("給付")),
            ("from_on", _("始まり")),
            ("until_on", _("終わり")),
            ("note", _("メモ")),
        ),
        "from_on",
    ),
    Told(
        "benefits.bankaccount",
        _("振込先の口座"),
        (
            ("bank_kana", _("銀行")),
            ("branch_kana", _("支店")),
            ("kind", _("種類")),
            ("number", _("口座番号")),
            ("holder_kana", _("名義")),
        ),
    ),
    Told(
        "benefits.paymententry",
        _("支払"),
        (("payee", _("受け取る人")), ("yen", _("金額（円）"))),
    ),
)
