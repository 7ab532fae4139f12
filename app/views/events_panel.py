"""The table of events with its filters."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLineEdit,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.core.events import EventState
from app.events_model import CLOCK, CONFIDENCE, EVENT_ROLE, IN_REEL, LABEL, NOTE, STATE, EventsFilter, EventsModel
from app.tables import dress_table
from app.views.steady_label import SteadyLabel


class EventsPanel(QWidget):
    """Shows the events model through a filter."""

    chosen = Signal(tuple)

    def __init__(self, model: EventsModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self.filter = EventsFilter(model)
        self.filter.setParent(self)
        self._is_telling = True
        self._ids: tuple[str, ...] = ()
        self._labels, self._states, self._search = QComboBox(self), QComboBox(self), QLineEdit(self)
        self._count = SteadyLabel(parent=self)
        self._count.setProperty("isFaint", True)
        self.table = self._make_table()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._filters())
        column.addWidget(self.table, 1)
        self.set_labels(())
        for signal in (self.filter.rowsInserted, self.filter.rowsRemoved, self.filter.modelReset):
            signal.connect(self._say_count)
        self.filter.modelReset.connect(self._select_again)
        self.filter.rowsInserted.connect(self._select_again)

    def set_labels(self, labels: Sequence[str]) -> None:
        """The labels one can filter by."""
        self._labels.blockSignals(True)
        self._labels.clear()
        self._labels.addItem(self.tr("All labels"), None)
        for label in labels:
            self._labels.addItem(label, label)
        self._labels.blockSignals(False)
        self._apply_filter()

    def add_menu(self, actions: Sequence[QAction]) -> None:
        """The table's context menu."""
        self.table.addActions(list(actions))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def select(self, ids: tuple[str, ...]) -> None:
        """Show these events as selected, the first one in view; tells nothing."""
        self._ids = ids
        wanted = QItemSelection()
        rows = [row for row in map(self.model.row_of, ids) if row is not None]
        indexes = [index for row in rows if (index := self._shown(row)).isValid()]
        for index in indexes:
            wanted.select(index, index)
        self._is_telling = False
        flags = QItemSelectionModel.SelectionFlag
        chooser = self.table.selectionModel()
        chooser.select(wanted, flags.ClearAndSelect | flags.Rows)
        if indexes:
            if chooser.currentIndex().row() not in {index.row() for index in indexes}:
                chooser.setCurrentIndex(indexes[0], flags.NoUpdate)
            self.table.scrollTo(indexes[0])
        self._is_telling = True

    def select_all(self) -> None:
        """Select every event that is shown."""
        self.table.selectAll()

    def focus_search(self) -> None:
        """Put the cursor into the search field."""
        self._search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.selectAll()

    def edit_note(self, event_id: str) -> None:
        """Open the note of an event for writing."""
        row = self.model.row_of(event_id)
        if row is not None:
            index = self._shown(row).siblingAtColumn(NOTE)
            self.table.setCurrentIndex(index)
            self.table.edit(index)

    def shown_ids(self) -> list[str]:
        """The ids of the events that pass the filter, in the order of the rows."""
        rows = range(self.filter.rowCount())
        return [self.filter.index(row, 0).data(EVENT_ROLE).id for row in rows]

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        table.setSortingEnabled(True)
        letters = {CLOCK: 14, LABEL: 20, CONFIDENCE: 8, STATE: 13, IN_REEL: 6}
        dress_table(table, self.filter, letters, NOTE, self.fontMetrics().height() + 8)
        table.sortByColumn(CLOCK, Qt.SortOrder.AscendingOrder)
        table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        table.setAccessibleName(self.tr("Events"))
        table.selectionModel().selectionChanged.connect(self._tell_chosen)
        return table

    def _filters(self) -> QHBoxLayout:
        states = (
            (self.tr("All states"), None),
            (self.tr("Undecided"), frozenset({EventState.AUTO})),
            (self.tr("Kept"), frozenset(EventState) - {EventState.REJECTED}),
            (self.tr("Decided"), frozenset(EventState) - {EventState.AUTO}),
            (self.tr("Rejected"), frozenset({EventState.REJECTED})),
        )
        for name, chosen in states:
            self._states.addItem(name, chosen)
        self._labels.setAccessibleName(self.tr("Filter by label"))
        self._states.setAccessibleName(self.tr("Filter by state"))
        self._search.setPlaceholderText(self.tr("Search label and note"))
        self._search.setAccessibleName(self.tr("Search"))
        self._search.setClearButtonEnabled(True)
        self._labels.currentIndexChanged.connect(self._apply_filter)
        self._states.currentIndexChanged.connect(self._apply_filter)
        self._search.textChanged.connect(self._apply_filter)
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 4)
        for widget, stretch in ((self._labels, 0), (self._states, 0), (self._search, 1), (self._count, 0)):
            row.addWidget(widget, stretch)
        return row

    def _apply_filter(self) -> None:
        self.filter.set_filter(self._labels.currentData(), self._states.currentData(), words=self._search.text())
        self._say_count()

    def _say_count(self) -> None:
        shown, there = self.filter.rowCount(), self.model.rowCount()
        self._count.setText(f"{shown}" if shown == there else self.tr("{0} of {1}").format(shown, there))

    def _shown(self, row: int) -> QModelIndex:
        return self.filter.mapFromSource(self.model.index(row, 0))

    def _select_again(self) -> None:
        if self._ids:
            self.select(self._ids)

    def _tell_chosen(self) -> None:
        if not self._is_telling:
            return
        indexes = self.table.selectionModel().selectedRows()
        current = self.table.currentIndex().row()
        indexes.sort(key=lambda index: (index.row() != current, index.row()))
        self._ids = tuple(index.data(EVENT_ROLE).id for index in indexes)
        self.chosen.emit(self._ids)
