"""The whole match in one strip, with the visible range as a window to drag."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QEvent, QLine, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.core.events import Event, EventState
from app.core.match_axis import MatchAxis
from app.core.reel import Clip
from app.theme import tones


class Overview(QWidget):
    """Events as ticks, clips as a band, the visible range as a frame."""

    range_asked = Signal(float, float)
    pointed_at = Signal(float, QPoint)
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._duration, self._range, self._playhead = 0.0, (0.0, 0.0), 0.0
        self._axis = MatchAxis()
        self._events: Sequence[Event] = ()
        self._clips: Sequence[Clip] = ()
        self._colours: Mapping[str, QColor] = {}
        self._grip: float | None = None  # seconds from the window's start to the mouse
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setAccessibleName(self.tr("Overview of the match"))
        self.setStatusTip(self.tr("The whole match; drag the frame to look elsewhere"))

    def sizeHint(self) -> QSize:
        return QSize(400, 30)

    def set_content(
        self, axis: MatchAxis, events: Sequence[Event], clips: Sequence[Clip], colours: Mapping[str, QColor]
    ) -> None:
        """What the match holds."""
        self._axis, self._duration = axis, axis.duration
        self._events, self._clips, self._colours = events, clips, colours
        self.update()

    def set_range(self, start: float, end: float) -> None:
        """The seconds that the curves show."""
        self._range = (start, end)
        self.update()

    def set_playhead(self, time: float) -> None:
        """Where the playhead is, in seconds."""
        if round(self._x(time)) != round(self._x(self._playhead)):
            self.update()
        self._playhead = time

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        tone = tones(self.palette())
        painter.fillRect(self.rect(), QColor(tone.base))
        if self._duration:
            self._paint_match(painter)
            self._paint_halves(painter)
            window = QRectF(self._x(self._range[0]), 0.5, 0, self.height() - 1)
            window.setRight(max(window.left() + 4, self._x(self._range[1])))
            shade = QColor(tone.accent)
            shade.setAlphaF(0.16)
            painter.fillRect(window, shade)
            painter.setPen(QPen(QColor(tone.accent), 1))
            painter.drawRect(window)
            painter.setPen(QPen(QColor(tone.playhead), 1))
            x = int(self._x(self._playhead))
            painter.drawLine(x, 0, x, self.height())
        painter.end()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton or not self._duration:
            return
        time = self._time(event.position().x())
        start, end = self._range
        self._grip = time - start if start <= time <= end else (end - start) / 2
        self._ask(time)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        time = self._time(event.position().x())
        if self._grip is not None:
            self._ask(time)
        elif self._duration:
            top = self.mapToGlobal(QPoint(round(event.position().x()), 0))
            self.pointed_at.emit(time, top)

    def leaveEvent(self, event: QEvent) -> None:
        self.left.emit()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._grip = None

    def _ask(self, time: float) -> None:
        assert self._grip is not None  # noqa: S101
        length = self._range[1] - self._range[0]
        start = min(max(0.0, time - self._grip), max(0.0, self._duration - length))
        self.range_asked.emit(start, start + length)

    def _paint_match(self, painter: QPainter) -> None:
        height = self.height()
        for clip in self._clips:
            colour = QColor(self._colours.get(clip.label, QColor("#808080")))
            left = self._x(self._axis.place(clip.source, clip.in_point))
            width = max(2.0, clip.duration / self._duration * self.width())
            painter.fillRect(QRectF(left, height - 8, width, 6), colour)
        lines: dict[str, dict[int, QLine]] = {}
        starts = self._axis.starts
        for event in self._events:
            x = int(self._x(event.time + starts[event.source]))
            of_label = lines.setdefault(event.label, {})
            if x not in of_label and event.state is not EventState.REJECTED:
                of_label[x] = QLine(x, 3 if event.is_touched else 9, x, height - 11)
        for label, drawn in lines.items():
            painter.setPen(QPen(self._colours.get(label, QColor("#808080")), 1))
            painter.drawLines(list(drawn.values()))

    def _paint_halves(self, painter: QPainter) -> None:
        """Where one file ends and the next begins, with the halves' names."""
        if len(self._axis.sources) < 2:
            return
        tone = tones(self.palette())
        painter.setPen(QPen(QColor(tone.faint), 1))
        for start, half in self._axis.halves():
            x = int(self._x(start))
            if start:
                painter.drawLine(x, 0, x, self.height())
            if half is not None:
                painter.drawText(x + 4, painter.fontMetrics().ascent(), self._half_name(half))

    def _half_name(self, half: int) -> str:
        names = (self.tr("1st half"), self.tr("2nd half"), self.tr("Extra time 1"), self.tr("Extra time 2"))
        return names[half - 1]

    def _x(self, time: float) -> float:
        return time / self._duration * self.width() if self._duration else 0.0

    def _time(self, x: float) -> float:
        return min(max(0.0, x / max(1, self.width())), 1.0) * self._duration
