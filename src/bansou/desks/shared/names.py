"""What a case is called on screens: by the person, by what the office calls them, or by neither."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from bansou.people.cases.models import Case

_NAMELESS = {
    Case.Client.FAMILY: gettext_lazy("氏名未登録（家族からの相談）"),
    Case.Client.ANONYMOUS: gettext_lazy("氏名未登録（匿名の相談）"),
    Case.Client.PERSON: gettext_lazy("氏名未登録"),
}


def nameless(client: str) -> str:
    """What is said in place of a name."""
    return str(_NAMELESS.get(Case.Client(client), _NAMELESS[Case.Client.PERSON]))


def shown_name(name: str | None, alias: str, client: str) -> str:
    """The person's name, else the alias, else that there is none."""
    return name or alias or nameless(client)


def called(case: Case) -> str:
    """What a case (with its person loaded) is called."""
    return shown_name(case.person.name if case.person else None, case.alias, case.client)


def addressed(case: Case) -> str:
    """As in sentences: 三浦 和彦さん, ケース2026-003."""
    if case.person:
        return _("%(name)sさん") % {"name": case.person.name}
    return case.alias or _("ケース%(number)s") % {"number": case.number}
