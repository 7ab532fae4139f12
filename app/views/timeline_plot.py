"""The plot of the timeline: rows of curves on one time axis, threshold lines, markers, clips and the playhead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPen, QResizeEvent, QWheelEvent

from app.core.events import Event
from app.core.given_events import GivenEvent
from app.core.match_axis import MatchAxis
from app.core.reel import Clip
from app.curves import Curves
from app.theme import Tones, label_colour
from app.views.clock_axis import ClockAxis
from app.views.vote_items import ClipLane, Markers, VoteRow

AXIS_HEIGHT = 24
LANE_HEIGHT = 24.0
SOUND_HEIGHT = 28.0
LEAST_ROW_HEIGHT = 26.0
LEAST_SECONDS = 2.0
REACH = 9  # pixels


class ThresholdLine(pg.InfiniteLine):
    """A label's threshold, to drag."""

    def __init__(self, label: str, plot: TimelinePlot) -> None:
        super().__init__(angle=0, movable=True)
        self.label_name, self._plot = label, plot
        self.setZValue(20)
        self.setCursor(Qt.CursorShape.SizeVerCursor)

    def mouseDragEvent(self, ev: object) -> None:
        if ev.isStart():  # type: ignore[attr-defined]
            self._plot.drag_began.emit()
        super().mouseDragEvent(ev)


