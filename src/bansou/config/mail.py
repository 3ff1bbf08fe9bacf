"""Mail of the demo and of development: nothing is sent, each letter is a text file to be read."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from django.utils import timezone

_LINE = "メール（送らずに書き出しました）：%s　%s\n  %s"


class LettersInAFolder(BaseEmailBackend):
    """Writes each mail into a file of its own, and one line about it on the terminal."""

    def __init__(self, *, folder: Path, **options: Any) -> None:
        super().__init__(**options)
        self._folder = folder

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Write them; returns how many."""
        self._folder.mkdir(parents=True, exist_ok=True)
        for message in email_messages:
            file = self._folder / f"{timezone.localtime():%Y%m%d-%H%M%S-%f}.txt"
            to = "、".join(message.to)
            file.write_text(
                f"宛先：{to}\n件名：{message.subject}\n\n{message.body}\n", encoding="utf-8"
            )
            print(_LINE % (to, message.subject, file), flush=True)  # noqa: T201 - for the terminal
        return len(email_messages)
