"""How an event's state looks: a shape as well as a colour, the same in table, timeline and cheat sheet."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPainterPath, QPen, QPixmap

from app.core.events import EventState

# hollow: the model's own, comes and goes; solid: a person's, stays; cross: refused
_ROUND = {EventState.AUTO, EventState.ACCEPTED, EventState.EDITED}


def marker(state: EventState, colour: QColor, size: int, selected: bool, ring: QColor, ratio: float = 1.0) -> QPixmap:
    """A marker: circle (hollow when automatic, dotted when edited), diamond when added by hand, cross when rejected."""
    return _marker(state, colour.rgba(), size, selected, ring.rgba(), ratio)


def state_icon(state: EventState, colour: QColor, ring: QColor) -> QIcon:
    """The marker as an icon for tables."""
    return _as_it_is(marker(state, colour, 14, False, ring, 2.0))


@lru_cache(maxsize=64)
def chip(colour: int) -> QIcon:
    """A label's colour as a small rounded square, for tables; the colour as ``QColor.rgba`` gives it."""
    picture = QPixmap(24, 24)
    picture.setDevicePixelRatio(2.0)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(QColor.fromRgba(colour))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.drawRoundedRect(QRectF(1, 1, 10, 10), 2.5, 2.5)
    painter.end()
    return _as_it_is(picture)


def _as_it_is(picture: QPixmap) -> QIcon:
    """An icon that a selected row does not tint: a label's colour says which label it is."""
    icon = QIcon(picture)
    icon.addPixmap(picture, QIcon.Mode.Selected)
    return icon


@lru_cache(maxsize=512)
def _marker(state: EventState, colour: int, size: int, selected: bool, ring: int, ratio: float) -> QPixmap:
    picture = QPixmap(round(size * ratio), round(size * ratio))
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    tint = QColor.fromRgba(colour)
    room = QRectF(2.5, 2.5, size - 5, size - 5)
    if state is EventState.REJECTED:
        tint.setAlphaF(0.55)
        painter.setPen(QPen(tint, 1.6))
        painter.drawLine(room.topLeft(), room.bottomRight())
        painter.drawLine(room.topRight(), room.bottomLeft())
    else:
        _fill(painter, state, tint, room, QColor.fromRgba(ring))
    if selected:
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor.fromRgba(ring), 1.8))
        painter.drawEllipse(QRectF(1, 1, size - 2, size - 2))
    painter.end()
    return picture


def _fill(painter: QPainter, state: EventState, tint: QColor, room: QRectF, ring: QColor) -> None:
    shape = QPainterPath()
    if state in _ROUND:
        shape.addEllipse(room)
    else:
        centre = room.center()
        half = room.width() / 2 + 0.5
        shape.moveTo(centre + QPointF(0, -half))
        for x, y in ((half, 0), (0, half), (-half, 0)):
            shape.lineTo(centre + QPointF(x, y))
        shape.closeSubpath()
    painter.setPen(QPen(tint if state is EventState.AUTO else ring, 2.0 if state is EventState.AUTO else 1.0))
    painter.setBrush(Qt.BrushStyle.NoBrush if state is EventState.AUTO else tint)
    painter.drawPath(shape)
    if state is EventState.EDITED:
        painter.setBrush(ring)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawEllipse(room.center(), 1.8, 1.8)