class TimelinePlot(pg.PlotWidget):
    """Curves, lines and markers; told what to show, tells what the mouse asked for."""

    drag_began = Signal()
    threshold_dragged = Signal(str, float)
    event_clicked = Signal(str, bool)
    event_dragged = Signal(str, float)
    clip_dragged = Signal(str, object, object)
    time_clicked = Signal(float)
    range_changed = Signal(float, float)
    laid_out = Signal()

    def __init__(self) -> None:
        self.clock_axis = ClockAxis()
        super().__init__(axisItems={"top": self.clock_axis})
        self.view = self.getPlotItem().getViewBox()
        self._labels: tuple[str, ...] = ()
        self.rows: dict[str, VoteRow] = {}
        self.lines: dict[str, ThresholdLine] = {}
        self.visible_labels: tuple[str, ...] = ()
        self.markers, self.lane = Markers(), ClipLane()
        self.playhead = pg.InfiniteLine(angle=90, movable=True)
        self.sound = VoteRow(QColor("#808080"))
        self.sound_height = 0.0  # pixels; none before a level is known
        self._duration = 0.0
        self._axis = MatchAxis()
        self._borders: list[pg.InfiniteLine] = []
        self._ring = QColor("#000000")
        self._dragged: tuple[str, str] | None = None  # ("event"|"in"|"out", event id)
        self._set_up()

    def _set_up(self) -> None:
        item = self.getPlotItem()
        for side in ("left", "right", "bottom"):
            item.hideAxis(side)
        item.showAxis("top")
        item.getAxis("top").setHeight(AXIS_HEIGHT)
        item.hideButtons()
        item.setMenuEnabled(False)
        item.layout.setContentsMargins(0, 0, 0, 0)
        item.layout.setSpacing(0)
        self.setFrameShape(self.Shape.NoFrame)
        self.view.setMouseEnabled(x=True, y=False)
        self.view.setDefaultPadding(0)
        self.view.invertY(True)
        self.view.disableAutoRange()
        self.playhead.setZValue(30)
        self.playhead.setCursor(Qt.CursorShape.SizeHorCursor)
        self.markers.setZValue(25)
        self.lane.setZValue(5)
        self.sound.set_threshold(2.0)  # pale all over: nothing cuts it
        for part in (self.sound, self.lane, self.markers, self.playhead):
            self.addItem(part, ignoreBounds=True)
        self.markers.mouseDragEvent = self._drag_marker
        self.lane.mouseDragEvent = self._drag_clip
        self.playhead.sigDragged.connect(lambda line: self.time_clicked.emit(float(line.value())))
        self.view.sigXRangeChanged.connect(lambda _, limits: self.range_changed.emit(*limits))
        self.scene().sigMouseClicked.connect(self._click)
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    # What is shown

    def set_labels(self, labels: tuple[str, ...], tone: Tones) -> None:
        """Rows for these labels; their order is the order of the rows."""
        for label in self._labels:
            self.removeItem(self.rows.pop(label))
            self.removeItem(self.lines.pop(label))
        self._labels, self.visible_labels = labels, ()
        for label in labels:
            self.rows[label] = VoteRow(label_colour(label, labels))
            self.lines[label] = line = ThresholdLine(label, self)
            line.sigDragged.connect(self._drag_threshold)
            self.addItem(self.rows[label], ignoreBounds=True)
            self.addItem(line, ignoreBounds=True)
        self.set_tone(tone)

    def set_tone(self, tone: Tones) -> None:
        """Draw in a theme's colours."""
        self.setBackground(tone.base)
        axis = self.getPlotItem().getAxis("top")
        axis.setPen(tone.line)
        axis.setTextPen(tone.faint)
        self.playhead.setPen(_pen(tone.playhead))
        self.playhead.setHoverPen(_pen(tone.playhead, 3))
        self._ring = QColor(tone.text)
        self.sound.set_colours(QColor(tone.text), QColor(tone.line))
        for label in self._labels:
            self.rows[label].set_colours(label_colour(label, self._labels), QColor(tone.line))
            self.lines[label].setPen(_pen(tone.faint, style=Qt.PenStyle.DashLine))
            self.lines[label].setHoverPen(_pen(tone.accent, 3))
        self.lay_out()

    def set_visible_labels(self, labels: tuple[str, ...]) -> None:
        """Which rows are open."""
        self.visible_labels = labels
        self.lay_out()

    def set_axis(self, axis: MatchAxis, show_all: bool) -> None:
        """The match's files on the time axis."""
        self._axis, self._duration = axis, axis.duration
        least = min(LEAST_SECONDS, self._duration or LEAST_SECONDS)
        end = max(self._duration, 1.0)
        self.view.setLimits(xMin=0, xMax=end, minXRange=least)
        if show_all:
            self.view.setXRange(0, end, padding=0)
        self.clock_axis.set_match(axis)
        self.markers.axis = self.lane.axis = axis
        self._draw_borders()
        self.lay_out()

    def _draw_borders(self) -> None:
        """A line where one file ends and the next begins."""
        for line in self._borders:
            self.removeItem(line)
        pen = self.getPlotItem().getAxis("top").textPen()
        self._borders = [pg.InfiniteLine(start, angle=90, pen=pen) for start in self._axis.starts[1:]]
        for line in self._borders:
            line.setZValue(3)
            self.addItem(line, ignoreBounds=True)

    def set_curves(self, curves: Curves, raw: bool = False) -> None:
        """Draw vote curves, or the raw votes."""
        for label, row in self.rows.items():
            row.set_curve(curves.times, curves.of_label(label, raw))

    def set_threshold(self, label: str, value: float) -> None:
        """Put a threshold's line in its place."""
        row = self.rows[label]
        row.set_threshold(value)
        self.lines[label].setPos(row.y_of(value))

    def set_events(self, events: Sequence[Event]) -> None:
        """Draw markers."""
        self.markers.set_events(events)

    def set_truth(self, truth: Sequence[GivenEvent]) -> None:
        """Draw what happened in truth."""
        self.markers.set_truth(truth)

    def set_sound(self, times: npt.NDArray[np.float64], heights: npt.NDArray[np.float32]) -> None:
        """Draw how loud the match is; nothing where it is not known."""
        self.sound.set_curve(times, heights)
        self.sound_height = SOUND_HEIGHT if len(times) else 0.0
        self.lay_out()

    def set_clips(self, clips: Sequence[Clip]) -> None:
        """Draw the reel's clips."""
        self.lane.set_clips(clips, self.colours(), self._ring)

    def colours(self) -> Mapping[str, QColor]:
        """The labels' colours."""
        return {label: label_colour(label, self._labels) for label in self._labels}

    def least_height(self) -> int:
        """Pixels needed to show every open row."""
        return int(AXIS_HEIGHT + LANE_HEIGHT + self.sound_height + max(1, len(self.visible_labels)) * LEAST_ROW_HEIGHT)

    def row_place(self, label: str) -> tuple[float, float]:
        """Top and height of a row in the widget, in pixels."""
        top = self.view.sceneBoundingRect().top()
        index = self.visible_labels.index(label)
        height = self._row_height()
        return top + index * height, height

    def lane_place(self) -> tuple[float, float]:
        """Top and height of the clip lane in the widget, in pixels."""
        top = self.view.sceneBoundingRect().top()
        return top + self._row_height() * len(self.visible_labels) + self.sound_height, LANE_HEIGHT

    def resizeEvent(self, ev: QResizeEvent | None) -> None:
        super().resizeEvent(ev)
        if hasattr(self, "lane"):
            self.lay_out()

    def lay_out(self) -> None:
        """Give every open row its share of the height."""
        total = max(1.0, float(self.view.height()))
        self.view.setYRange(0, total, padding=0)
        height = self._row_height()
        shown = set(self.visible_labels)
        for label in self._labels:
            self.rows[label].setVisible(label in shown)
            self.lines[label].setVisible(label in shown)
        for index, label in enumerate(self.visible_labels):
            row = self.rows[label]
            row.set_place(index * height, height)
            self.lines[label].setBounds((row.y_of(1.0), row.y_of(0.0)))
            self.set_threshold(label, row.threshold)
        self.sound.setVisible(self.sound_height > 0)
        self.sound.set_place(len(self.visible_labels) * height, max(1.0, self.sound_height))
        bottom = len(self.visible_labels) * height + self.sound_height
        area = QRectF(0, 0, max(self._duration, 1.0), total)
        rows = {label: self.rows[label] for label in self.visible_labels}
        self.markers.set_rows(rows, self.colours(), self._ring, area)
        self.lane.set_place(QRectF(0, bottom, max(self._duration, 1.0), LANE_HEIGHT))
        self.laid_out.emit()

    def _row_height(self) -> float:
        room = float(self.view.height()) - LANE_HEIGHT - self.sound_height
        return max(LEAST_ROW_HEIGHT, room / max(1, len(self.visible_labels)))

    # What the mouse asks for

    def wheelEvent(self, ev: QWheelEvent) -> None:
        """Zoom around the mouse; with Shift, or sideways, pan."""
        sideways = ev.angleDelta().x()
        if ev.modifiers() & Qt.KeyboardModifier.ShiftModifier or abs(sideways) > abs(ev.angleDelta().y()):
            start, end = self.view.viewRange()[0]
            move = -(sideways or ev.angleDelta().y()) / 1200 * (end - start)
            self.view.translateBy(x=move)
            ev.accept()
            return
        super().wheelEvent(ev)

    def _reach(self) -> tuple[float, float]:
        size = self.view.viewPixelSize()
        return REACH * size[0], REACH * size[1]

    def _click(self, ev: object) -> None:
        if ev.isAccepted() or ev.button() != Qt.MouseButton.LeftButton:  # type: ignore[attr-defined]
            return
        at = self.view.mapSceneToView(ev.scenePos())  # type: ignore[attr-defined]
        event = self.markers.event_at(at.x(), at.y(), *self._reach())
        if event is not None:
            more = bool(ev.modifiers() & Qt.KeyboardModifier.ControlModifier)  # type: ignore[attr-defined]
            self.event_clicked.emit(event.id, more)
            return
        clip = self._clip_at(at)
        if clip is not None and clip.event_id is not None:
            self.event_clicked.emit(clip.event_id, False)
        else:
            self.time_clicked.emit(min(max(0.0, at.x()), self._duration))

    def _clip_at(self, at: QPointF) -> Clip | None:
        if not self.lane.boundingRect().contains(at):
            return None
        spans = ((clip, *self.lane.span(clip)) for clip in self.lane.clips)
        return next((clip for clip, start, end in spans if start <= at.x() < end), None)

    def _drag_threshold(self, line: ThresholdLine) -> None:
        value = self.rows[line.label_name].value_at(float(line.value()))
        self.threshold_dragged.emit(line.label_name, round(value, 3))

    def _drag_marker(self, ev: object) -> None:
        at = self.view.mapSceneToView(ev.scenePos())  # type: ignore[attr-defined]
        if ev.isStart():  # type: ignore[attr-defined]
            down = self.view.mapSceneToView(ev.buttonDownScenePos())  # type: ignore[attr-defined]
            event = self.markers.event_at(down.x(), down.y(), *self._reach())
            self._dragged = ("event", event.id) if event is not None else None
            if event is not None:
                self.drag_began.emit()
        if self._dragged is None or self._dragged[0] != "event":
            ev.ignore()  # type: ignore[attr-defined]
            return
        ev.accept()  # type: ignore[attr-defined]
        self.event_dragged.emit(self._dragged[1], min(max(0.0, at.x()), self._duration))
        if ev.isFinish():  # type: ignore[attr-defined]
            self._dragged = None

    def _drag_clip(self, ev: object) -> None:
        at = self.view.mapSceneToView(ev.scenePos())  # type: ignore[attr-defined]
        if ev.isStart():  # type: ignore[attr-defined]
            self._dragged = self._handle_at(self.view.mapSceneToView(ev.buttonDownScenePos()))  # type: ignore[attr-defined]
            if self._dragged is not None:
                self.drag_began.emit()
        if self._dragged is None or self._dragged[0] == "event":
            ev.ignore()  # type: ignore[attr-defined]
            return
        ev.accept()  # type: ignore[attr-defined]
        side, event_id = self._dragged
        time = min(max(0.0, at.x()), self._duration)
        self.clip_dragged.emit(event_id, *((time, None) if side == "in" else (None, time)))
        if ev.isFinish():  # type: ignore[attr-defined]
            self._dragged = None

    def _handle_at(self, at: QPointF) -> tuple[str, str] | None:
        if not self.lane.boundingRect().contains(at):
            return None
        reach = self._reach()[0]
        best: tuple[float, str, str] | None = None
        for clip in self.lane.clips:
            if clip.event_id is None or clip.merged_ids:
                continue  # a merged clip has no single event whose points these are
            for side, place in zip(("in", "out"), self.lane.span(clip), strict=True):
                distance = abs(place - at.x())
                if distance <= reach and (best is None or distance < best[0]):
                    best = (distance, side, clip.event_id)
        return (best[1], best[2]) if best else None


def _pen(colour: str, width: int = 1, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    pen = QPen(QColor(colour), width, style)
    pen.setCosmetic(True)
    return pen
