"""The events as a table for views: sorted by ourselves, because ten thousand Python comparisons are too slow."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    QSortFilterProxyModel,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QIcon

from app.core.events import Event, EventState
from app.states import chip, state_icon
from app.theme import label_colour, time_font

Index = QModelIndex | QPersistentModelIndex
CLOCK, LABEL, CONFIDENCE, STATE, IN_REEL, NOTE = range(6)
EVENT_ROLE = Qt.ItemDataRole.UserRole + 1
MOST_BLOCKS = 24
"""With more separate runs of rows than this to insert or remove, one reset is faster."""
# As numbers: a cell that is drawn asks for seven roles, and comparing enumerations takes longer than answering.
_DISPLAY, _EDIT = int(Qt.ItemDataRole.DisplayRole), int(Qt.ItemDataRole.EditRole)
_DECORATION, _CHECK = int(Qt.ItemDataRole.DecorationRole), int(Qt.ItemDataRole.CheckStateRole)
_FONT, _ALIGNMENT = int(Qt.ItemDataRole.FontRole), int(Qt.ItemDataRole.TextAlignmentRole)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
_TOOLTIP = int(Qt.ItemDataRole.ToolTipRole)
_ANSWERED = frozenset((_DISPLAY, _EDIT, _DECORATION, _CHECK, _FONT, _ALIGNMENT, _TOOLTIP, int(EVENT_ROLE)))


class EventsModel(QAbstractTableModel):
    """One row per event."""

    noted = Signal(str, str)
    put_in_reel = Signal(str, bool)

    def __init__(self) -> None:
        super().__init__()
        self._events: list[Event] = []
        self._row: dict[str, int] = {}
        self._labels: tuple[str, ...] = ()
        self._in_reel: frozenset[str] = frozenset()
        self._clock: Callable[[Event], str] = lambda event: f"{event.time:.2f}"
        self._clocks: dict[tuple[int, float], str] = {}  # exact sums of fractions are slow to repeat
        self._ring = QColor("#808080")
        self._icons: dict[tuple[EventState, str], QIcon] = {}
        self._sorting = (CLOCK, Qt.SortOrder.AscendingOrder)
        self._font = time_font()

    @property
    def events(self) -> Sequence[Event]:
        """The events in the order of the rows."""
        return self._events

    def row_of(self, event_id: str) -> int | None:
        """The row of an event, None when it is not here."""
        return self._row.get(event_id)

    def set_labels(self, labels: tuple[str, ...], ring: QColor) -> None:
        """The label set, which gives the colours, and the colour of outlines."""
        self._labels, self._ring = labels, ring
        self._icons.clear()
        self._tell_all_changed()

    def set_clock(self, clock: Callable[[Event], str]) -> None:
        """How an event's time is written."""
        self._clock = clock
        self._clocks.clear()
        self._tell_all_changed()

    def set_in_reel(self, ids: frozenset[str]) -> None:
        """Which events have a clip in the reel."""
        changed = [self._row[name] for name in ids ^ self._in_reel if name in self._row]
        self._in_reel = ids
        self._tell_changed(sorted(changed), IN_REEL, IN_REEL)

    def set_events(self, events: Sequence[Event]) -> None:
        """Show other events; rows that stay keep their selection."""
        new = self._sorted(events)
        old = self._events
        if [event.id for event in new] == [event.id for event in old]:
            self._events = new
            self._tell_changed(_different(old, new))
            return
        if not self._change_few(old, new):
            self.beginResetModel()
            self._take(new)
            self.endResetModel()

    # QAbstractTableModel

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        # Qt's own asks for the counts each time: two more calls into Python for every cell that is drawn.
        there = not parent.isValid() and 0 <= row < len(self._events) and 0 <= column <= NOTE
        return self.createIndex(row, column) if there else QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's signature
        return 0 if parent.isValid() else len(self._events)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else NOTE + 1

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == _ALIGNMENT and section == CONFIDENCE:
            return RIGHT
        if orientation != Qt.Orientation.Horizontal or role != _DISPLAY:
            return None
        return (
            self.tr("Clock"),
            self.tr("Label"),
            self.tr("Conf."),
            self.tr("State"),
            self.tr("Reel"),
            self.tr("Note"),
        )[section]

    def data(self, index: Index, role: int = _DISPLAY) -> Any:
        if role not in _ANSWERED:
            return None
        event = self._events[index.row()]
        column = index.column()
        if role == _DISPLAY:
            return self._text(event, column)
        if role == _EDIT and column == NOTE:
            return event.note
        if role == _DECORATION:
            return self._decoration(event, column)
        if role == _CHECK and column == IN_REEL:
            return Qt.CheckState.Checked if event.id in self._in_reel else Qt.CheckState.Unchecked
        if role == _FONT and column in (CLOCK, CONFIDENCE):
            return self._font
        if role == _ALIGNMENT and column == CONFIDENCE:
            return RIGHT
        if role == EVENT_ROLE:
            return event
        return self._tooltip(event) if role == _TOOLTIP else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        event = self._events[index.row()]
        if index.column() == NOTE and role == Qt.ItemDataRole.EditRole:
            self.noted.emit(event.id, str(value))
            return True
        if index.column() == IN_REEL and role == Qt.ItemDataRole.CheckStateRole:
            self.put_in_reel.emit(event.id, Qt.CheckState(value) == Qt.CheckState.Checked)
            return True
        return False

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid() and index.column() == NOTE:
            flags |= Qt.ItemFlag.ItemIsEditable
        if index.isValid() and index.column() == IN_REEL:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._sorting = (column, order)
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        ids = [(self._events[index.row()].id, index.column()) for index in before]
        self._take(self._sorted(self._events))
        after = [self.index(self._row[event_id], column) for event_id, column in ids]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    # Parts

    def _sorted(self, events: Sequence[Event]) -> list[Event]:
        column, order = self._sorting
        keys: dict[int, Callable[[Event], Any]] = {
            LABEL: lambda e: e.label,
            CONFIDENCE: lambda e: 2.0 if e.confidence is None else e.confidence,
            STATE: lambda e: e.state,
            IN_REEL: lambda e: e.id in self._in_reel,
            NOTE: lambda e: e.note.casefold(),
        }
        by_time = sorted(events, key=lambda e: (e.source, e.time, e.id))
        if column in keys:
            return sorted(by_time, key=keys[column], reverse=order == Qt.SortOrder.DescendingOrder)
        return by_time[::-1] if order == Qt.SortOrder.DescendingOrder else by_time

    def _take(self, events: list[Event]) -> None:
        self._events = events
        self._row = {event.id: row for row, event in enumerate(events)}

    def _change_few(self, old: list[Event], new: list[Event]) -> bool:
        """Insert and remove runs of rows; False when the order of the rest changed, or there are too many."""
        new_ids, old_ids = {event.id for event in new}, self._row.keys()
        stay = [event.id for event in old if event.id in new_ids]
        if stay != [event.id for event in new if event.id in old_ids]:
            return False
        gone = _runs([i for i, event in enumerate(old) if event.id not in new_ids])
        come = _runs([i for i, event in enumerate(new) if event.id not in old_ids])
        if len(gone) + len(come) > MOST_BLOCKS:
            return False
        now = list(old)
        for first, last in reversed(gone):
            self.beginRemoveRows(QModelIndex(), first, last)
            del now[first : last + 1]
            self._take(now)
            self.endRemoveRows()
        for first, last in come:
            self.beginInsertRows(QModelIndex(), first, last)
            now[first:first] = new[first : last + 1]
            self._take(now)
            self.endInsertRows()
        self._take(new)
        self._tell_changed(_different(now, new))
        return True

    def _tell_all_changed(self) -> None:
        if self._events:
            self.dataChanged.emit(self.index(0, CLOCK), self.index(len(self._events) - 1, NOTE))

    def _tell_changed(self, rows: list[int], first: int = CLOCK, last: int = NOTE) -> None:
        """These rows, ascending, changed between two columns."""
        runs = _runs(rows)
        if len(runs) > MOST_BLOCKS:
            runs = [(runs[0][0], runs[-1][1])]
        for top, bottom in runs:
            self.dataChanged.emit(self.index(top, first), self.index(bottom, last))

    def _text(self, event: Event, column: int) -> str | None:
        if column == CLOCK:
            key = (event.source, event.time)
            if key not in self._clocks:
                self._clocks[key] = self._clock(event)
            return self._clocks[key]
        if column == LABEL:
            return event.label
        if column == CONFIDENCE:
            return "" if event.confidence is None else f"{event.confidence:.2f}"
        if column == STATE:
            return self._state_name(event.state)
        return event.note if column == NOTE else None

    def _state_name(self, state: EventState) -> str:
        return {
            EventState.AUTO: self.tr("auto"),
            EventState.ACCEPTED: self.tr("accepted"),
            EventState.EDITED: self.tr("edited"),
            EventState.REJECTED: self.tr("rejected"),
            EventState.MANUAL: self.tr("manual"),
        }[state]

    def _decoration(self, event: Event, column: int) -> Any:
        if column == LABEL:
            return chip(label_colour(event.label, self._labels).rgba())
        if column != STATE:
            return None
        key = (event.state, event.label)
        if key not in self._icons:
            self._icons[key] = state_icon(event.state, label_colour(event.label, self._labels), self._ring)
        return self._icons[key]

    def _tooltip(self, event: Event) -> str:
        spotted = event.provenance
        if spotted is None:
            return self.tr("Added by hand")
        return self.tr("Spotted as {label} at {time} s with confidence {confidence} by {model}").format(
            label=spotted.label,
            time=f"{spotted.time:.2f}",
            confidence=f"{spotted.confidence:.2f}",
            model=spotted.model_name or self.tr("another program"),
        )


