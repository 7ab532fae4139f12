"""Icons: SVG files in the colour of the text, sharp at every size."""

from __future__ import annotations

from functools import lru_cache
from importlib import resources

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer


def icon(name: str, colour: str, disabled: str) -> QIcon:
    """The icon of a file in resources/icons, drawn in ``colour``."""
    result = QIcon()
    for size in (16, 20, 32, 48):
        result.addPixmap(pixmap(name, colour, size))
        result.addPixmap(pixmap(name, disabled, size), QIcon.Mode.Disabled)
    return result


def pixmap(name: str, colour: str, size: int) -> QPixmap:
    """One icon as a square picture."""
    picture = QPixmap(QSize(size, size))
    picture.fill(QColor(Qt.GlobalColor.transparent))
    renderer = QSvgRenderer(QByteArray(_svg(name).replace("currentColor", colour).encode()))
    painter = QPainter(picture)
    renderer.render(painter, QRectF(0, 0, size, size))
    painter.end()
    return picture


@lru_cache(maxsize=64)
def _svg(name: str) -> str:
    return resources.files("resources").joinpath("icons", f"{name}.svg").read_text(encoding="utf-8")
