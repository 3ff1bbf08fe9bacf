"""What the letter says that brings a person the code of their account."""

from datetime import datetime

from bansou.commons.documents.code_letter import CodeLetter, code_letter
from bansou.people.accounts.models import PersonAccount
from bansou.people.persons.models import Person

_INTRO = (
    "あなたの予定、申し込んだ講座、だれがあなたの記録を見たかを、スマートフォンやパソコンで見られる"
    "ページを用意しました。使うかどうかは、あなたが決められます。"
    "使わなくても、これからの支援は変わりません。"
)
_STEPS = (
    "「開くところ」を、そのまま入力して開きます。",
    "番号と、あなたの生年月日を入れます。",
    "メールアドレスか、好きなログイン名と、パスワードを決めます。次からは、それで入れます。",
)
_NOTES = (
    "番号は、この手紙だけに書いてあります。人に教えないでください。なくしたときや、期限が過ぎたときは、"
    "新しい手紙をお渡しします。窓口の職員が、番号やパスワードを電話で聞くことはありません。"
)


def letter_pdf(
    *,
    account: PersonAccount,
    person: Person,
    code: str,
    body: str,
    address: str,
    contact: str,
    at: datetime,
) -> bytes:
    """Draw the letter to a person.

    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a name has a letter that no
        typeface has
    """
    letter = CodeLetter(
        title="あなたのページのご案内",
        to=f"{person.name} 様",
        body=body,
        contact=contact,
        intro=_INTRO,
        steps=_STEPS,
        notes=_NOTES,
        address=address,
        code=code,
        until=account.code_expires_at or at,
    )
    return code_letter(letter, at=at)
