"""The head of each timeline row: colour, label, count, threshold, hide and solo."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QDoubleSpinBox, QFrame, QHBoxLayout, QLabel, QToolButton, QWidget

from app.theme import time_font
from app.views.steady_label import SteadyLabel


class RowHeader(QFrame):
    """One row's head."""

    threshold_typed = Signal(str, float)
    hidden = Signal(str)
    soloed = Signal(str, bool)

    def __init__(self, label: str, colour: QColor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.label = label
        chip = QLabel(self)
        chip.setFixedSize(10, 10)
        chip.setStyleSheet(f"background: {colour.name()}; border-radius: 2px;")
        name = QLabel(label, self)
        name.setToolTip(label)
        name.setMinimumWidth(20)
        self._count = SteadyLabel("000", self)
        self._count.setProperty("isFaint", True)
        self._count.setFont(time_font())
        self.threshold = self._make_threshold()
        self.eye = self._button(self.tr("Hide {0}").format(label))
        self.solo = self._button(self.tr("Show only {0}").format(label))
        self.solo.setCheckable(True)
        self.eye.clicked.connect(lambda: self.hidden.emit(label))
        self.solo.toggled.connect(lambda on: self.soloed.emit(label, on))
        row = QHBoxLayout(self)
        row.setContentsMargins(6, 0, 2, 0)
        row.setSpacing(4)
        row.addWidget(chip)
        row.addWidget(name, 1)
        for widget in (self._count, self.threshold, self.eye, self.solo):
            row.addWidget(widget)

    def set_icons(self, eye: QIcon, solo: QIcon) -> None:
        """Icons in the theme's colour."""
        self.eye.setIcon(eye)
        self.solo.setIcon(solo)

    def set_threshold(self, value: float) -> None:
        """Show a threshold; tells nothing."""
        if abs(self.threshold.value() - value) < 0.005:  # setting the same value would paint it again
            return
        self.threshold.blockSignals(True)
        self.threshold.setValue(value)
        self.threshold.blockSignals(False)

    def set_count(self, count: int) -> None:
        """How many events the row shows."""
        self._count.setText(str(count))

    def _make_threshold(self) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setRange(0.0, 1.0)
        box.setSingleStep(0.01)
        box.setDecimals(2)
        box.setFrame(False)
        box.setButtonSymbols(QDoubleSpinBox.ButtonSymbols.NoButtons)
        box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        box.setKeyboardTracking(False)
        box.setFont(time_font())
        box.setFixedWidth(46)
        box.setAccessibleName(self.tr("Threshold of {0}").format(self.label))
        box.setToolTip(self.tr("Least confidence of {0}; drag its line, type, or turn the wheel").format(self.label))
        box.valueChanged.connect(lambda value: self.threshold_typed.emit(self.label, value))
        return box

    def _button(self, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setAutoRaise(True)
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        button.setFixedSize(22, 22)
        button.setToolTip(name)
        button.setAccessibleName(name)
        return button
