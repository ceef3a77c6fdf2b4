"""Plots as SVG by matplotlib: values with their intervals, and the spread of a figure over documents.

Drawn without pyplot and without any state that outlives a call; the same input gives the same bytes. Colours are the
tokens below; the page turns them into its own (light, dark, print), the PDF takes them as they are.
"""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from annotator.wording import say
from ui.report.numbers import decimal, interval
from ui.report.printable import visible

INK, MUTED, RULE, BLUE, ORANGE = "#1d2731", "#5d6b7a", "#c9d1da", "#1f5fa8", "#b0500a"
TOKENS = {INK: "ink", MUTED: "muted", RULE: "rule", BLUE: "blue", ORANGE: "orange"}
"""Colour in the SVG -> the page's custom property of that name."""

MARKS = (0.667, 0.8)
WIDTH = 7.2
"""Inches. All plots are as wide as the text."""

_ROW, _FOOT = 0.235, 0.33
_HEAD = {True: 0.44, False: 0.28}
"""Inches over a panel: with the marks' names, or without."""

_LONGEST = 40
_SETTINGS = {
    "svg.hashsalt": "intercoder",
    "svg.fonttype": "none",
    "text.parse_math": False,
    "font.family": ["DejaVu Sans"],
    "font.size": 8.5,
    "axes.unicode_minus": True,
}
_LOCK = threading.Lock()


@dataclass(frozen=True, slots=True)
class Point:
    """One line of a plot. `value` None is drawn as the word “undefined”."""

    label: str
    value: float | None
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Panel:
    """Lines under one title. `marks`: .667 and .800 are drawn (alpha only)."""

    title: str
    points: tuple[Point, ...]
    marks: bool = False


def shorten(text: str, length: int = _LONGEST) -> str:
    """A name on one line, a long one with its middle left out; tables give it in full."""
    text = " ".join(visible(text).split())
    if len(text) <= length:
        return text
    head = (length - 1) * 2 // 3
    return f"{text[:head]}…{text[head + 1 - length :]}"


def intervals(panels: Sequence[Panel]) -> str:
    """Values with their intervals, panel under panel on one scale."""
    with _drawing():
        return _intervals([panel for panel in panels if panel.points])


def _intervals(panels: Sequence[Panel]) -> str:
    heights = [_HEAD[panel.marks] + _ROW * len(panel.points) + _FOOT for panel in panels]
    left = _left([point.label for panel in panels for point in panel.points])
    low = _lowest([point for panel in panels for point in panel.points])
    figure = _figure(sum(heights))
    top = sum(heights)
    for panel, height in zip(panels, heights, strict=True):
        head = _HEAD[panel.marks]
        body = height - head - _FOOT
        axes = figure.add_axes(
            (left / WIDTH, (top - head - body) / sum(heights), (WIDTH - left - 1.45) / WIDTH, body / sum(heights))
        )
        _draw_panel(axes, panel, low)
        top -= height
    return _svg(figure)


def spread(values: Sequence[float]) -> str:
    """How a figure varies over documents: a dot each, stacked where they meet; bars where the stacks grow high."""
    with _drawing():
        return _spread(values)


def _spread(values: Sequence[float]) -> str:
    height = 1.2
    figure = _figure(height)
    axes = figure.add_axes((0.35 / WIDTH, _FOOT / height, (WIDTH - 0.6) / WIDTH, (height - _FOOT - 0.08) / height))
    low = _lowest([Point("", value) for value in values])
    bins = 50 if len(values) > 40 else 100
    stacked: dict[int, int] = {}
    places = []
    for value in sorted(values):
        slot = round((max(value, low) - low) / (1 - low) * bins)
        stacked[slot] = stacked.get(slot, 0) + 1
        places.append((low + slot * (1 - low) / bins, stacked[slot]))
    tallest = max(stacked.values(), default=1)
    if tallest <= 12:
        axes.plot(
            [x for x, _ in places], [y for _, y in places], "o", color=BLUE, markersize=5, clip_on=False
        )  # fmt: skip
        axes.set_ylim(0.2, max(tallest, 4) + 0.8)
    else:
        axes.bar(
            [low + slot * (1 - low) / bins for slot in stacked], list(stacked.values()), width=0.8 * (1 - low) / bins,
            color=BLUE,
        )  # fmt: skip
        axes.set_ylim(0, tallest * 1.08)
    _dress(axes, low, marks=False)
    if tallest <= 12:
        axes.set_yticks([])
    else:
        axes.tick_params(axis="y", colors=MUTED, length=0)
        axes.yaxis.get_major_locator().set_params(integer=True, nbins=3)
    return _svg(figure)


