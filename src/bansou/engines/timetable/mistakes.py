"""What is wrong with a fair that was handed in: a name for each mistake, and whose it is."""


class FairMistake(ValueError):
    """Something handed in cannot be right; nothing is planned from it.

    :ivar whose: the id of the visitor, booth, pool or area
    """

    def __init__(self, what: str, whose: str = "") -> None:
        self.whose = whose
        super().__init__(f"{whose}: {what}" if whose else what)


class EmptyFair(FairMistake):
    """Without slots, booths or visitors there is nothing to plan."""


class DuplicateId(FairMistake):
    """Two visitors, or two booths, of one id cannot be told apart."""


class UnknownName(FairMistake):
    """A booth, visitor, pool or area is named that is not there."""


class WrongLength(FairMistake):
    """A row over the slots is shorter or longer than the fair."""


class OutOfRange(FairMistake):
    """A number is negative, or a slot lies outside the fair."""


class TooManyWishes(FairMistake):
    """More wishes than are planned for one visitor."""


class HeldAgainstRules(FairMistake):
    """An interview that was held cannot be in the fair as it is now."""


class TooFar(FairMistake):
    """A walk takes longer than a slot and the changeover before it."""
