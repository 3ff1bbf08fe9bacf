"""The Japanese words with which definitions are explained; a scheme gives its own."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bansou.engines.indicators.grammar import Events, Tagged


@dataclass(frozen=True, slots=True)
class EventWords:
    """How an event is called.

    :param name: as a noun: 就職
    :param did: what its person or employer did, before a noun: 働き始めた
    """

    name: str
    did: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Names for what definitions mention; whatever is left out is shown as it is written.

    :param values: for each field, names of its values: {"employment_type": {"regular": "正規雇用"}}
    """

    events: Mapping[str, EventWords] = field(default_factory=dict)
    tags: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def names(self, events: Events) -> str:
        """Name events as nouns in brackets: 「相談」か「受講」."""
        if isinstance(events, Tagged):
            return f"「{self.tags.get(events.tag, events.tag)}」にあたる記録"
        return "か".join(f"「{self._event(name).name}」" for name in events) + "の記録"

    def did(self, events: Events) -> str:
        """Say before a noun what was done: 働き始めた, or 「参加」にあたる記録がある."""
        phrases = [] if isinstance(events, Tagged) else [self._event(e).did for e in events]
        if not phrases or not all(phrases):
            return f"{self.names(events)}がある"
        return "、または".join(phrases)

    def field(self, name: str) -> str:
        return self.fields.get(name, name)

    def value(self, field_name: str, value: object) -> str:
        """Name a value of a field; yes and no are はい and いいえ."""
        if isinstance(value, bool):
            return "はい" if value else "いいえ"
        return self.values.get(field_name, {}).get(str(value), str(value))

    def _event(self, name: str) -> EventWords:
        return self.events.get(name, EventWords(name))
