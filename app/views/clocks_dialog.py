"""Which half each match file is, and the match clock at its first frame."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QWidget,
)

from app.core.project import ProjectSource
from app.core.timecode import format_clock, format_match_clock, parse_clock
from rmsnet.broadcast.match_clock import HALF_STARTS
from rmsnet.errors import OptionError


class ClocksDialog(QDialog):
    """A row per file; every change is told at once and can be undone.

    Args:
        sources: the match files.
        shown: the file that is shown.
        time: the playhead in it, to take as the kick-off.
        parent: the window.
    """

    clock_chosen = Signal(int, object, object)
    clock_corrected = Signal(int, float, int, float)

    def __init__(
        self, sources: Sequence[ProjectSource], shown: int, time: float, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Halves and match clock"))
        self._offsets: list[float | None] = [source.clock_offset for source in sources]
        self.halves: list[QComboBox] = []
        self.clocks: list[QLineEdit] = []
        grid = QGridLayout(self)
        heads = (self.tr("File"), self.tr("Half"), self.tr("Clock at its first frame"))
        for column, text in enumerate(heads):
            grid.addWidget(QLabel(text, self), 0, column)
        for row, source in enumerate(sources, 1):
            self._add_row(grid, row, source)
        here = QPushButton(self.tr("Kick-off is at the playhead ({0})").format(format_clock(time, 1)), self)
        here.setToolTip(self.tr("Takes the frame that is shown as the first moment of its half"))
        here.clicked.connect(lambda: self._kick_off(shown, time))
        grid.addWidget(here, len(sources) + 1, 0, 1, 3)
        self.correct = QPushButton(self.tr("Correct"), self)
        self.shown_half, self.shown_clock = self._make_half(), QLineEdit(self)
        if shown < len(sources):
            self._add_correction(grid, len(sources) + 2, shown, sources[shown], time)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        grid.addWidget(buttons, len(sources) + 3, 0, 1, 3)

    def _add_row(self, grid: QGridLayout, row: int, source: ProjectSource) -> None:
        name = PurePosixPath(source.path).name
        half = self._make_half(self.tr("Whole match or part"))
        half.setCurrentIndex(source.half or 0)
        half.setAccessibleName(self.tr("Half of {0}").format(name))
        clock = QLineEdit(self)
        clock.setAccessibleName(self.tr("Clock at the first frame of {0}").format(name))
        clock.setPlaceholderText(self.tr("as on screen") if source.match_clock else self.tr("kick-off"))
        clock.setToolTip(self.tr("Empty: the clock that was read off the picture, else the half's kick-off"))
        clock.setMaximumWidth(130)
        index = len(self.halves)
        self.halves.append(half)
        self.clocks.append(clock)
        half.activated.connect(lambda _: self._tell(index))
        clock.editingFinished.connect(lambda: self._read(index))
        self._show_clock(index)
        for column, widget in enumerate((QLabel(name, self), half, clock)):
            grid.addWidget(widget, row, column)

    def _make_half(self, none: str = "") -> QComboBox:
        """A choice of halves; ``none`` is what no half is called."""
        half = QComboBox(self)
        if none:
            half.addItem(none, None)
        texts = [self.tr("First half"), self.tr("Second half")]
        texts += [self.tr("Extra time, first"), self.tr("Extra time, second")]
        for number, text in enumerate(texts, 1):
            half.addItem(text, number)
        return half

    def _add_correction(self, grid: QGridLayout, row: int, shown: int, source: ProjectSource, time: float) -> None:
        """What the clock shows at the playhead, where it was read wrongly or not at all."""
        half, clock = source.position(time)
        self.shown_half.setCurrentIndex((half or 1) - 1)
        self.shown_half.setAccessibleName(self.tr("Half at the playhead"))
        self.shown_clock.setText(format_match_clock(max(0.0, clock)))
        self.shown_clock.setMaximumWidth(130)
        self.shown_clock.setAccessibleName(self.tr("Clock at the playhead"))
        self.correct.setToolTip(self.tr("Moves this stretch of play to that clock; a later analysis leaves it so"))
        self.correct.setAutoDefault(False)
        self.correct.clicked.connect(lambda: self._correct(shown, time))
        line = QHBoxLayout()
        line.addWidget(self.shown_clock)
        line.addWidget(self.correct)
        words = QLabel(self.tr("Clock at the playhead ({0})").format(format_clock(time, 1)), self)
        grid.addWidget(words, row, 0)
        grid.addWidget(self.shown_half, row, 1)
        grid.addLayout(line, row, 2)

    def _correct(self, index: int, time: float) -> None:
        try:
            seconds = float(parse_clock(self.shown_clock.text().strip()))
        except OptionError:
            self.shown_clock.selectAll()
            self.shown_clock.setFocus()
            return
        self._offsets[index] = None
        self._show_clock(index)
        self.clock_corrected.emit(index, time, self.shown_half.currentData(), seconds)

    def _show_clock(self, index: int) -> None:
        offset = self._offsets[index]
        negative = offset is not None and offset < 0
        text = "" if offset is None else ("-" if negative else "") + format_match_clock(abs(offset))
        self.clocks[index].setText(text)

    def _read(self, index: int) -> None:
        text = self.clocks[index].text().strip()
        try:
            seconds = float(parse_clock(text.removeprefix("-"))) if text else None
        except OptionError:
            self._show_clock(index)
            return
        wanted = -seconds if seconds is not None and text.startswith("-") else seconds
        if wanted is None or self._offsets[index] is None or abs(wanted - (self._offsets[index] or 0.0)) >= 1:
            self._offsets[index] = wanted  # what was set to the frame is not rounded by looking at it
        self._tell(index)

    def _kick_off(self, index: int, time: float) -> None:
        half = self.halves[index].currentData() or 1
        self.halves[index].setCurrentIndex(half)
        self._offsets[index] = HALF_STARTS[half] - time
        self._show_clock(index)
        self._tell(index)

    def _tell(self, index: int) -> None:
        self.clock_chosen.emit(index, self.halves[index].currentData(), self._offsets[index])
