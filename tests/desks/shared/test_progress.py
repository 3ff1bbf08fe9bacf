"""The bar on the terminal, and silence everywhere else."""

from io import StringIO

from bansou.desks.shared.progress import Progress


class Terminal(StringIO):
    """A text stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_shows_how_many_rows_are_done_and_goes_away() -> None:
    terminal = Terminal()
    progress = Progress("取り込んでいます", terminal)

    progress(1_284, 1_284)
    shown = terminal.getvalue()
    progress.close()

    assert shown == f"\r取り込んでいます {'█' * 24} 1,284／1,284行　あと0秒ほど\033[K"
    assert terminal.getvalue().endswith("\r\033[K")


def test_does_not_write_for_every_row() -> None:
    terminal = Terminal()
    progress = Progress("取り込んでいます", terminal)

    for done in range(1, 1_000):
        progress(done, 100_000)

    assert terminal.getvalue().count("\r") < 100


def test_says_nothing_where_output_is_kept() -> None:
    kept = StringIO()
    progress = Progress("取り込んでいます", kept)

    progress(1, 2)
    progress.close()

    assert kept.getvalue() == ""
