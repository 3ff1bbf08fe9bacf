"""The lowest wage of an hour where a programme runs (最低賃金), as its office has entered it, by date.

It differs between prefectures and changes each year: nothing is assumed where nothing was entered.
"""

from typing import Annotated

from pydantic import Field, StrictInt

from bansou.schemes.basis import Dated

#: More than any minimum wage; a zero too many is noticed.
MOST_AN_HOUR = 100_000


class MinimumWage(Dated):
    """So many yen an hour, from a day until a day (both included)."""

    yen: Annotated[StrictInt, Field(ge=1, le=MOST_AN_HOUR)]
