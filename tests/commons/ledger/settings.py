"""What readers are told in these tests: Tomakomai's scheme, 令和3年度."""

from bansou.commons.clock import FiscalYear
from bansou.commons.ledger.cells import Setting
from bansou.commons.ledger.workbook import Cell, Value
from bansou.schemes.reader import read_scheme, template

SETTING = Setting(read_scheme(template("tomakomai"), "tomakomai.toml"), FiscalYear(2021), "列")


def cell(value: Value) -> Cell:
    """A cell somewhere that holds a value."""
    return Cell("C14", value)
