"""What the rooms tell for taking an import back: their rows in words, derived columns, frozen use."""

import re
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.benefits.models import ClaimItem
from bansou.commons.drafts.queries import drafts_on
from bansou.commons.ledger.models import LedgerImport
from bansou.commons.ledger.undoing import STAYING, Rooms
from bansou.employers.companies.rules import search_keys as company_keys
from bansou.evidence.indicators.models import Measure
from bansou.people.persons.rules import search_keys

#: What the rows of a table are called; a test holds that no table lacks its word.
WORDS = {
    "benefits_claimreceipt": gettext_lazy("領収書"),
    "benefits_bankaccount": gettext_lazy("振込先の口座"),
    "benefits_claim": gettext_lazy("支給の請求"),
    "benefits_claimitem": gettext_lazy("請求の明細"),
    "benefits_outsidebenefit": gettext_lazy("ほかの制度の給付"),
    "benefits_payingaccount": gettext_lazy("支払う口座"),
    "benefits_paymententry": gettext_lazy("支払いの明細"),
    "benefits_paymentlist": gettext_lazy("支払いの一覧"),
    "commons_attachment": gettext_lazy("添付ファイル"),
    "commons_conflictblock": gettext_lazy("利益相反の記録"),
    "commons_draft": gettext_lazy("書きかけ"),
    "commons_grant": gettext_lazy("閲覧の許可"),
    "commons_membership": gettext_lazy("所属"),
    "commons_organisation": gettext_lazy("団体"),
    "commons_requestkey": gettext_lazy("送信の控え"),
    "commons_task": gettext_lazy("約束"),
    "commons_user": gettext_lazy("利用者"),
    "employers_company": gettext_lazy("企業"),
    "employers_employersurveyanswer": gettext_lazy("企業アンケートの答え"),
    "employers_employervisit": gettext_lazy("企業訪問"),
    "employers_employmentsubsidy": gettext_lazy("助成金の案内"),
    "employers_hiringstance": gettext_lazy("採用意欲"),
    "employers_hostplace": gettext_lazy("職場見学・体験の受入先"),
    "employers_kitanswer": gettext_lazy("企業への答え"),
    "employers_opening": gettext_lazy("求人"),
    "employers_supportingemployer": gettext_lazy("応援企業リスト"),
    "evidence_jointpart": gettext_lazy("共同事業への参加"),
    "evidence_jointproject": gettext_lazy("共同事業"),
    "evidence_jointtrace": gettext_lazy("照会への同意のしるし"),
    "evidence_jointtwins": gettext_lazy("同じ人かどうかの確認"),
    "evidence_jointunit": gettext_lazy("共同集計の数"),
    "evidence_measure": gettext_lazy("確定した数値"),
    "evidence_target": gettext_lazy("目標"),
    "grants_casesheet": gettext_lazy("事例シート"),
    "grants_publishedsheet": gettext_lazy("公開した事例シート"),
    "grants_sheetdecision": gettext_lazy("事例シートの決裁"),
    "grants_sheetwording": gettext_lazy("事例シートの文"),
    "people_assignment": gettext_lazy("担当"),
    "people_case": gettext_lazy("ケース"),
    "people_consent": gettext_lazy("同意"),
    "people_enrolment": gettext_lazy("事業への参加"),
    "people_erasure": gettext_lazy("消去の決定"),
    "people_goal": gettext_lazy("プランの目標"),
    "people_familycontact": gettext_lazy("家族等の連絡先"),
    "people_familystatement": gettext_lazy("家族等の話"),
    "people_answerperiod": gettext_lazy("開示請求の期限"),
    "people_disclosurerequest": gettext_lazy("開示請求"),
    "people_itemdecision": gettext_lazy("項目ごとの開示の決定"),
    "people_breakglass": gettext_lazy("緊急の閲覧"),
    "people_legalhold": gettext_lazy("消去の停止"),
    "people_paper": gettext_lazy("書類"),
    "people_papercomment": gettext_lazy("書類へのコメント"),
    "people_papersignature": gettext_lazy("書類の署名"),
    "people_person": gettext_lazy("対象者"),
    "employers_companyaccount": gettext_lazy("企業のアカウント"),
    "employers_companyoffer": gettext_lazy("企業からの申し出"),
    "people_personaccount": gettext_lazy("本人のアカウント"),
    "people_referral": gettext_lazy("つなぎ（紹介）"),
    "people_outsidebody": gettext_lazy("関係機関"),
    "people_retentionperiod": gettext_lazy("保存期間"),
    "people_sharingconsent": gettext_lazy("情報提供への同意"),
    "people_disclosure": gettext_lazy("情報提供の記録"),
    "people_sharednote": gettext_lazy("本人に見せた記録"),
    "people_stepreading": gettext_lazy("記録の確認"),
    "people_stepcomment": gettext_lazy("記録へのコメント"),
    "people_distinctpersons": gettext_lazy("別人と確かめた組"),
    "people_personmerge": gettext_lazy("名寄せ"),
    "people_step": gettext_lazy("支援の記録"),
    "placement_followup": gettext_lazy("就職後の確認"),
    "placement_hire": gettext_lazy("就職"),
    "placement_proposal": gettext_lazy("求人の提案"),
    "placement_stayreport": gettext_lazy("在籍の知らせ"),
    "placement_workwish": gettext_lazy("仕事の希望"),
    "programmes_budgetline": gettext_lazy("事業費"),
    "programmes_contract": gettext_lazy("委託契約"),
    "programmes_programme": gettext_lazy("事業"),
    "programmes_schemeversion": gettext_lazy("事業スキームの版"),
    "programmes_spendingline": gettext_lazy("事業費の執行"),
    "programmes_staffattendance": gettext_lazy("支援人材養成研修の出席"),
    "programmes_staffcourse": gettext_lazy("支援人材養成研修"),
    "programmes_staffcourseday": gettext_lazy("支援人材養成研修の回"),
    "programmes_staffcourseseat": gettext_lazy("支援人材養成研修の参加"),
    "support_attendance": gettext_lazy("出席の記録"),
    "support_booking": gettext_lazy("予約"),
    "support_calendarfeed": gettext_lazy("予定の配信"),
    "support_consultation": gettext_lazy("相談"),
    "support_courseapplication": gettext_lazy("受講の申込み"),
    "support_courserun": gettext_lazy("講座の日程"),
    "support_deskhours": gettext_lazy("窓口の開設時間"),
    "support_duty": gettext_lazy("窓口の当番"),
    "support_experience": gettext_lazy("職場見学・体験"),
    "support_experienceconfirmation": gettext_lazy("見学・体験の確認"),
    "support_experienceday": gettext_lazy("見学・体験の日"),
    "support_experienceevaluation": gettext_lazy("見学・体験の評価"),
    "support_heldqualification": gettext_lazy("持っている資格"),
    "support_ibasho": gettext_lazy("居場所"),
    "support_ibashoday": gettext_lazy("居場所の開所日"),
    "support_ibashoguest": gettext_lazy("居場所の利用者"),
    "support_ibashoincident": gettext_lazy("居場所のできごと"),
    "support_ibasholink": gettext_lazy("居場所とのつながり"),
    "support_ibashostage": gettext_lazy("居場所の参加の段階"),
    "support_ibashovisit": gettext_lazy("居場所の来所"),
    "support_insuredperson": gettext_lazy("保険の対象者"),
    "support_internshippolicy": gettext_lazy("インターンシップ保険"),
    "support_runday": gettext_lazy("講座の日"),
    "support_runwish": gettext_lazy("受講の希望"),
    "support_sealedseed": gettext_lazy("抽選の種"),
    "support_seatallotment": gettext_lazy("受講者の決定"),
    "support_servicedesk": gettext_lazy("窓口"),
    "support_timeoff": gettext_lazy("休業日と休み"),
    "support_counsellingrecord": gettext_lazy("心理の記録"),
    "support_sealedrelease": gettext_lazy("心理の記録を渡す決定"),
    "support_counsellingfile": gettext_lazy("心理の記録の添付"),
    "support_counsellingsummary": gettext_lazy("合意した要約"),
    "support_professionallicence": gettext_lazy("心理職の資格"),
    "support_counsellingslot": gettext_lazy("心理カウンセリングの枠"),
    "support_counsellingbooking": gettext_lazy("心理カウンセリングの予約"),
    "support_counsellingwait": gettext_lazy("心理カウンセリングの空き待ち"),
    "support_formulation": gettext_lazy("見立て"),
    "support_dissent": gettext_lazy("異なる意見"),
    "support_wardposting": gettext_lazy("区への配置"),
    "support_expertteam": gettext_lazy("専門チーム"),
    "support_teammember": gettext_lazy("専門チームの一員"),
    "support_teamduty": gettext_lazy("専門チームの当番"),
    "support_dispatchrequest": gettext_lazy("派遣依頼"),
    "support_outreachvisit": gettext_lazy("訪問・同行"),
    "support_visitnote": gettext_lazy("訪問先で書いた記録"),
    "support_caseconference": gettext_lazy("ケース会議"),
    "support_conferencemember": gettext_lazy("ケース会議の参加者"),
    "support_waitingperson": gettext_lazy("空き待ち"),
}
_KEY = re.compile(r"[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}")


