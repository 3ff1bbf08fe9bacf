"""The one kind of exception that a desk may catch: something the person there can put right."""

import re
from typing import TYPE_CHECKING, ClassVar

if TYPE_CHECKING:
    from django.utils.functional import Promise

_CODE = re.compile(r"[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)+")


class Refusal(Exception):
    """A polite no with a way on; subclass it beside the action that refuses.

    A subclass is named for what happened and sets

    - ``code``: stable, "room.what_happened"; clients of the API depend on it,
    - ``message``: whole Japanese sentences, marked for translation, that say what to do next.
      Where they have places such as ``%(course)s``, the values are given when it is raised::

          raise SeatsTaken(course=course.title, field="course", remedy="counsellor:courses")

    On the instance ``message`` (and ``str``) is the finished text.

    :param message: another sentence than the class's, for the same code
    :param field: name of the form field to which the problem belongs, if it belongs to one
    :param remedy: name of the URL where it can be put right, if there is such a page
    :param values: what the message has places for; kept in ``values`` for the API
    """

    code: ClassVar[str] = ""
    message: "str | Promise" = ""

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        if not _CODE.fullmatch(cls.code):
            raise TypeError(f'{cls.__name__} needs a code such as "people.not_enrolled"')

    def __init__(
        self,
        message: "str | Promise | None" = None,
        *,
        field: str | None = None,
        remedy: str | None = None,
        **values: object,
    ) -> None:
        template = str(message or type(self).message)
        if not (self.code and template):
            raise TypeError("raise a subclass of Refusal that has a code and a message")
        super().__init__(template)
        self.message = template % values if values else template
        self.field = field
        self.remedy = remedy
        self.values = values

    def __str__(self) -> str:
        return str(self.message)
