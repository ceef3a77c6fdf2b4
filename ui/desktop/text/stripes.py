"""The margin right of the text: stripes and names of marks too long or too deep for underlines, and the current mark.

Where they stand is worked out by plain functions; the widget only paints.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QCoreApplication, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from annotator.records import Region
from ui.desktop.text import lanes
from ui.desktop.text.boxes import Box
from ui.desktop.text.inks import Inks
from ui.desktop.text.marks import Mark

if TYPE_CHECKING:
    from ui.desktop.text.look import TextWidget

_PITCH = 7.0
_MOST = 6  # stripes side by side; deeper ones lie on the last


class Stripe(NamedTuple):
    """A mark beside the text from `top` to `bottom`, in column `column` from the text outwards."""

    mark: Mark
    top: float
    bottom: float
    column: int


class Label(NamedTuple):
    """A line of text in the margin. `mark` is None for a region's; `strong` is the current mark's name."""

    text: str
    y: float
    mark: Mark | None
    strong: bool = False


def stripes(boxes: Iterable[Box], *, room: int) -> list[Stripe]:
    """The marks among those in sight that have no lane, or one beyond the `room` under a line."""
    heights: dict[str, tuple[float, float]] = {}
    shown: dict[str, Mark] = {}
    for box in boxes:
        if (box.lane is not None and box.lane < room) or box.mark.faint:
            continue
        top, bottom = heights.get(box.mark.id, (box.top, box.bottom))
        heights[box.mark.id] = (min(top, box.top), max(bottom, box.bottom))
        shown[box.mark.id] = box.mark
    columns = lanes.assign(list(shown.values()))
    return [Stripe(mark, *heights[id], min(columns[id], _MOST - 1)) for id, mark in shown.items()]


def labels(
    found: Sequence[Stripe], current: Sequence[Box], regions: Sequence[tuple[Region, QRectF]], *, height: float
) -> list[Label]:
    """The names beside the text, moved down where they would lie on each other. `height` is that of one."""
    wanted = [Label(stripe.mark.label, stripe.top, stripe.mark) for stripe in found]
    if current:
        mark, top = current[0].mark, current[0].top
        wanted = [label for label in wanted if label.mark is not mark]
        wanted.append(Label(mark.label, top, mark, strong=True))
        wanted += [Label(f"{link.role}: {link.label}", top, mark) for link in mark.links if link.label]
    named: set[tuple[int, int]] = set()
    for region, rect in regions:
        if (region.start, region.end) not in named:
            named.add((region.start, region.end))
            wanted.append(Label(_region_name(region), rect.top(), None))
    placed: list[Label] = []
    for label in sorted(wanted, key=lambda label: label.y):  # stable: a mark's links stay below its name
        y = max(label.y, placed[-1].y + height) if placed else label.y
        placed.append(label._replace(y=y))
    return placed


class Stripes(QWidget):
    """Paints stripes and names beside the lines in sight."""

    def __init__(self, view: TextWidget) -> None:
        super().__init__(view)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)  # or Qt paints what lies behind, too
        self._view = view
        self._empty = False

    def follow(self) -> None:
        """Paint anew after the text was scrolled; nothing where nothing was shown and nothing is to be."""
        if self.isVisible() and not (self._empty and self._view.margin_scene().empty):
            self.update()

    def wanted_width(self) -> int:
        """Pixels for the stripes and a name of ordinary length."""
        return round(QFontMetricsF(self._view.small).horizontalAdvance("n") * 17 + 24)

    def paintEvent(self, event: QPaintEvent) -> None:
        view, inks = self._view, self._view.inks
        scene = view.margin_scene()
        self._empty = scene.empty
        found = stripes(scene.boxes, room=view.lane_room.lanes)
        painter = QPainter(self)
        painter.fillRect(event.rect(), inks.base)
        painter.translate(0, view.viewport().y() - self.y())
        for stripe in found:
            _paint_stripe(painter, stripe, inks)
        columns = 1 + max((stripe.column for stripe in found), default=-1)
        self._paint_labels(painter, labels(found, scene.current, scene.left_out, height=self._height()), columns)
        painter.end()

    def _height(self) -> float:
        return QFontMetricsF(self._view.small).height() + 3

    def _paint_labels(self, painter: QPainter, placed: Sequence[Label], columns: int) -> None:
        metrics, inks = QFontMetricsF(self._view.small), self._view.inks
        left = 8 + columns * _PITCH
        painter.setFont(self._view.small)
        for label in placed:
            rect = QRectF(left, label.y, self.width() - left - 6, metrics.height() + 1)
            inside = rect.adjusted(6, 0, -4, 0)
            text = metrics.elidedText(label.text, Qt.TextElideMode.ElideRight, inside.width())
            if label.strong and label.mark:
                painter.setRenderHint(QPainter.RenderHint.Antialiasing)
                painter.setPen(QPen(inks.accent, 1.5))
                painter.setBrush(inks.tint(label.mark.colour))
                plate = QRectF(rect.left(), rect.top(), metrics.horizontalAdvance(text) + 12, rect.height())
                painter.drawRoundedRect(plate, 4, 4)
                painter.setPen(inks.text)
            else:
                painter.setPen(inks.label(label.mark.colour) if label.mark and not _is_link(label) else inks.muted)
            painter.drawText(inside, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)


def _region_name(region: Region) -> str:
    names = {
        "duplicate": QCoreApplication.translate("Stripes", "Repeated"),
        "boilerplate": QCoreApplication.translate("Stripes", "Not the article"),
        "caption": QCoreApplication.translate("Stripes", "Caption"),
    }
    return names.get(region.kind, region.kind)


def _is_link(label: Label) -> bool:
    return label.mark is not None and label.text != label.mark.label


def _paint_stripe(painter: QPainter, stripe: Stripe, inks: Inks) -> None:
    x = 8 + stripe.column * _PITCH
    dotted = stripe.mark.kind == "suggestion"
    style = Qt.PenStyle.DotLine if dotted else Qt.PenStyle.SolidLine
    painter.setPen(QPen(inks.line(stripe.mark.colour), 3, style, Qt.PenCapStyle.FlatCap))
    painter.drawLine(QPointF(x, stripe.top), QPointF(x, stripe.bottom))
