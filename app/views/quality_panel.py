"""The quality panel: figures against the truth, and what to look at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.actions import Actions
from app.core.quality import TOLERANCES, Quality
from app.quality_model import LABEL, NAME, FiguresModel, FindingsModel
from app.tables import dress_table

if TYPE_CHECKING:
    from rmsnet.metrics import Evaluation


FEW_ROWS = 5.6
"""Lines of the figures that are seen at first: heads, all labels, three labels."""


class QualityPanel(QWidget):
    """Shows measured quality; before there is a truth, says how to open one."""

    tolerance_chosen = Signal(float)
    finding_chosen = Signal(object)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.figures, self.findings = FiguresModel(), FindingsModel()
        self.figures.setParent(self)
        self.findings.setParent(self)
        self._scores, self._truth_name = QLabel(self), QLabel(self)
        self._truth_name.setProperty("isFaint", True)
        self.tolerance, self.kind = QComboBox(self), QComboBox(self)
        self.figures_table = self._make_table(self.figures, (9, 7, 7, 7, 8, 8, 8), NAME)
        self.table = self._make_table(self.findings, (9, 13, 16, 8), LABEL)
        self.figures_table.setAccessibleName(self.tr("Figures by label"))
        self.figures_table.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.table.setAccessibleName(self.tr("Missed and false events"))
        self.table.selectionModel().currentRowChanged.connect(lambda index, _: self._tell_finding(index.row()))
        self.table.clicked.connect(lambda index: self._tell_finding(index.row()))
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._make_empty(actions))
        self._pages.addWidget(self._make_full())
        page = QVBoxLayout(self)
        page.setContentsMargins(0, 0, 0, 0)
        page.addWidget(self._pages)

    def set_truth(self, name: str, count: int, tolerance: float) -> None:
        """The file of the truth and how many events it has; "" when there is none."""
        self._pages.setCurrentIndex(1 if name else 0)
        self._truth_name.setText(self.tr("{0} events in {1}").format(count, name))
        self._truth_name.setToolTip(name)
        self.tolerance.setCurrentIndex(self.tolerance.findData(tolerance))

    def show_quality(self, quality: Quality, labels: tuple[str, ...]) -> None:
        """Show counts at the thresholds in force."""
        self.figures.set_quality(quality, labels)
        self.findings.set_findings(quality.findings, labels)

    def show_evaluation(self, evaluation: Evaluation | None) -> None:
        """Show the Average-mAP; None while it is not known."""
        self.figures.set_evaluation(evaluation)
        if evaluation is None:
            self._scores.setText(self.tr("Average-mAP: when the analysis is done"))
            return
        text = self.tr("Average-mAP {0} % loose, {1} % tight")
        self._scores.setText(text.format(f"{evaluation.a_mAP * 100:.1f}", f"{evaluation.a_mAP_tight * 100:.1f}"))

    def _make_empty(self, actions: Actions) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words = QLabel(self.tr("Open the truth of this match to see what was found, missed and invented."), page)
        words.setWordWrap(True)
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        words.setProperty("isFaint", True)
        button = QPushButton(actions["open_truth"].iconText() + "...", page)
        button.setToolTip(actions["open_truth"].toolTip())
        button.clicked.connect(actions["open_truth"].trigger)
        column.addWidget(words)
        column.addWidget(button, 0, Qt.AlignmentFlag.AlignCenter)
        return page

    def _make_full(self) -> QWidget:
        for tolerance in TOLERANCES:
            self.tolerance.addItem(self.tr("within ±{0} s").format(f"{tolerance / 2:g}"), tolerance)
        self.tolerance.setAccessibleName(self.tr("Tolerance"))
        self.tolerance.setToolTip(self.tr("How far from the truth an event may be to count as found"))
        self.tolerance.activated.connect(lambda _: self.tolerance_chosen.emit(self.tolerance.currentData()))
        for text, kind in (
            (self.tr("Missed and false"), ""),
            (self.tr("Missed"), "missed"),
            (self.tr("False"), "false"),
        ):
            self.kind.addItem(text, kind)
        self.kind.setAccessibleName(self.tr("What to list"))
        self.kind.activated.connect(lambda _: self.findings.set_kind(self.kind.currentData()))
        self._scores.setToolTip(
            self.tr(
                "SoccerNet's official figure over every proposal: tolerances of 5 to 60 s (loose), 1 to 5 s (tight)"
            )
        )
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row(self._scores, self.tolerance))
        parts = QSplitter(Qt.Orientation.Vertical, page)
        lower = QWidget(parts)
        below = QVBoxLayout(lower)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(0)
        below.addLayout(self._row(self._truth_name, self.kind))
        below.addWidget(self.table, 1)
        parts.addWidget(self.figures_table)
        parts.addWidget(lower)
        parts.setChildrenCollapsible(False)
        line = self.figures_table.verticalHeader().defaultSectionSize()
        parts.setSizes([round(FEW_ROWS * line), round(FEW_ROWS * line)])  # a model of three labels in full
        parts.setStretchFactor(1, 1)
        column.addWidget(parts, 1)
        return page

    def _row(self, label: QLabel, box: QComboBox) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 4)
        label.setMinimumWidth(40)
        row.addWidget(label, 1)
        row.addWidget(box)
        return row

    def _make_table(self, model: FiguresModel | FindingsModel, letters: tuple[int, ...], wide: int) -> QTableView:
        table = QTableView(self)
        dress_table(table, model, dict(enumerate(letters)), wide, self.fontMetrics().height() + 6)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        return table

    def _tell_finding(self, row: int) -> None:
        if 0 <= row < len(self.findings.findings):
            self.finding_chosen.emit(self.findings.findings[row])
