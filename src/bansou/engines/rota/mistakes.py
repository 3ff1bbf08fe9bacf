"""What is wrong with a plan that was handed in: a name for each mistake, and whose it is."""


class RotaMistake(ValueError):
    """Something handed in cannot be right; no rota is made from it.

    :ivar whose: the id of the shift or counsellor, or the place
    """

    def __init__(self, what: str, whose: str = "") -> None:
        self.whose = whose
        super().__init__(f"{whose}: {what}" if whose else what)


class EmptyRota(RotaMistake):
    """Without shifts and counsellors there is nothing to plan."""


class DuplicateId(RotaMistake):
    """Two shifts, or two counsellors, of one id cannot be told apart."""


class UnknownName(RotaMistake):
    """A shift or a counsellor is named that is not there."""


class WrongTime(RotaMistake):
    """Something ends before it begins, or not on its day."""


class OutOfRange(RotaMistake):
    """A number is negative, or a shift needs nobody."""


class TwoTimes(RotaMistake):
    """A walk takes one time there and another back; a plan knows one for both."""


class NothingFound(RotaMistake):
    """The search ended before it found any rota."""


class HeldAgainstRules(RotaMistake):
    """What has begun breaks the rules of the plan as it is now."""


class Disagreement(RuntimeError):
    """A rota is worth more than the search says that any can be: one of the two is wrong."""


class NoSolver(RuntimeError):
    """The extra `bansou[fairs]` is not installed."""
