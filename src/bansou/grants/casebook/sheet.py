"""A case sheet as plain values: what is printed, and nothing about how."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from bansou.commons.clock import FiscalYear, local_day, wareki
from bansou.commons.eras import era_year
from bansou.commons.figures import Figure, target_actual
from bansou.commons.phrases import BREAK, without_breaks

BULLET = "・"
TITLE = "事業名"
CATCH = "見出しの一文"
OVERVIEW = "事業概要"
BANNER = "まとめの帯"
FLOW = "支援の流れ"
POINTS = "本事業の成果・取組事例として着目したポイント等"
COST = "交付金対象事業費"
COST_TOGETHER = "交付金対象事業費（合計）"
DRAFT = "下書き"
PAIRS = "目標【実績】"
STACKED = 3


class Chip(Enum):
    """For whom a part of the support is."""

    REQUIRED = "required"
    ON_REQUEST = "on_request"
    EMPLOYER = "employer"

    @property
    def label(self) -> str:
        return _CHIP_LABELS[self]


_CHIP_LABELS = {Chip.REQUIRED: "必須", Chip.ON_REQUEST: "希望者", Chip.EMPLOYER: "企業"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text without its bullet mark, and whether it had one."""

    text: str
    is_bullet: bool

    @classmethod
    def of(cls, line: str) -> "Paragraph":
        return cls(line.removeprefix(BULLET).strip(), is_bullet=line.startswith(BULLET))


@dataclass(frozen=True, slots=True)
class Box:
    """One part of the support. A line of `text` that begins with ・ is a bullet and hangs."""

    number: str
    title: str
    text: str
    note: str = ""
    chip: Chip | None = None

    @property
    def heading(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        return tuple(Paragraph.of(line) for line in self.text.splitlines() if line.strip())


@dataclass(frozen=True, slots=True)
class SideBox:
    """A small box below the banner; each line of `text` stands on its own."""

    title: str
    text: str

    @property
    def lines(self) -> tuple[str, ...]:
        return tuple(self.text.splitlines())


@dataclass(frozen=True, slots=True)
class KpiRow:
    """One indicator. A target or actual that is not known prints as ―, never as 0."""

    label: str
    unit: str
    target: Figure | None
    actual: Figure | None

    @property
    def pair(self) -> str:
        """目標【実績】 as on paper, without the unit: ``20 【20】``."""
        return target_actual(self.target, self.actual)


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody in the flow of support: the body that leads it, the people, the employers."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Arrow:
    """What passes from one actor to another; `acts` in the order in which they come."""

    source: str
    target: str
    acts: tuple[str, ...] = ()
    both_ways: bool = False


@dataclass(frozen=True, slots=True)
class Flow:
    """The flow of support as data; `alternative` says the same in one sentence.

    :raises ValueError: an arrow names an actor that is not there
    """

    actors: tuple[Actor, ...]
    arrows: tuple[Arrow, ...]
    alternative: str

    def __post_init__(self) -> None:
        known = {actor.key for actor in self.actors}
        for arrow in self.arrows:
            if not {arrow.source, arrow.target} <= known:
                raise ValueError(f"no such actor: {arrow.source} → {arrow.target}")


@dataclass(frozen=True, slots=True)
class Foot:
    """Where the figures come from: until when, by which definitions, drawn up by whom and when."""

    data_as_of: date
    definition_version: str
    author: str
    drawn_up_at: datetime
    #: Of how many bodies the figures are, one person counted once.
    bodies: int = 1

    @property
    def source(self) -> str:
        counted = "実績は台帳の記録から算出"
        if self.bodies > 1:
            counted = f"実績は{self.bodies}団体の台帳の記録を合わせて算出"
        return "\u3000".join(
            (
                counted,
                f"データの時点 {wareki(self.data_as_of)}",
                f"定義 第{self.definition_version}版",
            )
        )

    @property
    def drawn_up(self) -> str:
        """苫小牧市　令和4年4月作成　1／1."""
        day = local_day(self.drawn_up_at)
        return f"{self.author}\u3000{era_year(day)}{day.month}月作成\u30001／1"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A case sheet, ready to be drawn. All texts are plain text, `title` may carry | breaks.

    :raises ValueError: it has no box
    """

    title: str
    body: str
    fund: str
    fiscal_year: FiscalYear
    catch: str
    eligible_cost: str
    boxes: tuple[Box, ...]
    banner: str
    side_boxes: tuple[SideBox, ...]
    kpi: tuple[KpiRow, ...]
    flow: Flow | None
    points: tuple[str, ...]
    foot: Foot
    #: How it stands is no part of what is kept; it is said whenever the sheet is drawn.
    is_draft: bool = False

    def __post_init__(self) -> None:
        if not self.boxes:
            raise ValueError("a case sheet needs at least one box")

    @property
    def box_rows(self) -> tuple[tuple[Box, ...], ...]:
        """The boxes as they stand on paper: up to three one below the other, else two in a row.

        A box alone in its row takes the whole width.
        """
        beside = 1 if len(self.boxes) <= STACKED else 2
        return tuple(
            self.boxes[place : place + beside] for place in range(0, len(self.boxes), beside)
        )

    @property
    def title_parts(self) -> tuple[str, ...]:
        return tuple(part for part in self.title.split(BREAK) if part)

    @property
    def document_title(self) -> str:
        """What a reader's window and a library catalogue call the page."""
        name = f"{without_breaks(self.title)}【{self.body}】\u3000{self.fiscal_year.label}"
        return f"【{self.mark}】{name}" if self.mark else name

    @property
    def mark(self) -> str:
        """What every format says beside the title, so that a draft is taken for nothing else."""
        return DRAFT if self.is_draft else ""

    @property
    def cost_label(self) -> str:
        return COST_TOGETHER if self.foot.bodies > 1 else COST

    @property
    def year_line(self) -> str:
        return f"{self.fiscal_year.label} 交付決定事業\u3000取組事例"

    @property
    def kpi_heading(self) -> str:
        return f"{self.fiscal_year.label}KPI"
