"""What a programme's scheme and the official codes call the values of facts."""

from dataclasses import replace

from bansou.commons.codes.industries import Industry
from bansou.commons.organisations.models import Role
from bansou.employers.facts import EVENT as VISITED
from bansou.employers.models import EmployerVisit
from bansou.engines.indicators import Fact, Words
from bansou.schemes.shape import Scheme
from bansou.support.ledger_acts import SPOKEN_WITH


def words_of(scheme: Scheme) -> Words:
    """The scheme's words, and those for values that no scheme names."""
    words = scheme.words({value: str(label) for value, label in Industry.choices})
    roles = {value: str(label) for value, label in Role.choices}
    spoken_with = {value: str(label) for value, label in SPOKEN_WITH}
    return replace(words, values={**words.values, "by_role": roles, "spoken_with": spoken_with})


def words_for(fact: Fact, words: Words) -> Words:
    """Words for the values of one fact: the way of a visit is called other than a talk's."""
    if fact.event != VISITED:
        return words
    ways = {value: str(label) for value, label in EmployerVisit.Channel.choices}
    return replace(words, values={**words.values, "channel": ways})


def event_name(words: Words, event: str) -> str:
    """What an event is called: 就職; one that the scheme does not name shows itself."""
    return words.events[event].name if event in words.events else event
