"""What is wrong with what was handed in: a name for each mistake, and the row where it is.

Nothing is computed on half-valid data. The rows are counted from 0, in the order given.
"""


class Mistake(ValueError):
    """Something handed in cannot be right.

    :ivar row: where it is; None where it is in no single row
    :ivar column: in what
    """

    def __init__(self, what: str, *, column: str = "", row: int | None = None) -> None:
        self.column, self.row = column, row
        where = "".join(
            (f" in column {column}" if column else "", "" if row is None else f", row {row}")
        )
        super().__init__(f"{what}{where}")


class UnknownCode(Mistake):
    """A code stands for nothing in the vocabulary."""


class NegativeNumber(Mistake):
    """Pay or time below nothing."""


class ReversedRange(Mistake):
    """The lowest is above the highest."""


class ImpossibleTime(Mistake):
    """More minutes than a week has."""


class NotANumber(Mistake):
    """NaN, an infinite number, or a part of a yen or a minute."""


class NotOfKind(Mistake):
    """Something that an opportunity of this kind cannot say, such as the wage of a course."""


class UnequalLengths(Mistake):
    """The columns are not of one length."""


class DuplicateId(Mistake):
    """Two rows of one id cannot be told apart."""


class UnknownId(Mistake):
    """There is no row of this id."""


class EmptyCatalogue(Mistake):
    """There are no openings."""


class WrongNumber(Mistake):
    """The best none, or more of the best than there are."""


class TooManyKinds(Mistake):
    """More kinds of one thing than the index can number."""
