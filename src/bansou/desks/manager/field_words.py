"""What the fields of ledgers are called on the screen, and what offices call their columns.

The first word is ours, the others are headings met in ledgers as offices keep them; a suggestion
compares headings with all of them.
"""

from collections.abc import Mapping

_KEY = "番号 通し番号 No. No 連番 管理番号 整理番号 ID"
_CASE = "ケース番号 対象者番号 相談者番号 登録番号 利用者番号 台帳番号 受付番号"
_COMPANY = "企業番号 会社番号 事業所番号"
_BY = "担当 担当者 担当者名 相談員 記録者 対応者 カウンセラー"
_WITHDRAWN = "取消 取り消し 削除 無効 取消し"
_ATTENDED = "出欠 出席 参加 受講 出欠席"
_ON = "実施日 日付 年月日 月日 実施年月日"

_ACT = {"key": _KEY, "case": _CASE, "on": _ON, "by": _BY, "withdrawn": _WITHDRAWN}

FIELD_WORDS: Mapping[str, Mapping[str, str]] = {
    "programme": {
        "fiscal_year": "年度 実施年度 事業年度",
        "lg_code": "団体コード 全国地方公共団体コード 市町村コード 自治体コード",
        "name": "事業名 事業の名称 名称",
        "contractor": "受託者 委託先 受託事業者 委託事業者",
        "contract_from": "委託期間（始まり） 委託開始日 契約開始日 契約期間（始）",
        "contract_until": "委託期間（終わり） 委託終了日 契約終了日 契約期間（終）",
        "contract_work": "委託の内容 委託内容 業務内容",
        "eligible_cost": "交付金対象事業費 事業費 対象経費 交付対象事業費",
    },
    "targets": {
        "indicator": "指標 KPI 重要業績評価指標 目標項目",
        "value": "目標値 目標 目標数",
        "decided_on": "決定日 設定日 決めた日",
    },
    "staff": {
        "name": "氏名 名前 職員名",
        "email": "メール メールアドレス Eメール",
        "organisation": "所属 所属団体 所属先",
        "role": "役割 職種 役職",
        "from_on": "着任日 開始日 着任年月日",
        "until_on": "離任日 終了日 離任年月日",
    },
    "companies": {
        "key": f"{_COMPANY} {_KEY}",
        "name": "名称 企業名 会社名 事業所名 法人名",
        "kana": "フリガナ カナ ふりがな",
        "corporate_number": "法人番号",
        "industry": "業種 産業分類 産業",
        "address": "住所 所在地",
    },
    "visits": {
        "key": _KEY,
        "company": _COMPANY,
        "on": "訪問日 訪問年月日 日付 実施日",
        "channel": "方法 訪問方法 手段",
        "by": "担当 訪問者 担当者 訪問した人",
        "note": "内容 訪問内容 記録",
        "next_action": "次の行動 次回 今後の予定",
        "withdrawn": _WITHDRAWN,
    },
    "listings": {
        "key": _KEY,
        "company": _COMPANY,
        "employer_list": "リスト リスト名 名簿",
        "listed_on": "登録日 掲載日 登録年月日",
        "renew_by": "更新期限 有効期限",
        "removed_on": "解除日 削除日 取下げ日",
        "withdrawn": _WITHDRAWN,
    },
    "openings": {
        "key": f"求人番号 {_KEY}",
        "company": _COMPANY,
        "title": "職種 求人名 仕事の内容 募集職種",
        "posted_on": "受付日 受理日 掲載日 求人受付日",
        "closed_on": "締切日 終了日 取下げ日",
        "employment_type": "雇用形態 雇用区分",
        "welcomes_generation": "氷河期世代向け 氷河期世代歓迎 世代限定",
        "withdrawn": _WITHDRAWN,
    },
    "cases": {
        "number": f"{_CASE} {_KEY}",
        "name": "氏名 名前 対象者氏名 相談者氏名",
        "kana": "フリガナ カナ氏名 氏名（カナ） ふりがな",
        "birth_on": "生年月日 誕生日",
        "phone": "電話 電話番号 連絡先 TEL 携帯電話",
        "email": "メール メールアドレス Eメール",
        "address": "住所 現住所",
        "contact_wishes": "連絡の希望 連絡方法の希望 希望する連絡方法",
        "client": "相談者 相談に来た人 相談者区分",
        "alias": "呼び名 ニックネーム 仮名",
        "category": "対象区分 対象者区分 区分 対象類型",
        "pathway": "進み方 支援コース コース",
        "registered_on": "登録日 受付日 登録年月日 利用開始日 初回相談日",
        "ended_on": "終了日 支援終了日 終結日",
        "withdrew_on": "辞退日 取下げ日 中止日",
        "end_reason": "終了・辞退の理由 終了理由 辞退理由",
        "counsellor": "担当 担当者 担当相談員 担当カウンセラー",
        "avoid": "避けたい関わり方 配慮事項 留意点",
        "next_action": "次の行動 次回の予定 今後の予定",
        "next_action_on": "次の行動の期限 次回予定日 次回日",
        "referred_on": "委託先への紹介日 紹介日 送付日",
        "joint_consent_on": "共同集計への同意日 共同集計の同意日 情報共有の同意日",
    },
    "qualifications": {
        "key": _KEY,
        "case": _CASE,
        "qualification": "資格名 資格 取得資格 免許・資格",
        "on": "取得日 取得年月日 合格日",
        "withdrawn": _WITHDRAWN,
    },
    "consultations": {
        **_ACT,
        "on": "相談日 相談年月日 実施日 日付",
        "starts_at": "始まり 開始時刻 開始",
        "ends_at": "終わり 終了時刻 終了",
        "channel": "方法 相談方法 手段 相談形態",
        "kind": "種類 相談種別 相談の種類 区分",
        "note": "内容 相談内容 相談の内容 記録",
        "own_words": "本人の言葉 本人の発言",
        "formulation": "見立て 所見 アセスメント",
        "level": "閲覧区分 公開区分",
    },
    "training": {
        **_ACT,
        "on": "開催日 受講日 実施日 日付 参加日",
        "course": "講座名 講習名 研修名 セミナー名 プログラム 講座",
        "attended": _ATTENDED,
    },
    "experience": {
        **_ACT,
        "kind": "種類 見学・体験 区分 内容",
        "company": f"{_COMPANY} 体験先 受入先",
    },
    "counselling": {
        **_ACT,
        "counselling_kind": "種類 カウンセリングの種類 区分",
        "place": "実施場所 場所 会場",
        "attended": _ATTENDED,
    },
    "outreach": {
        **_ACT,
        "on": "実施日 訪問日 相談日 日付",
        "channel": "方法 手段",
        "spoken_with": "相談した人 面談相手 相手",
        "client_state": "本人の状態 状態像 状態",
    },
    "fairs": {
        **_ACT,
        "on": "開催日 実施日 日付",
        "fair": "面接会 面接会名 催し イベント名",
        "attended": _ATTENDED,
        "fair_result": "結果 面接結果",
    },
    "hires": {
        "key": _KEY,
        "case": _CASE,
        "hired_on": "就職日 就職年月日 採用日 入社日",
        "employment_type": "雇用形態 雇用区分 正規・非正規",
        "company": _COMPANY,
        "employer_name": "勤務先名 就職先 勤務先 就職先名 企業名",
        "industry": "業種 産業分類 就職先の業種",
        "qualification_used": "活用した資格 活用資格 いかした資格",
        "route": "経路 就職経路 紹介経路",
        "evidence_level": "確認方法 確認書類",
        "left_on": "離職日 退職日",
        "leaving_reason": "離職理由 退職理由 離職の理由",
        "withdrawn": _WITHDRAWN,
    },
}


def field_label(ledger: str, field: str) -> str:
    """Our word for a field of a ledger; one that a scheme adds is called by its own label."""
    words = FIELD_WORDS.get(ledger, {}).get(field, "")
    return words.split(" ")[0] if words else field


def field_in_file(ledger: str, field: str) -> str:
    """Our word for a field, with the name that a mapping's file has for it."""
    label = field_label(ledger, field)
    return label if label == field else f"{label}（{field}）"
