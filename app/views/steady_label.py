"""A label for numbers that change while something is dragged."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QWidget


class SteadyLabel(QLabel):
    """Grows with its text and never shrinks, so that a number that changes does not lay the whole window out anew.

    Args:
        least: a text for which there is room from the start.
    """

    def __init__(self, least: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._least = least
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def setText(self, text: str) -> None:
        """Show a text."""
        if text == self.text():
            return
        metrics = self.fontMetrics()
        needed = max(metrics.horizontalAdvance(text), metrics.horizontalAdvance(self._least)) + 2
        if needed > self.maximumWidth() or self.minimumWidth() == 0:
            self.setFixedSize(needed, metrics.height() + 2)
        super().setText(text)
