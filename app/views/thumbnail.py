"""A small picture of the match over the place one points at."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QSize, Qt
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QFrame, QLabel, QVBoxLayout, QWidget

from app.theme import time_font

SIZE = QSize(192, 108)


class Thumbnail(QFrame):
    """Never takes the focus and goes when the mouse does."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.ToolTip | Qt.WindowType.WindowDoesNotAcceptFocus)
        self.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self.setFrameShape(QFrame.Shape.Box)
        self._picture, self._clock = QLabel(self), QLabel(self)
        self._picture.setFixedSize(SIZE)
        self._picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._clock.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._clock.setFont(time_font())
        column = QVBoxLayout(self)
        column.setContentsMargins(2, 2, 2, 2)
        column.setSpacing(1)
        column.addWidget(self._picture)
        column.addWidget(self._clock)

    def point_at(self, at: QPoint, clock: str) -> None:
        """Show the clock of a place on the screen; the picture follows."""
        if not self.isVisible():
            self._picture.clear()  # what was shown before is of another place
        self._clock.setText(clock)
        self.adjustSize()
        room = self.screen().availableGeometry()
        left = min(max(room.left(), at.x() - self.width() // 2), room.right() - self.width())
        self.move(left, max(room.top(), at.y() - self.height() - 10))
        self.show()

    def set_picture(self, image: QImage) -> None:
        """The picture of that place."""
        scaled = image.scaled(SIZE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation)
        self._picture.setPixmap(QPixmap.fromImage(scaled))
