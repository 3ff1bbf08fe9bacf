"""What is wrong in a ledger: where it stands, what was found, and how to put it right."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from bansou.commons.errors import Refusal


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem in one cell (`C14`), one row (`14`) or a whole sheet (no address).

    `found` is the cell's text as the office wrote it, `sentence` says what to do.
    """

    sheet: str
    cell: str
    found: str
    sentence: str

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.cell}" if self.cell else self.sheet

    @property
    def row_and_column(self) -> tuple[int, int, str]:
        """For sorting: the row, then the column."""
        letters = self.cell.rstrip("0123456789")
        return int(self.cell[len(letters) :] or 0), len(letters), letters

    def __str__(self) -> str:
        return f"{self.place}：{self.sentence}"


@dataclass(frozen=True, slots=True)
class Question:
    """A row whose person may be registered already: the office decides, nothing is merged unasked.

    `key` is the row's number, `cell` where the name stands. Each candidate has the number of the
    case, the name as registered, and the reasons.
    """

    sheet: str
    cell: str
    key: str
    name: str
    candidates: tuple[tuple[str, str, tuple[str, ...]], ...]

    @property
    def place(self) -> str:
        return f"{self.sheet}!{self.cell}"

    def __str__(self) -> str:
        known = "、".join(
            gettext("%(number)s %(name)s（%(reasons)s）")
            % {"number": number, "name": name, "reasons": "、".join(reasons)}
            for number, name, reasons in self.candidates
        )
        return gettext(
            "%(place)s：「%(name)s」さんは、登録済みの人と同じ人かもしれません。%(known)s"
        ) % {"place": self.place, "name": self.name, "known": known}


class LedgerHasQuestions(Refusal):
    """Somebody has to decide first who is who; not one row was imported."""

    code = "ledger.has_questions"
    message = _(
        "まだ取り込めません。登録済みの人と同じ人かもしれない人が%(count)s人います。"
        "同じ人か、別の人かを決めてください。1行も取り込んでいません。"
    )

    def __init__(self, questions: Sequence[Question]) -> None:
        super().__init__(count=len(questions))
        self.questions = tuple(questions)


class LedgerHasProblems(Refusal):
    """The ledger cannot be imported as it is; not one row of it was.

    The questions are those that will have to be answered once the problems are put right.
    """

    code = "ledger.has_problems"
    message = _(
        "まだ取り込めません。台帳の%(count)sか所を直してください。1行も取り込んでいません。"
    )

    def __init__(self, problems: Sequence[Problem], questions: Sequence[Question] = ()) -> None:
        super().__init__(count=len(problems))
        self.problems = tuple(problems)
        self.questions = tuple(questions)
