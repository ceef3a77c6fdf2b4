"""What a report is made of: sections of blocks, without any format. HTML and PDF print the same ones in the same order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Tone: TypeAlias = Literal["lead", "plain", "note", "paste"]
"""How a paragraph is set: `lead` opens the report, `note` is small, `paste` stands in a box to be copied."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: str
    tone: Tone = "plain"
    strong: str = ""
    """Words that open the paragraph in bold."""


@dataclass(frozen=True, slots=True)
class Points:
    """A bulleted list of plain sentences."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """One headline figure. `verdict` says what its lower bound means, for alpha only; `level` is its mark (0 to 2)."""

    title: str
    label: str
    figure: str
    interval: str
    verdict: str = ""
    level: int | None = None
    undefined: bool = False
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cards:
    items: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Cell:
    """A table's cell. `small` is a second, smaller line; `undefined` sets it apart, with the reason in `small`."""

    text: str
    small: str = ""
    undefined: bool = False
    flag: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """`share` is the column's part of the width in print, in proportion to the other columns'."""

    title: str
    numeric: bool = False
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; the first cell of each row is its header. `printed`: how many lines paper gets at most, 0 as many as any."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: str = ""
    printed: int = 0

    @property
    def narrow(self) -> bool:
        """A name and one or two numbers: such a table need not be as wide as the page."""
        return len(self.columns) < 4 and all(column.numeric for column in self.columns[1:])


@dataclass(frozen=True, slots=True)
class HeatCell:
    """`shade` 0 to 9. `agree` marks the diagonal: blue and framed, where other cells are orange."""

    text: str
    shade: int = 0
    agree: bool = False
    small: str = ""


@dataclass(frozen=True, slots=True)
class Heat:
    """A matrix as a heat map that stays a table. `corner` names rows and columns ("A ↓ B →")."""

    caption: str
    corner: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[HeatCell, ...]], ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class Picture:
    """A plot as SVG (matplotlib's, made by plots.py). `desc` says in words what it shows, for who cannot see it;
    `caption` stands under it."""

    svg: str
    title: str
    desc: str
    caption: str


@dataclass(frozen=True, slots=True)
class Fold:
    """Blocks behind a line that opens them on a screen; in print they are simply there."""

    summary: str
    blocks: tuple[Block, ...]


Block: TypeAlias = "Paragraph | Points | Cards | Grid | Heat | Picture | Fold"


@dataclass(frozen=True, slots=True)
class Section:
    """`anchor` is its address inside the page; `level` 2 is a chapter, 3 a part of one."""

    anchor: str
    title: str
    blocks: tuple[Block, ...]
    level: int = 2


@dataclass(frozen=True, slots=True)
class Report:
    title: str
    subtitle: str
    sections: tuple[Section, ...]
