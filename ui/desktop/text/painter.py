"""Painting marks: what lies under the letters, and what lies over and below them.

Kinds differ by more than colour: codings have a ground and a solid line, suggestions a dotted line and no ground,
regions left out are hatched, the current mark is framed, other ends of its links have a broken frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import sqrt

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetricsF, QPainter, QPainterPath, QPen

from ui.desktop.text.boxes import Box, LaneRoom
from ui.desktop.text.edges import Grip
from ui.desktop.text.inks import Inks
from ui.desktop.text.scene import LinkBox, Scene

_FAINT = 0.45
_CORNER = 3.0
_OUTWARD = frozenset({"target"})  # links that lead away from the mark; the others lead to it


def paint_under(painter: QPainter, scene: Scene, inks: Inks, *, gap: float, ratio: float) -> None:
    """Regions left out, grounds of codings, hits: before Qt paints the letters."""
    painter.setPen(Qt.PenStyle.NoPen)
    for _, rect in scene.left_out:
        hatch = QBrush(inks.border, Qt.BrushStyle.BDiagPattern)
        painter.fillRect(rect.adjusted(0, -gap / 2, 0, gap / 2), hatch)
    framed = {box.mark.id for box in scene.current}
    _paint_grounds(painter, scene.boxes, framed, inks, ratio)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    for rect, current in scene.hits:
        painter.setPen(QPen(inks.accent, 1.5) if current else Qt.PenStyle.NoPen)
        painter.setBrush(inks.hit)
        painter.drawRoundedRect(rect.adjusted(-1, -1, 1, 1), 2, 2)


def paint_over(painter: QPainter, scene: Scene, inks: Inks, *, room: LaneRoom, font: QFont, ratio: float) -> None:
    """Veils, underlines, the current mark's frame and links: after Qt painted the letters."""
    for _, rect in scene.left_out:
        painter.fillRect(rect, inks.veil)
    _underline(painter, scene.boxes, inks, room, ratio)
    if scene.current or any(link.rects for link in scene.links):
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        _frame_current(painter, scene, inks, room)
        for link in scene.links:
            _paint_link(painter, link, scene.current, inks, room, font)


def _paint_grounds(painter: QPainter, boxes: Sequence[Box], framed: set[str], inks: Inks, ratio: float) -> None:
    """Grounds with round corners, as rectangles of whole pixels: to let Qt round them is most of painting marks."""
    steps = _steps(round(_CORNER * ratio))
    if ratio != 1:
        painter.save()
        painter.scale(1 / ratio, 1 / ratio)
    for box in boxes:
        strength = _strength(box, box.mark.id in framed)
        if not strength:
            continue
        colour = inks.tint(box.mark.colour, strength)
        left, top = round((box.left - 1) * ratio), round((box.top - 1) * ratio)
        width, height = round((box.right + 1) * ratio) - left, round((box.bottom + 1) * ratio) - top
        for x, y in steps:
            painter.fillRect(left + x, top + y, width - 2 * x, height - 2 * y, colour)
    if ratio != 1:
        painter.restore()


@lru_cache(maxsize=8)
def _steps(radius: int) -> tuple[tuple[int, int], ...]:
    """How far in from the sides and from above the steps of a round corner lie, in pixels."""
    inward = [round(radius - sqrt(radius**2 - (radius - row - 0.5) ** 2)) for row in range(radius)]
    return tuple((x, row) for row, x in enumerate(inward) if row == 0 or x < inward[row - 1])


