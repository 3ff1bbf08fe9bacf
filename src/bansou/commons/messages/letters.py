"""What letters say. They travel unprotected, so they hold neither names nor content."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Letter:
    """A subject and a body, the same for everybody."""

    subject: str | Promise
    body: str | Promise


URGENT_DISPATCH = Letter(
    subject=_("【伴走】緊急の派遣依頼があります"),
    body=_(
        "専門チームの緊急の派遣依頼があります。すぐに伴走を開いて確かめてください。\n\n"
        "このメールは自動でお送りしています。返信はできません。\n"
    ),
)
GLASS_BROKEN = Letter(
    subject=_("【伴走】緊急の閲覧がありました"),
    body=_(
        "担当でない職員が、緊急の閲覧でケースの記録を開きました。"
        "伴走の「個人情報」を開き、1週間のうちに確かめてください。\n\n"
        "このメールは自動でお送りしています。返信はできません。\n"
    ),
)
SEAL_BROKEN = Letter(
    subject=_("【伴走】閲覧区分4の記録が、緊急に開かれました"),
    body=_(
        "チームの責任者が、生命・身体の危険を理由に、閲覧区分4の記録を開きました。"
        "伴走の「個人情報」を開き、1週間のうちに確かめてください。\n\n"
        "このメールは自動でお送りしています。返信はできません。\n"
    ),
)
RELEASE_WAITS = Letter(
    subject=_("【伴走】決定を待つ提案があります"),
    body=_(
        "記録を渡すことの提案が、決定を待っています。"
        "伴走の「個人情報」を開き、相手と根拠を確かめて決めてください。\n\n"
        "このメールは自動でお送りしています。返信はできません。\n"
    ),
)
CASE_ASSIGNED = Letter(
    subject=_("【伴走】新しい担当ケースがあります"),
    body=_(
        "新しい担当ケースがあります。伴走を開いて確かめてください。\n\n"
        "このメールは自動でお送りしています。返信はできません。\n"
    ),
)

#: To people: the day and the times, and nothing that others who read along could learn from it.
DAY_BEFORE = Letter(
    subject=_("あしたの予定のお知らせ"),
    body=_(
        "あした %(day)sに、予定があります。\n%(times)s\n\n"
        "くわしいことは、わたしのページで確かめられます。\n"
        "都合が悪くなったときは、わたしのページで変えるか、電話してください。"
        "理由は言わなくてかまいません。\n\n"
        "このメールは自動でお送りしています。返信はできません。\n"
        "止めたいときは、わたしのページの「連絡先」で、いつでも止められます。\n"
    ),
)
ANSWER_ASKED = Letter(
    subject=_("わたしのページからのお知らせ"),
    body=_(
        "わたしのページに、あしたから答えられることが1つあります。\n"
        "答えたくないときは、そのままでかまいません。\n\n"
        "このメールは自動でお送りしています。返信はできません。\n"
        "止めたいときは、わたしのページの「連絡先」で、いつでも止められます。\n"
    ),
)