class EventsFilter(QSortFilterProxyModel):
    """Which rows are shown; sorting is left to the model."""

    def __init__(self, model: EventsModel) -> None:
        super().__init__()
        self._model = model
        self._label: str | None = None
        self._states: frozenset[EventState] | None = None
        self._least = 0.0
        self._words = ""
        self.setSourceModel(model)

    def set_filter(
        self,
        label: str | None = None,
        states: frozenset[EventState] | None = None,
        least: float = 0.0,
        words: str = "",
    ) -> None:
        """Show only events of a label, of some states, of a confidence, with some words; None and "" mean all."""
        self.beginFilterChange()
        self._label, self._states, self._least, self._words = label, states, least, words.casefold().strip()
        self.endFilterChange()

    def filterAcceptsRow(self, source_row: int, source_parent: Index) -> bool:
        event = self._model.events[source_row]
        if self._label is not None and event.label != self._label:
            return False
        if self._states is not None and event.state not in self._states:
            return False
        if self._least and event.confidence is not None and event.confidence < self._least:
            return False
        return not self._words or self._words in f"{event.label} {event.note}".casefold()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self._model.sort(column, order)


def _different(old: Sequence[Event], new: Sequence[Event]) -> list[int]:
    return [row for row, (a, b) in enumerate(zip(old, new, strict=True)) if a is not b and a != b]


def _runs(rows: list[int]) -> list[tuple[int, int]]:
    runs: list[tuple[int, int]] = []
    for row in rows:
        if runs and runs[-1][1] == row - 1:
            runs[-1] = (runs[-1][0], row)
        else:
            runs.append((row, row))
    return runs