def _draw_panel(axes: Any, panel: Panel, low: float) -> None:
    count = len(panel.points)
    colour, marker = (BLUE, "o") if panel.marks else (ORANGE, "s")
    for place, point in enumerate(panel.points):
        y = count - 1 - place
        if point.value is None:
            axes.text(low + 0.01, y, say("undefined"), color=MUTED, va="center", style="italic")
            continue
        open_mark = point.low is None or point.high is None
        if point.low is not None and point.high is not None:
            axes.plot([max(point.low, low), min(point.high, 1)], [y, y], color=colour, linewidth=1.8, clip_on=False)
        axes.plot(
            [max(point.value, low)], [y], marker, color=colour, markersize=5.5, clip_on=False, zorder=3,
            markerfacecolor="none" if open_mark else colour,
        )  # fmt: skip
        none = say("no interval")
        text = f"{decimal(point.value)}  {interval(point.low, point.high) or none}"
        axes.annotate(text, (1, y), xytext=(10, 0), textcoords="offset points", va="center", color=INK,
                      xycoords=("axes fraction", "data"), annotation_clip=False)  # fmt: skip
    axes.set_ylim(-0.6, count - 0.4)
    _dress(axes, low, marks=panel.marks)
    axes.set_yticks(range(count), [shorten(point.label) for point in reversed(panel.points)])
    axes.tick_params(axis="y", length=0, labelcolor=INK, pad=8)
    axes.set_title(shorten(panel.title, 90), loc="left", fontsize=8.5, color=MUTED, pad=16 if panel.marks else 6)


def _dress(axes: Any, low: float, *, marks: bool) -> None:
    """Scale, grid and, for alpha, the two marks."""
    axes.set_xlim(low, 1)
    step = 0.5 if low < -0.2 else 0.2
    ticks = [round(low + step * number, 1) for number in range(round((1 - low) / step) + 1)]
    axes.set_xticks(ticks, [decimal(tick) if tick else "0" for tick in ticks])
    axes.tick_params(axis="x", colors=MUTED, length=0, labelsize=7.5)
    axes.grid(axis="x", color=RULE, linewidth=0.5)
    axes.set_axisbelow(True)
    for side in axes.spines.values():
        side.set_visible(False)
    for mark, side in zip(MARKS if marks else (), ("right", "left"), strict=False):
        axes.axvline(mark, color=MUTED, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
        axes.annotate(decimal(mark), (mark, 1), xytext=(0, 2), textcoords="offset points", va="bottom",
                      ha=side if low < -0.2 else "center",
                      xycoords=("data", "axes fraction"), color=MUTED, fontsize=7.5)  # fmt: skip


def _left(labels: Sequence[str]) -> float:
    """Inches that the labels need, at some 0.075 inches a character."""
    return min(3.2, 0.2 + 0.07 * max((len(shorten(label)) for label in labels), default=0))


def _lowest(points: Sequence[Point]) -> float:
    """Where the scale begins: 0, −.2, −.5 or −1."""
    ends = [end for point in points for end in (point.value, point.low) if end is not None]
    worst = min(ends, default=0.0)
    return next((start for start in (0.0, -0.2, -0.5) if worst >= start), -1.0)


@contextmanager
def _drawing() -> Iterator[None]:
    """The settings, for the time of one plot; a glyph that the font lacks is drawn as a box, without a word."""
    import matplotlib

    with _LOCK, matplotlib.rc_context(_SETTINGS), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "Glyph .* missing", UserWarning)
        yield


def _figure(height: float) -> Any:
    from matplotlib.backends.backend_svg import FigureCanvasSVG
    from matplotlib.figure import Figure

    figure = Figure(figsize=(WIDTH, height))
    FigureCanvasSVG(figure)
    figure.patch.set_visible(False)
    return figure


def _svg(figure: Any) -> str:
    """The figure's SVG element alone: no prologue, no metadata, no date."""
    stream = io.BytesIO()
    for axes in figure.axes:
        axes.patch.set_visible(False)
    figure.savefig(stream, format="svg", metadata=dict.fromkeys(("Creator", "Date", "Format", "Type")))
    text = stream.getvalue().decode("utf-8")
    return text[text.index("<svg") :]
