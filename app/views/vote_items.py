"""What the timeline draws: one curve per label, one item for all markers, one for all clips.

Positions are seconds along x and pixels down y, so that rows keep their height at every zoom.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPixmap, QPolygonF, QTransform
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from app.core.events import Event
from app.core.given_events import GivenEvent
from app.core.match_axis import MatchAxis
from app.core.reel import Clip
from app.states import marker

MARKER_SIZE = 15
HIGHEST = 0.97
"""Markers of surer events stay this high, to lie within their row."""
TRUTH_MARK = ((-4.5, 0.0), (4.5, 0.0), (0.0, -8.0))
"""Corners of the triangle of a true event, in pixels from its foot."""
ROW_MARGIN = 3.0
Floats = npt.NDArray[np.float64]


def heights_per_column(
    times: Floats, values: npt.NDArray[np.float32], start: float, end: float, columns: int
) -> npt.NDArray[np.float32]:
    """The curve's height in each pixel column: no peak is lost, whatever the zoom.

    Args:
        times: seconds, ascending ``[N]``.
        values: ``[N]``.
        start: the first second that is seen.
        end: the last one.
        columns: how many pixels they take.

    Returns:
        float32 ``[columns]``; 0 where there is no curve.
    """
    if len(times) < 2 or columns < 1 or end <= start:
        return np.zeros(max(0, columns), np.float32)
    edges = np.linspace(start, end, columns + 1)
    drawn = np.interp((edges[:-1] + edges[1:]) / 2, times, values, left=0.0, right=0.0).astype(np.float32)
    first, last = np.searchsorted(times, [start, end])
    if last > first:
        column = np.minimum(((times[first:last] - start) / (end - start) * columns).astype(np.intp), columns - 1)
        np.maximum.at(drawn, column, values[first:last])
    return drawn


def picture_of_curve(heights: npt.NDArray[np.float32], rows: int, cut: float, colour: QColor) -> QImage:
    """A filled curve, pale below its threshold and in full colour above it.

    A picture made by numpy costs a tenth of filling a path, and moving the playhead over it costs nothing.

    Args:
        heights: ``[columns]``, 0..1.
        rows: pixels for height 1.
        cut: the threshold, 0..1.
        colour: of the label.
    """
    tall = heights * rows
    above = np.arange(rows, 0, -1, dtype=np.float32)[:, None]  # the pixel row's distance from the base line
    filled = above <= np.ceil(tall)[None, :]
    edge = filled & (above > np.minimum(np.minimum(np.roll(tall, 1), np.roll(tall, -1)), tall - 1)[None, :])
    full, pale, line = (_premultiplied(colour, alpha) for alpha in (255, 72, 150))
    pixels = np.where(above > cut * rows, full, np.where(edge, line, pale)) * filled
    pixels = np.ascontiguousarray(pixels, np.uint32)
    picture = QImage(pixels.data, len(heights), rows, 4 * len(heights), QImage.Format.Format_ARGB32_Premultiplied)
    return picture.copy()


def _premultiplied(colour: QColor, alpha: int) -> np.uint32:
    red, green, blue = (round(part * alpha / 255) for part in (colour.red(), colour.green(), colour.blue()))
    return np.uint32(alpha << 24 | red << 16 | green << 8 | blue)


class VoteRow(pg.GraphicsObject):
    """One label's curve: a filled line, pale below its threshold and in full colour above it."""

    def __init__(self, colour: QColor) -> None:
        super().__init__()
        self._colour = colour
        self._times: Floats = np.zeros(0)
        self._values = np.zeros(0, np.float32)
        self._top, self._height = 0.0, 40.0
        self.threshold = 0.5
        self._line = QColor("#808080")
        self._picture: tuple[tuple[float, ...], QImage] | None = None  # with the view it was made for

    def set_colours(self, colour: QColor, line: QColor) -> None:
        """The label's colour and that of the base line."""
        self._colour, self._line = colour, line
        self._forget_picture()

    def set_curve(self, times: Floats, values: npt.NDArray[np.float32]) -> None:
        """Seconds ``[N]`` and heights 0..1 ``[N]``."""
        self.prepareGeometryChange()
        self._times, self._values = times, values
        self._forget_picture()

    def set_place(self, top: float, height: float) -> None:
        """Where the row lies, in pixels."""
        if (top, height) != (self._top, self._height):
            self.prepareGeometryChange()
            self._top, self._height = top, height
            self._forget_picture()

    def set_threshold(self, threshold: float) -> None:
        """The least confidence, 0..1; costs one repaint of this row."""
        if threshold != self.threshold:
            self.threshold = threshold
            self._forget_picture()

    def y_of(self, value: float) -> float:
        """Where a confidence lies, in pixels."""
        return self._top + self._height - ROW_MARGIN - value * (self._height - 2 * ROW_MARGIN)

    def value_at(self, y: float) -> float:
        """The confidence at a height in pixels, 0..1."""
        value = (self._top + self._height - ROW_MARGIN - y) / (self._height - 2 * ROW_MARGIN)
        return min(1.0, max(0.0, value))

    def boundingRect(self) -> QRectF:
        end = float(self._times[-1]) if len(self._times) else 1.0
        return QRectF(0, self._top, max(end, 1.0), self._height)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        seen = self.viewRect()
        room = QRectF(seen.left(), self.y_of(1.0), seen.width(), self.y_of(0.0) - self.y_of(1.0))
        place = painter.worldTransform().mapRect(room)
        painter.resetTransform()
        picture = self._picture_for(seen.left(), seen.right(), place, painter.device().devicePixelRatioF())
        painter.drawImage(place.topLeft(), picture)
        painter.setPen(QPen(self._line, 1))
        painter.drawLine(place.bottomLeft(), place.bottomRight())

    def _picture_for(self, start: float, end: float, place: QRectF, ratio: float) -> QImage:
        key = (start, end, place.width(), place.height(), ratio)
        if self._picture is None or self._picture[0] != key:
            columns, rows = round(place.width() * ratio), max(1, round(place.height() * ratio))
            heights = heights_per_column(self._times, self._values, start, end, columns)
            picture = picture_of_curve(heights, rows, self.threshold, self._colour)
            picture.setDevicePixelRatio(ratio)
            self._picture = (key, picture)
        return self._picture[1]

    def _forget_picture(self) -> None:
        self._picture = None
        self.update()