def _find_person(person: Any) -> None:
    for name, value in search_keys(person.name, person.kana).items():
        setattr(person, name, value)


def _find_company(company: Any) -> None:
    for name, value in company_keys(company.name, company.kana).items():
        setattr(company, name, value)


def _frozen(record: LedgerImport, new: frozenset[UUID]) -> Sequence[str]:
    """Numbers frozen since that count an act which the import brought."""
    since = Measure.objects.filter(
        organisation_id=record.organisation_id, taken_at__gte=record.imported_at
    )
    counted = {
        label
        for label, evidence in since.values_list("label", "evidence")
        if any(UUID(key) in new for key in _KEY.findall(str(evidence)))
    }
    return [_("確定した数値「%s」") % label for label in sorted(counted)]


def _uses(record: LedgerImport, new: frozenset[UUID]) -> Sequence[str]:
    """Numbers frozen since, drafts on new cases, and days that were claimed and so are paid for."""
    found = (
        (_("書きかけの記録%(number)s件"), drafts_on(new)),
        (_("取り込んだ出席の日の請求%(number)s件"), _claimed(record, new)),
    )
    counted = [words % {"number": number} for words, number in found if number]
    return [*counted, *_frozen(record, new)]


def _claimed(record: LedgerImport, new: frozenset[UUID]) -> int:
    """How many claims rest on days of attendance that the import brought; no key says so."""
    items = ClaimItem.objects.filter(organisation_id=record.organisation_id, counts=True)
    resting = items.exclude(source_id=None).values_list("claim_id", "source_id")
    claims = {claim_id for claim_id, source_id in resting if source_id in new}
    return len(claims - new)


ROOMS = Rooms(
    words={table: str(word) for table, word in WORDS.items()},
    derive={"people_person": _find_person, "employers_company": _find_company},
    uses=_uses,
    # Whoever was shown a seed's digest may still ask for the seed; the programme of it stays as well,
    # so that an import which brought one is not taken back.
    staying=STAYING | {"support_sealedseed"},
)
