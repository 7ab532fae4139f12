"""The moments as a table for views: the most promising first, each with its reason and what told of it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from app.core.events import Event, EventState
from app.core.moments import PlacedMoment
from app.core.timecode import format_clock
from app.states import chip, state_icon
from app.theme import label_colour, time_font

Index = QModelIndex | QPersistentModelIndex
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
RANK, CLOCK, WHAT, WHY, SCORE, STATE = range(6)
CLOCK_OF = r"(?: (?:at|of) (\S+))?"
"""When it was, in the library's sentences."""
NO_LABEL = "#8a8d94"
"""Colour of what has no label, as grey as everything that is no label."""


class MomentsModel(QAbstractTableModel):
    """One row per moment."""

    def __init__(self) -> None:
        super().__init__()
        self.moments: tuple[PlacedMoment, ...] = ()
        self.find_event: Callable[[PlacedMoment], Event | None] = lambda placed: None
        self._labels: tuple[str, ...] = ()
        self._clock: Callable[[int, float], str] = lambda source, time: format_clock(time, 1)
        self._ring = QColor("#000000")
        self._font = time_font()

    def set_moments(self, moments: tuple[PlacedMoment, ...], labels: tuple[str, ...]) -> None:
        """Show these; the label set gives names and colours."""
        self.beginResetModel()
        self.moments, self._labels = moments, labels
        self.endResetModel()

    def set_ring(self, ring: QColor) -> None:
        """The colour around markers."""
        self._ring = ring
        self.tell_events_changed()

    def set_clock(self, clock: Callable[[int, float], str]) -> None:
        """How a time of a source is written."""
        self._clock = clock
        self._tell_changed(CLOCK, CLOCK)

    def tell_events_changed(self) -> None:
        """Moments may have become events, or are none any more."""
        self._tell_changed(WHAT, STATE)

    def event_of_row(self, row: int) -> Event | None:
        """The event that a row's moment already is."""
        return self.find_event(self.moments[row])

    def label_of_row(self, row: int) -> str | None:
        """The label of a row's moment, None when only a person can tell."""
        return self.moments[row].label_among(self._labels)

    @property
    def labels(self) -> tuple[str, ...]:
        """The labels a moment may get."""
        return self._labels

    # QAbstractTableModel

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self.moments)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else STATE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heads()[section][0]
        if role == Qt.ItemDataRole.TextAlignmentRole and section in (RANK, SCORE):
            return RIGHT
        return self._heads()[section][1] if role == Qt.ItemDataRole.ToolTipRole else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        placed, column = self.moments[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(index.row(), column)
        if role == Qt.ItemDataRole.DecorationRole and column in (WHAT, STATE):
            return self._picture(index.row(), column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == STATE:
            return self.state_words(index.row())
        if role == Qt.ItemDataRole.AccessibleTextRole and column == WHY:
            return f"{self.reason(placed)}. {self.tr('Found by: {0}').format(self.signals(placed))}"
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (RANK, SCORE):
            return RIGHT
        if role == Qt.ItemDataRole.FontRole and column in (RANK, CLOCK, SCORE):
            return self._font
        if role == Qt.ItemDataRole.ToolTipRole:
            words = (self.reason(placed), self.tr("Found by: {0}").format(self.signals(placed)))
            return self.state_words(index.row()) if column == STATE else "\n".join(words)
        return None

    # Words

    def name(self, row: int) -> str:
        """What happened: a label, or what told of it."""
        kind = self.moments[row].moment.kind
        return self.label_of_row(row) or {"replay": self.tr("replay"), "sound": self.tr("loud")}.get(kind, kind)

    def reason(self, placed: PlacedMoment, with_clock: bool = True) -> str:
        """Why it is here, in the person's language; the clock as the table writes it."""
        clock = self._clock(placed.source, placed.moment.time) if with_clock else ""
        return ", ".join(self._phrase(phrase, clock) for phrase in placed.moment.explanation.split(", "))

    def signals(self, placed: PlacedMoment) -> str:
        """What told of it, in words."""
        names = {
            "score bug": self.tr("score bug"),
            "video": self.tr("the model"),
            "wipe": self.tr("replay"),
            "bug": self.tr("replay"),
            "sound": self.tr("sound"),
        }
        return ", ".join(dict.fromkeys(names.get(signal, signal) for signal in placed.moment.signals))

    def state_words(self, row: int) -> str:
        """What has become of it."""
        event = self.event_of_row(row)
        if event is None:
            return self.tr("No event yet")
        if event.state is EventState.AUTO:
            return self.tr("An automatic event, {0}; nobody decided on it yet").format(event.label)
        if event.state is EventState.REJECTED:
            return self.tr("Rejected as {0}").format(event.label)
        return self.tr("Added as {0}").format(event.label)

    def _phrase(self, phrase: str, clock: str) -> str:
        """One part of the library's sentence; what is not known is shown as it is."""
        for pattern, words in (
            (r"(\S+) to (\S+)", self.tr("{0} to {1}")),
            (r"\+(\d+) dB", self.tr("+{0} dB")),
            (r"replay (\d+) s", self.tr("replay {0} s")),
            (r"(.+) (\d\.\d+)", "{0} {1}"),
        ):
            found = re.fullmatch(pattern + CLOCK_OF, phrase)
            if found is not None:
                *parts, when = found.groups()
                said = words.format(*parts)
                return self.tr("{0} at {1}").format(said, clock) if when and clock else said
        return phrase

    def _heads(self) -> Sequence[tuple[str, str]]:
        return (
            ("#", self.tr("Rank: the most promising moment is 1")),
            (self.tr("Clock"), ""),
            (self.tr("What"), ""),
            (self.tr("Why it is here"), self.tr("What was noticed, and what noticed it")),
            (self.tr("Score"), self.tr("How promising it is, from 0 to 1")),
            ("", self.tr("What has become of it")),
        )

    def _text(self, row: int, column: int) -> str | None:
        placed = self.moments[row]
        if column == RANK:
            return str(row + 1)
        if column == CLOCK:
            return self._clock(placed.source, placed.moment.time)
        if column == WHAT:
            return self.name(row)
        if column == WHY:
            return f"{self.reason(placed, with_clock=False)}\n{self.signals(placed)}"
        return f"{placed.moment.score:.2f}" if column == SCORE else None

    def _picture(self, row: int, column: int) -> Any:
        if column == WHAT:
            label = self.label_of_row(row)
            return chip((label_colour(label, self._labels) if label else QColor(NO_LABEL)).rgba())
        event = self.event_of_row(row)
        return state_icon(event.state, label_colour(event.label, self._labels), self._ring) if event else None

    def _tell_changed(self, first: int, last: int) -> None:
        if self.moments:
            self.dataChanged.emit(self.index(0, first), self.index(len(self.moments) - 1, last))