class Markers(pg.GraphicsObject):
    """All events of the timeline in one item, and what happened in truth."""

    def __init__(self) -> None:
        super().__init__()
        self.axis = MatchAxis()
        self._truth: Sequence[GivenEvent] = ()
        self._events: Sequence[Event] = ()
        self._times: Floats = np.zeros(0)
        self._rows: Mapping[str, VoteRow] = {}
        self._colours: Mapping[str, QColor] = {}
        self._selected: frozenset[str] = frozenset()
        self._ring = QColor("#000000")
        self._area = QRectF()

    def set_rows(self, rows: Mapping[str, VoteRow], colours: Mapping[str, QColor], ring: QColor, area: QRectF) -> None:
        """The visible rows by label, colours, the colour of outlines, and the whole area."""
        self.prepareGeometryChange()
        self._rows, self._colours, self._ring, self._area = rows, colours, ring, area
        self.update()

    def set_events(self, events: Sequence[Event]) -> None:
        """Show these events, in order of time."""
        self._events = events
        starts = np.array([*self.axis.starts, 0.0])
        sources = np.array([event.source for event in events], np.intp)
        self._times = np.array([event.time for event in events]) + (starts[sources] if len(starts) > 2 else 0.0)
        self.update()

    def set_truth(self, truth: Sequence[GivenEvent]) -> None:
        """Show what happened in truth, as marks on the rows' base lines."""
        self._truth = truth
        self.update()

    def set_selected(self, ids: frozenset[str]) -> None:
        """Ring these events."""
        self._selected = ids
        self.update()

    def place(self, event: Event) -> QPointF | None:
        """Where an event is drawn, None when its row is hidden."""
        row = self._rows.get(event.label)
        if row is None:
            return None
        return QPointF(
            self.axis.place(event.source, event.time),
            row.y_of(HIGHEST if event.confidence is None else min(HIGHEST, event.confidence)),
        )

    def event_at(self, x: float, y: float, x_reach: float, y_reach: float) -> Event | None:
        """The nearest event to a place, within reach (seconds and pixels)."""
        first, last = np.searchsorted(self._times, [x - x_reach, x + x_reach])
        best, nearest = None, 1.0
        for event in self._events[first:last]:
            at = self.place(event)
            if at is None:
                continue
            distance = ((at.x() - x) / x_reach) ** 2 + ((at.y() - y) / y_reach) ** 2
            if distance <= nearest:
                best, nearest = event, distance
        return best

    def boundingRect(self) -> QRectF:
        return self._area

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        seen = self.viewRect()
        transform = painter.worldTransform()
        painter.resetTransform()  # markers keep their shape at every zoom
        ratio = painter.device().devicePixelRatioF()
        reach = seen.width() * 0.02
        first, last = np.searchsorted(self._times, [seen.left() - reach, seen.right() + reach])
        self._paint_truth(painter, transform, seen)
        across = self._times[first:last] * transform.m11() + transform.dx()
        down = self._heights()[first:last] * transform.m22() + transform.dy()
        drawn: set[tuple[int, int, str]] = set()
        on_top: list[tuple[QPointF, QPixmap]] = []
        half = MARKER_SIZE / 2
        for event, x, y in zip(self._events[first:last], across.tolist(), down.tolist(), strict=True):
            if y != y:  # its row is hidden
                continue
            chosen = event.id in self._selected
            # A match holds thousands of proposals at a low threshold: one per pixel and state is all one sees.
            key = (int(x), int(y) // 4, event.state)
            if key in drawn and not chosen:
                continue
            drawn.add(key)
            picture = marker(event.state, self._colours[event.label], MARKER_SIZE, chosen, self._ring, ratio)
            if chosen:
                on_top.append((QPointF(x - half, y - half), picture))
            else:
                painter.drawPixmap(QPointF(x - half, y - half), picture)
        for corner, picture in on_top:
            painter.drawPixmap(corner, picture)

    def _heights(self) -> Floats:
        """Where each event lies, in pixels ``[N]``; NaN where its row is hidden."""
        rows = {label: (row.y_of(0.0), row.y_of(1.0) - row.y_of(0.0)) for label, row in self._rows.items()}
        hidden = (np.nan, np.nan)
        places = np.array([rows.get(event.label, hidden) for event in self._events]).reshape(-1, 2)
        values = [HIGHEST if event.confidence is None else event.confidence for event in self._events]
        return np.asarray(places[:, 0] + np.minimum(values, HIGHEST) * places[:, 1])

    def _paint_truth(self, painter: QPainter, transform: QTransform, seen: QRectF) -> None:
        """A small triangle on the base line for each true event."""
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._ring)
        for event in self._truth:
            row = self._rows.get(event.label)
            place = self.axis.place(event.source, event.time)
            if row is not None and seen.left() <= place <= seen.right():
                foot = transform.map(QPointF(place, row.y_of(0.0)))
                painter.drawPolygon(QPolygonF([foot + QPointF(*corner) for corner in TRUTH_MARK]))


