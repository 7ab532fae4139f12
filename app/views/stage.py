"""The picture: the current frame, letterboxed in its true shape, or a sentence in its place."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QImage, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget


class Stage(QWidget):
    """Shows one picture."""

    clicked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self._pixel_aspect = 1.0
        self._notice = ""
        self.setMinimumSize(240, 135)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Video"))

    @property
    def image(self) -> QImage:
        """The picture that is shown; null when there is none."""
        return self._image

    def set_pixel_aspect(self, aspect: float) -> None:
        """Width of one pixel over its height."""
        self._pixel_aspect = aspect
        self.update()

    def set_picture(self, image: QImage) -> None:
        """Show a picture; a null one shows nothing."""
        self._image = image
        self.update()

    def set_notice(self, text: str) -> None:
        """A sentence over the picture's lower edge; "" for none."""
        if text != self._notice:
            self._notice = text
            self.setAccessibleDescription(text)
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(640, 360)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor("#0b0b0c"))
        if not self._image.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.picture_rect(), self._image)
        if self._notice:
            self._paint_notice(painter)
        painter.end()

    def picture_rect(self) -> QRectF:
        """Where the picture lies in the widget."""
        width, height = self._image.width() * self._pixel_aspect, float(self._image.height())
        if not width or not height:
            return QRectF()
        scale = min(self.width() / width, self.height() / height)
        size = QRectF(0, 0, width * scale, height * scale)
        size.moveCenter(QRectF(self.rect()).center())
        return size

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()

    def _paint_notice(self, painter: QPainter) -> None:
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        room = self.rect().adjusted(24, 12, -24, -12)
        text = painter.boundingRect(room, int(flags), self._notice).adjusted(-12, -6, 12, 6)
        text.moveBottom(self.rect().bottom() - 8)
        painter.fillRect(text, QColor(0, 0, 0, 190))
        painter.setPen(QColor("#f4f4f4"))
        painter.drawText(text, int(flags), self._notice)
