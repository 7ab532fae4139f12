"""The reel's clips as a table for views."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from app.core.reel import Reel
from app.core.timecode import format_clock
from app.states import chip
from app.theme import label_colour, time_font

Index = QModelIndex | QPersistentModelIndex
NUMBER, LABEL, IN_POINT, OUT_POINT, LENGTH = range(5)


class ReelModel(QAbstractTableModel):
    """One row per clip, in playing order."""

    def __init__(self) -> None:
        super().__init__()
        self.reel = Reel()
        self._labels: tuple[str, ...] = ()
        self._font = time_font()
        self._clock: Callable[[int, float], str] = lambda source, time: _clock(time)

    def set_clock(self, clock: Callable[[int, float], str]) -> None:
        """How a time of a source is written."""
        self._clock = clock
        if self.reel.clips:
            self.dataChanged.emit(self.index(0, IN_POINT), self.index(len(self.reel.clips) - 1, OUT_POINT))

    def set_reel(self, reel: Reel, labels: tuple[str, ...]) -> None:
        """Show a reel; the label set gives the colours."""
        same_length = len(reel.clips) == len(self.reel.clips) and labels == self._labels
        if not same_length:
            self.beginResetModel()
        self.reel, self._labels = reel, labels
        if not same_length:
            self.endResetModel()
        elif reel.clips:
            self.dataChanged.emit(self.index(0, 0), self.index(len(reel.clips) - 1, LENGTH))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.reel.clips)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else LENGTH + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return ("#", self.tr("Clip"), self.tr("In"), self.tr("Out"), self.tr("Length"))[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        clip = self.reel.clips[index.row()]
        column = index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            more = f" +{len(clip.merged_ids)}" if clip.merged_ids else ""
            return {
                NUMBER: str(index.row() + 1),
                LABEL: clip.label + more,
                IN_POINT: self._clock(clip.source, clip.in_point),
                OUT_POINT: self._clock(clip.source, clip.out_point),
                LENGTH: f"{clip.duration:.1f} s",
            }[column]
        if role == Qt.ItemDataRole.DecorationRole and column == LABEL:
            return chip(label_colour(clip.label, self._labels).rgba())
        if role == Qt.ItemDataRole.FontRole and column != LABEL:
            return self._font
        return None


@lru_cache(maxsize=4096)
def _clock(time: float) -> str:
    return format_clock(time, 2)
