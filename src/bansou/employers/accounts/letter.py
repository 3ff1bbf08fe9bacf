"""What the letter says that invites somebody to act for a company."""

from datetime import datetime

from bansou.commons.documents.code_letter import CodeLetter, code_letter
from bansou.employers.accounts.models import CompanyAccount

_INTRO = (
    "求人と、職場見学・体験の受入先を、インターネットで確かめ、申し出られるページを用意しました。"
    "載っている求人がいまも募集中かどうかも、ここから知らせることができます。"
)
_STEPS = (
    "「開くところ」を、そのまま入力して開きます。",
    "番号と、貴社の法人番号（13けた）を入れます。",
    "パスワードを決めます。次からは、この手紙をお送りしたメールアドレスで入れます。",
)
_NOTES = (
    "番号は、この手紙だけに書いてあります。社外の方に教えないでください。"
    "期限が過ぎたときは、新しい手紙をお送りします。担当の方が変わるときは、窓口にお知らせください。"
)


def letter_pdf(
    *, account: CompanyAccount, code: str, body: str, address: str, contact: str, at: datetime
) -> bytes:
    """Draw the letter to a company.

    :raises bansou.commons.documents.typesetting.LetterNotPrintable: a name has a letter that no
        typeface has
    """
    letter = CodeLetter(
        title="企業のページのご案内",
        to=f"{account.company.name}　{account.name} 様",
        body=body,
        contact=contact,
        intro=_INTRO,
        steps=_STEPS,
        notes=f"ログインに使うメールアドレス：{account.email}　{_NOTES}",
        address=address,
        code=code,
        until=account.code_expires_at,
    )
    return code_letter(letter, at=at)
