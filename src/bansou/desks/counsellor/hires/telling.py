"""What is known of a hire in words: what is unknown is told apart from what is not so."""

from django.utils.translation import gettext as _

from bansou.commons.clock import wareki
from bansou.commons.codes.industries import Industry
from bansou.placement.hires.models import Hire
from bansou.schemes.shape import Scheme


def facts_of(hire: Hire, scheme: Scheme | None) -> list[tuple[str, str]]:
    """Label and value of everything that is written about a hire."""

    def chosen(group: str, key: str) -> str:
        if not key:
            return _("不明")
        return scheme.label(group, key) if scheme else key

    industries = {value: str(label) for value, label in Industry.choices}
    return [
        (_("勤務先"), hire.employer_name),
        (_("就職日"), wareki(hire.hired_on)),
        (_("雇用形態"), chosen("employment_types", hire.employment_type)),
        *([(_("正社員になった日"), wareki(hire.regular_on))] if hire.regular_on else []),
        (_("業種"), industries.get(hire.industry, _("不明"))),
        (_("活用した資格"), _qualification(hire)),
        (_("就職の経路"), chosen("routes", hire.route)),
        (_("確認の方法"), chosen("evidence_levels", hire.evidence_level)),
        (_("離職日"), wareki(hire.left_on) if hire.left_on else _("未記入")),
        *(
            [(_("離職の理由"), chosen("leaving_reasons", hire.leaving_reason))]
            if hire.left_on
            else []
        ),
    ]


def _qualification(hire: Hire) -> str:
    if hire.is_qualification_unknown:
        return _("不明（まだ分からない）")
    return hire.qualification_used or _("なし")