def paint_grips(painter: QPainter, found: Sequence[Grip], inks: Inks) -> None:
    """The ends of the current mark, to be taken hold of by the mouse."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.accent)
    for grip in found:
        painter.drawRoundedRect(QRectF(grip.x - 2, grip.top - 2, 4, grip.bottom - grip.top + 4), 2, 2)


def _strength(box: Box, current: bool) -> float:
    """How strong the ground of a mark is. One too long for a lane would colour whole pages: it has brackets instead."""
    if current:
        return 1.0
    return 0.0 if box.mark.kind == "suggestion" or box.mark.faint or box.lane is None else 0.75


def _rect(box: Box) -> QRectF:
    return QRectF(box.left - 1, box.top - 1, box.right - box.left + 2, box.bottom - box.top + 2)


def _underline(painter: QPainter, boxes: Sequence[Box], inks: Inks, room: LaneRoom, ratio: float) -> None:
    """Lines below the letters, in whole pixels and by whole numbers: Qt takes rectangles of its own at half the speed."""
    tops = [round(room.top(lane)) for lane in range(room.lanes)]
    thick = round(room.thick)
    for box in boxes:
        mark, left, right, _, bottom, lane, _, _ = box
        if lane is None:
            _brackets(painter, box, inks, room)
        if lane is None or lane >= room.lanes:
            continue
        x, y = round(left), round(bottom) + tops[lane]
        if mark.faint:
            painter.setOpacity(_FAINT)
        if mark.kind == "suggestion":
            painter.drawTiledPixmap(x, y, round(right) - x, thick, inks.dots(mark.colour, thick, ratio))
        else:
            painter.fillRect(x, y, round(right) - x, thick, inks.line(mark.colour))
        if mark.faint:
            painter.setOpacity(1.0)


def _brackets(painter: QPainter, box: Box, inks: Inks, room: LaneRoom) -> None:
    """The beginning and the end of a mark that has its stripe at the margin."""
    height = box.bottom - box.top + room.top(1) + room.thick
    for shown, x in ((box.first, box.left - room.thick), (box.last, box.right)):
        if shown:
            painter.fillRect(QRectF(round(x), box.top, room.thick, height), inks.line(box.mark.colour))


def _frame_current(painter: QPainter, scene: Scene, inks: Inks, room: LaneRoom) -> None:
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(inks.accent, max(1.6, room.thick * 0.9)))
    for box in scene.current:
        if box.lane is None:
            continue
        painter.drawRoundedRect(_rect(box).adjusted(-0.5, -0.5, 0.5, 0.5), _CORNER + 1, _CORNER + 1)


def _paint_link(painter: QPainter, link: LinkBox, current: list[Box], inks: Inks, room: LaneRoom, font: QFont) -> None:
    if not link.rects:
        return
    pen = QPen(inks.accent, max(1.2, room.thick * 0.7), Qt.PenStyle.DashLine)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    for rect in link.rects:
        painter.drawRoundedRect(rect.adjusted(-1.5, -1.5, 1.5, 1.5), _CORNER, _CORNER)
    plate = _tag(painter, link, inks, room, font)
    if current:
        out = link.link.role in _OUTWARD
        mark = _rect(current[0])  # arrows that lead away leave its second half, the others end at its first
        half = mark.adjusted(mark.width() / 3, 0, 0, 0) if out else mark.adjusted(0, 0, -mark.width() / 3, 0)
        ends = (_free(link.rects[0], plate, mark), half)
        _arrow(painter, *(ends[::-1] if out else ends), inks.accent, room)


def _free(box: QRectF, plate: QRectF, mark: QRectF) -> QRectF:
    """Where an arrow between a link's box and the mark ends: beside the plate, or below it where it takes the room."""
    if _on_one_line(box, mark) or mark.top() < box.top():
        return box
    if plate.right() + 8 > box.right():
        return plate
    return box.adjusted(max(box.width() / 2, plate.right() + 4 - box.left()), 0, 0, 0)


def _tag(painter: QPainter, link: LinkBox, inks: Inks, room: LaneRoom, font: QFont) -> QRectF:
    """The role's name on a small plate under the words; returns the plate."""
    small = QFont(font)
    small.setPointSizeF(font.pointSizeF() * 0.62)
    metrics = QFontMetricsF(small)
    rect = link.rects[0]
    plate = QRectF(rect.left(), rect.bottom() + 1.5, metrics.horizontalAdvance(link.link.role) + 8, metrics.height())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(inks.accent)
    painter.drawRoundedRect(plate, 3, 3)
    painter.setFont(small)
    painter.setPen(QColor(inks.colours.on_accent))
    painter.drawText(plate, Qt.AlignmentFlag.AlignCenter, link.link.role)
    return plate


def _on_one_line(a: QRectF, b: QRectF) -> bool:
    return abs(a.center().y() - b.center().y()) < a.height()


def _arrow(painter: QPainter, source: QRectF, goal: QRectF, colour: QColor, room: LaneRoom) -> None:
    """A curve from one box to another: over the line for boxes on one line, from edge to edge for others."""
    if _on_one_line(source, goal):
        start, end = QPointF(source.center().x(), source.top() - 1), QPointF(goal.center().x(), goal.top() - 1)
        lift = room.top(room.lanes)
        one, two = start - QPointF(0, lift), end - QPointF(0, lift)
    else:
        down = goal.top() > source.top()
        start = QPointF(source.center().x(), source.bottom() + 1 if down else source.top() - 1)
        end = QPointF(goal.center().x(), goal.top() - 1 if down else goal.bottom() + 1)
        bend = (end.y() - start.y()) * 0.5
        one, two = start + QPointF(0, bend), end - QPointF(0, bend)
    path = QPainterPath(start)
    path.cubicTo(one, two, end)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, max(1.3, room.thick * 0.8), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(path)
    size = max(4.0, room.pitch * 1.6)
    sign = 1.0 if end.y() >= two.y() else -1.0
    head = QPainterPath(end)
    head.lineTo(end + QPointF(-size * 0.6, -sign * size))
    head.lineTo(end + QPointF(size * 0.6, -sign * size))
    head.closeSubpath()
    painter.fillPath(head, colour)
