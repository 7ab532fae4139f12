"""Seconds kept before and after the events of each label."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QDoubleSpinBox, QGridLayout, QLabel, QWidget

from app.core.reel import Padding, ReelOptions


class PaddingDialog(QDialog):
    """A row per label; every change is told at once and can be undone."""

    padding_chosen = Signal(str, object)

    def __init__(self, labels: tuple[str, ...], options: ReelOptions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Padding by label"))
        grid = QGridLayout(self)
        for column, text in enumerate((self.tr("Label"), self.tr("Seconds before"), self.tr("Seconds after"))):
            grid.addWidget(QLabel(text, self), 0, column)
        for row, label in enumerate(labels, 1):
            self._add_row(grid, row, label, options.padding_of(label))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        grid.addWidget(buttons, len(labels) + 1, 0, 1, 3)

    def _add_row(self, grid: QGridLayout, row: int, label: str, padding: Padding) -> None:
        boxes = []
        for value, side in ((padding.before, self.tr("before")), (padding.after, self.tr("after"))):
            box = QDoubleSpinBox(self)
            box.setRange(0.0, 120.0)
            box.setDecimals(1)
            box.setSingleStep(0.5)
            box.setKeyboardTracking(False)
            box.setValue(value)
            box.setAccessibleName(self.tr("Seconds {0} {1}").format(side, label))
            boxes.append(box)
        before, after = boxes

        def tell() -> None:
            if before.value() + after.value() > 0:
                self.padding_chosen.emit(label, Padding(before.value(), after.value()))

        for column, box in enumerate(boxes, 1):
            box.valueChanged.connect(tell)
            grid.addWidget(box, row, column)
        grid.addWidget(QLabel(label, self), row, 0)
