"""The figures of the quality panel as tables for views."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.core.quality import Finding, LabelQuality, Quality
from app.core.timecode import format_clock
from app.states import chip
from app.theme import label_colour, time_font

if TYPE_CHECKING:
    from rmsnet.metrics import Evaluation

Index = QModelIndex | QPersistentModelIndex
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
NAME, TRUTH, FOUND, FALSE, PRECISION, RECALL, AVERAGE = range(7)
KIND, CLOCK, LABEL, CONFIDENCE = range(4)


class FiguresModel(QAbstractTableModel):
    """One row per label, and all of them together in the first."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[LabelQuality, ...] = ()
        self._labels: tuple[str, ...] = ()
        self._averages: dict[str, float] = {}
        self._whole: float | None = None
        self._font = time_font()

    def set_quality(self, quality: Quality, labels: tuple[str, ...]) -> None:
        """Show counts; the label set gives the colours."""
        rows = (quality.total, *quality.labels)
        if [row.label for row in rows] == [row.label for row in self._rows] and labels == self._labels:
            self._rows = rows
            self._tell_changed()
            return
        self.beginResetModel()
        self._rows, self._labels = rows, labels
        self.endResetModel()

    def set_evaluation(self, evaluation: Evaluation | None) -> None:
        """Show average precisions over the loose tolerances; None takes them away."""
        self._averages = evaluation.loose.a_mAP_per_label if evaluation else {}
        self._whole = evaluation.a_mAP if evaluation else None
        self._tell_changed()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else AVERAGE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads()[section][0]
        if role == Qt.ItemDataRole.TextAlignmentRole and section != NAME:
            return RIGHT
        return self._heads()[section][1] if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.DecorationRole and column == NAME and row.label:
            return chip(label_colour(row.label, self._labels).rgba())
        if role == Qt.ItemDataRole.TextAlignmentRole and column != NAME:
            return RIGHT
        if role == Qt.ItemDataRole.FontRole and column != NAME:
            return self._font
        return None

    def _heads(self) -> tuple[tuple[str, str], ...]:
        return (
            (self.tr("Label"), ""),
            (self.tr("Truth"), self.tr("How many there are in truth")),
            (self.tr("Found"), self.tr("How many of them are among the events at the thresholds in force")),
            (self.tr("False"), self.tr("Events that are not in the truth")),
            (self.tr("Prec."), self.tr("Precision: the share of the events that are true")),
            (self.tr("Recall"), self.tr("Recall: the share of the truth that is found")),
            (self.tr("AP"), self.tr("Average precision over tolerances of 5 to 60 s, whatever the thresholds")),
        )

    def _text(self, row: LabelQuality, column: int) -> str:
        average = self._averages.get(row.label) if row.label else self._whole
        if column == NAME:
            return row.label or self.tr("All labels")
        if column in (TRUTH, FOUND, FALSE):
            return str({TRUTH: row.truth, FOUND: row.found, FALSE: row.false}[column])
        share = {PRECISION: row.precision, RECALL: row.recall, AVERAGE: average}[column]
        return "–" if share is None else f"{share * 100:.0f} %"

    def _tell_changed(self) -> None:
        if self._rows:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, AVERAGE))


class FindingsModel(QAbstractTableModel):
    """One row per missed or false event."""

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Finding, ...] = ()
        self.findings: list[Finding] = []
        self._labels: tuple[str, ...] = ()
        self._kind = ""
        self._clock: Callable[[int, float], str] = lambda source, time: format_clock(time, 1)
        self._font = time_font()

    def set_findings(self, findings: tuple[Finding, ...], labels: tuple[str, ...]) -> None:
        """Show these; the label set gives the colours."""
        if findings != self._all or labels != self._labels:
            self._all, self._labels = findings, labels
            self._filter()

    def set_kind(self, kind: str) -> None:
        """Show only "missed" or "false" ones; "" shows both."""
        self._kind = kind
        self._filter()

    def set_clock(self, clock: Callable[[int, float], str]) -> None:
        """How a time of a source is written."""
        self._clock = clock
        self._filter()

    def _filter(self) -> None:
        self.beginResetModel()
        self.findings = [finding for finding in self._all if self._kind in ("", finding.kind)]
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.findings)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else CONFIDENCE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole and section == CONFIDENCE:
            return RIGHT
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return ("", self.tr("Clock"), self.tr("Label"), self.tr("Conf."))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        finding, column = self.findings[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(finding, column)
        if role == Qt.ItemDataRole.DecorationRole and column == LABEL:
            return chip(label_colour(finding.label, self._labels).rgba())
        if role == Qt.ItemDataRole.TextAlignmentRole and column == CONFIDENCE:
            return RIGHT
        if role == Qt.ItemDataRole.FontRole and column in (CLOCK, CONFIDENCE):
            return self._font
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(finding)
        return None

    def _text(self, finding: Finding, column: int) -> str:
        return {
            KIND: self.tr("missed") if finding.kind == "missed" else self.tr("false"),
            CLOCK: self._clock(finding.source, finding.time),
            LABEL: finding.label,
            CONFIDENCE: "–" if finding.confidence is None else f"{finding.confidence:.2f}",
        }[column]

    def _tooltip(self, finding: Finding) -> str:
        if finding.kind == "false":
            return self.tr("An event that is not in the truth")
        if finding.confidence is None:
            return self.tr("In the truth; nothing was proposed near it")
        text = self.tr("In the truth; a threshold of {0} would find it")
        return text.format(f"{int(finding.confidence * 100) / 100:.2f}")
