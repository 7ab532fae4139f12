"""Where the mouse comes to rest on a widget."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QWidget

DWELL_MS = 350
"""A mouse that only crosses the widget does not rest this long."""
_ENDS = {
    QEvent.Type.Leave,
    QEvent.Type.Hide,
    QEvent.Type.Wheel,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseButtonDblClick,
}


class Dwell(QObject):
    """Tells where the mouse rests; from then on where it goes, until it leaves, presses or turns the wheel.

    Args:
        watched: the widget; its events go on to it unchanged.
    """

    pointed_at = Signal(QPoint)
    left = Signal()

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._at, self._rests = QPoint(), False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(DWELL_MS)
        self._timer.timeout.connect(self._rest)
        watched.setMouseTracking(True)
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.MouseMove and isinstance(event, QMouseEvent):
            if event.buttons() == Qt.MouseButton.NoButton:
                self._move(event.position().toPoint())
        elif event.type() in _ENDS:
            self._end()
        return False

    def _move(self, at: QPoint) -> None:
        if at == self._at:
            return
        self._at = at
        if self._rests:
            self.pointed_at.emit(at)
        else:
            self._timer.start()

    def _rest(self) -> None:
        self._rests = True
        self.pointed_at.emit(self._at)

    def _end(self) -> None:
        self._timer.stop()
        self._at = QPoint()
        if self._rests:
            self._rests = False
            self.left.emit()