class ClipLane(pg.GraphicsObject):
    """The reel's clips as bars under the curves."""

    def __init__(self) -> None:
        super().__init__()
        self.axis = MatchAxis()
        self._clips: Sequence[Clip] = ()
        self._colours: Mapping[str, QColor] = {}
        self._selected: frozenset[str] = frozenset()
        self._ring = QColor("#000000")
        self._area = QRectF()

    @property
    def clips(self) -> Sequence[Clip]:
        """The clips that are shown."""
        return self._clips

    def set_place(self, area: QRectF) -> None:
        """Where the lane lies: seconds and pixels."""
        self.prepareGeometryChange()
        self._area = area

    def set_clips(self, clips: Sequence[Clip], colours: Mapping[str, QColor], ring: QColor) -> None:
        """Show these clips."""
        self._clips, self._colours, self._ring = clips, colours, ring
        self.update()

    def set_selected(self, ids: frozenset[str]) -> None:
        """Mark the clips of these events."""
        self._selected = ids
        self.update()

    def span(self, clip: Clip) -> tuple[float, float]:
        """Where a clip begins and ends on the axis."""
        return self.axis.place(clip.source, clip.in_point), self.axis.place(clip.source, clip.out_point)

    def is_selected(self, clip: Clip) -> bool:
        """Whether a clip shows a selected event."""
        return not self._selected.isdisjoint((clip.event_id, *clip.merged_ids))

    def boundingRect(self) -> QRectF:
        return self._area

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        transform = painter.worldTransform()
        painter.resetTransform()
        for clip in self._clips:
            bar = transform.mapRect(
                QRectF(self.span(clip)[0], self._area.top() + 3, clip.duration, self._area.height() - 6)
            )
            bar.setWidth(max(3.0, bar.width()))
            chosen = self.is_selected(clip)
            fill = QColor(self._colours.get(clip.label, QColor("#808080")))
            fill.setAlphaF(1.0 if chosen else 0.55)
            painter.setPen(QPen(self._ring, 1.6 if chosen else 0.8))
            painter.setBrush(fill)
            painter.drawRect(bar)
            if chosen and bar.width() > 12:
                self._paint_handles(painter, bar)

    def _paint_handles(self, painter: QPainter, bar: QRectF) -> None:
        painter.setBrush(self._ring)
        for x in (bar.left(), bar.right() - 4):
            painter.drawRect(QRectF(x, bar.top(), 4, bar.height()))
