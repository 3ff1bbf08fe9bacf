"""Which tables of a person's rows are told to them, what they are called, and by which columns.

Both lists together are checked against the models: a table of people's rows that is in neither
makes a test fail, so that a table that is added later is not forgotten.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

type Fields = Sequence[tuple[str, str | Promise]]

FILE = "commons.attachment"


@dataclass(frozen=True, slots=True)
class Told:
    """A table of somebody's rows, what it is called, and which of its columns are told.

    :ivar caution: why each of its items is looked at with care; empty where the text says so
    :ivar is_plain: no text that anybody wrote freely: its items may be decided together
    """

    table: str
    heading: str | Promise
    fields: Fields
    day: str = ""
    caution: str | Promise = ""
    is_plain: bool = False


_FAMILY = _("家族など、本人以外の人の話があることの多い項目です。")
#: Also said of what a psychologist has sealed.
VIEW = _("専門職の見立てや評価です。本人以外の人の意見かもしれません。")
_COMPANY = _("企業の言葉や判断があるかもしれません。")
_STAFF = _("職員どうしのやりとりです。")

TOLD: tuple[Told, ...] = (
    Told(
        "people.person",
        _("氏名と連絡先"),
        (
            ("name", _("氏名")),
            ("kana", _("読み")),
            ("birth_on", _("生年月日")),
            ("phone", _("電話番号")),
            ("email", _("メールアドレス")),
            ("address", _("住所")),
            ("contact_wishes", _("連絡についての希望")),
        ),
    ),
    Told(
        "people.case",
        _("ケース"),
        (
            ("number", _("番号")),
            ("alias", _("呼び名")),
            ("opened_on", _("始まり")),
            ("closed_on", _("終わり")),
            ("closing_reason", _("終わった理由")),
            ("category", _("区分")),
            ("pathway", _("進み方")),
            ("next_action", _("次にすること")),
            ("next_action_on", _("次の日")),
            ("last_contact_on", _("最後に連絡した日")),
            ("avoid", _("避けたい関わり方")),
            ("fields", _("事業の項目")),
        ),
        "opened_on",
    ),
    Told(
        "people.enrolment",
        _("事業への参加"),
        (
            ("programme", _("事業")),
            ("from_on", _("始まり")),
            ("until_on", _("終わり")),
            ("ended_because", _("終わった理由")),
        ),
        "from_on",
    ),
    Told(
        "people.assignment",
        _("担当"),
        (
            ("from_on", _("始まり")),
            ("until_on", _("終わり")),
            ("handover_note", _("引き継ぎの文")),
        ),
        "from_on",
        _STAFF,
    ),
    Told(
        "people.step",
        _("支援の経過"),
        (
            ("title", _("したこと")),
            ("note", _("記録")),
            ("minutes", _("時間（分）")),
            ("fields", _("事業の項目")),
            ("withdrawn_because", _("取り消した理由")),
        ),
        "on",
    ),
    Told(
        "people.sharednote",
        _("本人に見せている記録"),
        (("text", _("文")),),
        "shared_at",
    ),
    Told(
        "people.stepcomment",
        _("記録へのコメント"),
        (("text", _("コメント")),),
        "at",
        _STAFF,
    ),
    Told(
        "people.consent",
        _("同意"),
        (
            ("purpose", _("何への同意か")),
            ("given_on", _("同意した日")),
            ("withdrawn_on", _("取り消した日")),
        ),
        "given_on",
        is_plain=True,
    ),
    Told(
        "people.sharingconsent",
        _("情報提供への同意"),
        (
            ("recipient", _("渡す相手")),
            ("purpose", _("目的")),
            ("given_on", _("同意した日")),
            ("until_on", _("期限")),
            ("how", _("方法")),
            ("evidence", _("確かめられるもの")),
            ("withdrawn_at", _("取り消した日時")),
        ),
        "given_on",
    ),
    Told(
        "people.disclosure",
        _("情報提供の記録"),
        (
            ("recipient", _("渡した相手")),
            ("purpose", _("目的")),
            ("basis_label", _("根拠")),
            ("items", _("渡した項目")),
        ),
        "handed_at",
    ),
    Told(
        "people.referral",
        _("つなぎ"),
        (
            ("to_organisation", _("つないだ団体")),
            ("body", _("つないだ関係機関")),
            ("purpose", _("目的")),
            ("referred_on", _("つないだ日")),
            ("ended_on", _("終わった日")),
            ("answer", _("返事")),
            ("answered_on", _("返事の日")),
            ("answered_by", _("返事をした人")),
            ("answer_note", _("返事の文")),
        ),
        "referred_on",
        _FAMILY,
    ),
    Told(
        "people.paper",
        _("書類"),
        (("title", _("名前")), ("answers", _("内容"))),
        "written_at",
    ),
    Told(
        "people.papercomment",
        _("書類へのコメント"),
        (("text", _("コメント")),),
        "at",
        _STAFF,
    ),
    Told(
        "people.papersignature",
        _("書類の署名"),
        (("signed_on", _("署名した日")),),
        "signed_on",
        is_plain=True,
    ),
    Told(
        "people.goal",
        _("プランの目標"),
        (
            ("title", _("目標")),
            ("own_words", _("本人の言葉")),
            ("due_on", _("期限")),
            ("state", _("状況")),
        ),
        "due_on",
    ),
    Told(
        "people.legalhold",
        _("消去の停止"),
        (("reason", _("理由")), ("lifted_because", _("解除した理由"))),
        "set_at",
        _STAFF,
    ),
    Told(
        "commons.task",
        _("約束"),
        (
            ("title", _("内容")),
            ("due_on", _("期限")),
            ("done_at", _("済んだ日時")),
        ),
        "due_on",
    ),
    Told(
        FILE,
        _("添付ファイル"),
        (("name", _("名前")), ("stored_at", _("預かった日時"))),
        "stored_at",
        _("ファイルの中身を開いて、本人以外の人のことがないか確かめます。"),
    ),
    Told(
        "support.booking",
        _("予約"),
        (
            ("starts_at", _("始まり")),
            ("channel", _("方法")),
            ("place", _("場所")),
            ("purpose", _("用件")),
            ("nickname", _("呼び名")),
            ("reach", _("連絡先")),
            ("state", _("状態")),
            ("ended_because", _("取り消しなどの理由")),
        ),
        "starts_at",
    ),
    Told(
        "support.waitingperson",
        _("空き待ち"),
        (
            ("purpose", _("用件")),
            ("nickname", _("呼び名")),
            ("reach", _("連絡先")),
            ("from_on", _("始まり")),
            ("until_on", _("終わり")),
            ("state", _("状態")),
        ),
        "from_on",
    ),
    Told(
        "support.consultation",
        _("相談"),
        (
            ("starts_at", _("始まり")),
            ("ends_at", _("終わり")),
            ("own_words", _("本人の言葉")),
            ("formulation", _("見立て")),
            ("next_action", _("次にすること")),
            ("next_action_on", _("次の日")),
        ),
        "starts_at",
        VIEW,
    ),
    Told(
        "support.counsellingbooking",
        _("心理カウンセリングの予約"),
        (
            ("slot", _("枠")),
            ("state", _("状態")),
            ("booked_at", _("予約した日時")),
        ),
        "booked_at",
        is_plain=True,
    ),
    Told(
        "support.counsellingwait",
        _("心理カウンセリングの空き待ち"),
        (("since", _("待ち始めた日時")), ("ended_at", _("終わった日時"))),
        "since",
        is_plain=True,
    ),
    Told(
        "support.experience",
        _("職場の見学・体験"),
        (
            ("kind", _("種類")),
            ("state", _("状態")),
            ("wishes", _("希望")),
            ("goal", _("目標")),
            ("host", _("受入先")),
            ("tutor", _("受入先の担当")),
            ("offer_note", _("受入先への申し出")),
            ("outcome", _("結果")),
            ("ended_on", _("終わった日")),
            ("ended_because", _("終わった理由")),
        ),
        "requested_on",
        _COMPANY,
    ),
    Told(
        "support.experienceday",
        _("見学・体験の日"),
        (
            ("on", _("日")),
            ("minutes", _("時間（分）")),
            ("state", _("状態")),
            ("missed_because", _("休んだ理由")),
        ),
        "on",
    ),
    Told(
        "support.experienceconfirmation",
        _("見学・体験の条件の確認"),
        (
            ("party", _("だれが")),
            ("name", _("氏名")),
            ("on", _("日")),
        ),
        "on",
        _COMPANY,
    ),
    Told(
        "support.experienceevaluation",
        _("見学・体験のふり返り"),
        (
            ("side", _("だれの")),
            ("answers", _("答え")),
            ("note", _("文")),
        ),
        "on",
        _COMPANY,
    ),
    Told(
        "support.insuredperson",
        _("保険への加入"),
        (("from_on", _("始まり")), ("until_on", _("終わり"))),
        "from_on",
        is_plain=True,
    ),
    Told(
        "support.ibasholink",
        _("居場所とのつながり"),
        (("linked_on", _("日")),),
        "linked_on",
        is_plain=True,
    ),
    Told(
        "support.caseconference",
        _("支援会議"),
        (
            ("on", _("日")),
            ("state", _("状態")),
            ("place", _("場所")),
            ("agenda", _("議題")),
            ("minutes", _("議事")),
        ),
        "on",
        VIEW,
    ),
    Told(
        "support.conferencemember",
        _("支援会議の出席者と、見せたもの"),
        (
            ("name", _("氏名")),
            ("body", _("所属")),
            ("shown", _("見せたもの")),
        ),
        "",
        _FAMILY,
    ),
    Told(
        "support.dispatchrequest",
        _("専門家チームへの依頼"),
        (
            ("state", _("状態")),
            ("situation", _("様子")),
            ("emergency_contacts", _("緊急の連絡先")),
            ("decided_because", _("決めた理由")),
        ),
        "requested_at",
        _FAMILY,
    ),
    Told(
        "support.formulation",
        _("専門家チームの見立て"),
        (
            ("facts", _("事実")),
            ("hypotheses", _("仮説")),
            ("plan", _("方針")),
            ("leads_to", _("つなぐ先")),
        ),
        "on",
        VIEW,
    ),
    Told(
        "support.dissent",
        _("見立てへの別の意見"),
        (("name", _("氏名")), ("text", _("意見"))),
        "recorded_at",
        VIEW,
    ),
    Told(
        "support.outreachvisit",
        _("訪問と同行"),
        (
            ("kind", _("種類")),
            ("state", _("状態")),
            ("place", _("場所")),
            ("companion", _("いっしょに行った人")),
            ("clinic", _("医療機関")),
            ("route", _("道順")),
            ("risk_note", _("気をつけること")),
            ("emergency_contacts", _("緊急の連絡先")),
            ("met", _("会えたか")),
            ("result", _("結果")),
            ("cancelled_because", _("取りやめた理由")),
        ),
        "on",
        _FAMILY,
    ),
    Told(
        "support.visitnote",
        _("訪問の記録"),
        (("met", _("会えたか")), ("result", _("結果"))),
        "received_at",
        _FAMILY,
    ),
    Told(
        "support.courseapplication",
        _("受講の申込み"),
        (
            ("title", _("講座")),
            ("state", _("状態")),
            ("applied_on", _("申し込んだ日")),
            ("purpose", _("目的")),
            ("ended_because", _("終わった理由")),
        ),
        "applied_on",
    ),
    Told(
        "support.runwish",
        _("受講の希望"),
        (("rank", _("順番")), ("run", _("回"))),
    ),
    Told(
        "support.attendance",
        _("出席"),
        (("day", _("日")), ("state", _("状態"))),
        is_plain=True,
    ),
    Told(
        "support.heldqualification",
        _("資格"),
        (
            ("label", _("資格")),
            ("number", _("番号")),
            ("obtained_on", _("取った日")),
            ("expires_on", _("期限")),
        ),
        "obtained_on",
    ),
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
        _COMPANY,
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
        _COMPANY,
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

#: Rows about somebody that tell nothing of them, or are told by another way, and why.
LEFT_OUT: Mapping[str, str] = {
    "commons.grant": "who may see the record: on the person's own page, with who has opened it",
    "commons.accesslog": "who has opened the record: on the person's own page",
    "people.breakglass": "who read the record in an emergency: in the log that the person sees",
    "commons.conflictblock": "about the member of staff who is kept away",
    "commons.draft": "no record yet, and its author's alone",
    "people.distinctpersons": "that two rows are two people: about another person as well",
    "people.personmerge": "that two rows were made one: what they say is told as the person's",
    "people.personaccount": "the account of the page, and no text",
    "people.stepreading": "that a colleague has read a record",
    "people.erasure": "a decision about the record; after it nothing is left to be told",
    "people.disclosurerequest": "the request itself",
    "people.itemdecision": "the decisions of the request itself",
    "support.counsellingrecord": "sealed: told as a session, and opened by the decision of two people",
    "support.counsellingfile": "sealed, with its record",
    "support.counsellingsummary": "its text is that of its step",
    "support.sealedrelease": "told as handed over, once it was",
    "benefits.claimreceipt": "the file itself is told",
    "evidence.jointtrace": "a token that nobody can read",
}
