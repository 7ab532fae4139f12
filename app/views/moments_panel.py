"""The moments panel: what may be worth showing, ranked, to look at and to make events of."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from app.actions import Actions
from app.core.events import EventState
from app.core.moments import PlacedMoment
from app.moments_model import CLOCK, RANK, SCORE, STATE, WHAT, WHY, MomentsModel
from app.tables import dress_table

Key = Qt.Key
STEPS = (Key.Key_Up, Key.Key_Down)
TAKE, REFUSE, LEAVE, PLAY = (Key.Key_Return, Key.Key_Enter), (Key.Key_Delete, Key.Key_Backspace), Key.Key_Escape, "/"
REMEDIES = ("analyse", "settings", "analyse_again", "choose_model")
"""Commands that may bring moments."""
LEAST_NAME, MOST_NAME, BESIDE_NAME = 70, 150, 27
"""Pixels of the column that says what happened, and of the colour beside it."""
MOST_FIGURES = 9
"""Labels that have a figure key."""


class MomentsTable(QTableView):
    """A table that keeps the keys which elsewhere go through the events."""

    key_given = Signal(str)

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_mine(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        name = self._name(event)
        if name and self._is_mine(event):
            self.key_given.emit(name)
        else:
            super().keyPressEvent(event)

    def _is_mine(self, event: QKeyEvent) -> bool:
        plain = not event.modifiers() & ~(Qt.KeyboardModifier.KeypadModifier | Qt.KeyboardModifier.ShiftModifier)
        return plain and (event.key() in STEPS or bool(self._name(event)))

    def _name(self, event: QKeyEvent) -> str:
        for name, keys in (("take", TAKE), ("refuse", REFUSE), ("leave", (LEAVE,))):
            if event.key() in keys and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                return name
        text = event.text()
        if text == PLAY:
            return "play"
        return text if text.isascii() and text.isdigit() and text != "0" else ""


class MomentsPanel(QWidget):
    """Shows the moments; before there are any, says why and what to do."""

    chosen = Signal(object)
    add_asked = Signal(object, str)
    refuse_asked = Signal(object)
    play_asked = Signal(object)
    left = Signal()

    def __init__(self, model: MomentsModel, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._is_telling = True
        self._current = ""
        self.table = self._make_table()
        self.reason, self._count = QLabel(self), QLabel(self)
        self.remedies = {name: self._remedy(actions, name) for name in REMEDIES}
        self.play, self.other, self.add = (self._make_button() for _ in range(3))
        self._menu = QMenu(self)
        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._make_empty())
        self._pages.addWidget(self._make_full())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._pages)
        model.modelReset.connect(self._take_list)
        model.dataChanged.connect(lambda *_: self.refresh() if self._is_seen else None)
        self.show_reason("", ())

    # What is shown

    def show_reason(self, text: str, remedies: Sequence[str]) -> None:
        """Why there are no moments, and the commands that would bring some."""
        self.reason.setText(text)
        for name, button in self.remedies.items():
            button.setVisible(name in remedies)

    def select(self, ids: Sequence[str]) -> None:
        """Show the moment that is one of these events as the current one; tells nothing."""
        row = self.table.currentIndex().row()
        rows = [row, *range(self.model.rowCount())] if ids else []
        among = frozenset(ids)
        wanted = next((r for r in rows if r >= 0 and self._is_one_of(r, among)), None)
        if wanted is not None and wanted != row:
            self._set_current(wanted)
        self.refresh()

    def focus_table(self) -> None:
        """Put the keyboard into the list, on its first row when none is current."""
        target = self.table if self.model.rowCount() else next((b for b in self._shown_remedies()), self)
        target.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if self.model.rowCount() and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def go_on(self) -> None:
        """Go to the next moment that nobody decided on, if there is any below."""
        for row in range(self.table.currentIndex().row() + 1, self.model.rowCount()):
            event = self.model.event_of_row(row)
            if event is None or event.state is EventState.AUTO:
                self.table.selectRow(row)
                return

    @property
    def current(self) -> PlacedMoment | None:
        """The moment that is selected."""
        row = self.table.currentIndex().row()
        return self.model.moments[row] if 0 <= row < len(self.model.moments) else None

    @property
    def _is_seen(self) -> bool:
        """Whether it is in front; Qt calls a panel behind another one visible, too."""
        return not self.visibleRegion().isEmpty()

    # Parts

    def _make_empty(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(16, 8, 16, 8)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.reason.setWordWrap(True)
        self.reason.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.reason.setProperty("isFaint", True)
        column.addWidget(self.reason)
        row = QHBoxLayout()
        row.addStretch()
        for button in self.remedies.values():
            row.addWidget(button)
        row.addStretch()
        column.addLayout(row)
        return page

    def _make_full(self) -> QWidget:
        page = QWidget(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table, 1)
        self._count.setProperty("isFaint", True)
        self.play.setText(self.tr("Play"))
        self.play.setToolTip(self.tr("Play what the moment shows (/)"))
        self.play.clicked.connect(lambda: self._give("play"))
        self.other.setText(self.tr("Add as..."))
        self.other.setToolTip(self.tr("Make an event with another label (1 to 9)"))
        self.other.clicked.connect(self.ask_label)
        self.add.setProperty("isMain", True)
        self.add.setToolTip(self.tr("Make an event of the moment and go to the next one (Enter)"))
        self.add.clicked.connect(lambda: self._give("take"))
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 4)
        row.addWidget(self._count, 1)
        for button in (self.play, self.other, self.add):
            row.addWidget(button)
        column.addLayout(row)
        return page

    def _make_button(self) -> QPushButton:
        button = QPushButton(self)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        return button

    def _remedy(self, actions: Actions, name: str) -> QPushButton:
        action = actions[name]
        button = QPushButton(action.iconText(), self)
        button.setToolTip(action.toolTip())
        button.clicked.connect(action.trigger)
        button.setEnabled(action.isEnabled())
        action.enabledChanged.connect(button.setEnabled)
        return button

    def _make_table(self) -> MomentsTable:
        table = MomentsTable(self)
        letters = {RANK: 2, CLOCK: 9, WHAT: 12, SCORE: 4, STATE: 1}
        dress_table(table, self.model, letters, WHY, 2 * self.fontMetrics().height() + 8)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAccessibleName(self.tr("Moments"))
        table.selectionModel().currentRowChanged.connect(lambda index, _: self._tell_chosen(index))
        table.clicked.connect(self._tell_chosen)
        table.doubleClicked.connect(lambda _: self._give("play"))
        table.key_given.connect(self._give)
        return table

    # What a person does

    def ask_label(self) -> None:
        """Offer the project's labels for the current moment."""
        self._menu.clear()
        for number, label in enumerate(self.model.labels, 1):
            name = f"&{number}  {label}" if number <= MOST_FIGURES else label
            self._menu.addAction(name).triggered.connect(lambda _=False, chosen=label: self._add(chosen))
        if not self._menu.isEmpty():
            self._menu.setActiveAction(self._menu.actions()[0])
            top = self.other.mapToGlobal(QPoint(0, 0))
            self._menu.popup(QPoint(top.x(), top.y() - self._menu.sizeHint().height()))

    def _give(self, key: str) -> None:
        if key == "leave":
            self.left.emit()
        elif self.current is None:
            return
        elif key == "take":
            self._take()
        elif key == "refuse":
            self.refuse_asked.emit(self.current)
        elif key == "play":
            self.play_asked.emit(self.current)
        elif int(key) <= len(self.model.labels):
            self._add(self.model.labels[int(key) - 1])

    def _take(self) -> None:
        row = self.table.currentIndex().row()
        event = self.model.event_of_row(row)
        label = event.label if event is not None else self.model.label_of_row(row)
        if label is None:
            self.ask_label()
        else:
            self._add(label)

    def _add(self, label: str) -> None:
        if self.current is not None:
            self.add_asked.emit(self.current, label)

    # In step with the model

    def _take_list(self) -> None:
        self._pages.setCurrentIndex(1 if self.model.rowCount() else 0)
        names = {self.model.name(row) for row in range(self.model.rowCount())}
        widest = max((self.fontMetrics().horizontalAdvance(name) for name in names), default=0)
        self.table.horizontalHeader().resizeSection(WHAT, min(max(LEAST_NAME, widest + BESIDE_NAME), MOST_NAME))
        rows = [row for row, placed in enumerate(self.model.moments) if placed.id == self._current]
        if rows:
            self._set_current(rows[0])
        self.refresh()

    def _set_current(self, row: int) -> None:
        self._is_telling = False
        self.table.selectRow(row)
        self._is_telling = True

    def _tell_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            chooser, flags = self.table.selectionModel(), QItemSelectionModel.SelectionFlag
            if not chooser.isRowSelected(index.row()):  # a table that gets the focus makes a row current, no more
                chooser.select(index, flags.ClearAndSelect | flags.Rows)
            self._current = self.model.moments[index.row()].id
            if self._is_telling:
                self.chosen.emit(self.model.moments[index.row()])
        self.refresh()

    def refresh(self) -> None:
        """Say what can be done with the current moment, and how many were added."""
        row, count = self.table.currentIndex().row(), self.model.rowCount()
        for button in (self.play, self.other, self.add):
            button.setEnabled(0 <= row < count)
        event = self.model.event_of_row(row) if 0 <= row < count else None
        label = self.model.label_of_row(row) if 0 <= row < count else None
        is_kept = event is not None and event.is_touched and event.is_kept
        if is_kept or event is not None:
            words = self.tr("Added") if is_kept else self.tr("Accept {0}").format(event.label if event else "")
        else:
            words = self.tr("Add {0}").format(label) if label else self.tr("Add")
        self.add.setText(words)
        self.add.setEnabled(self.add.isEnabled() and not is_kept)
        self._say_count()

    def _say_count(self) -> None:
        there = self.model.rowCount()
        events = [self.model.event_of_row(row) for row in range(there)] if self._is_seen else []
        added = sum(event is not None and event.is_touched and event.is_kept for event in events)
        words = self.tr("1 moment") if there == 1 else self.tr("{0} moments").format(there)
        self._count.setText(words + (self.tr(", {0} added").format(added) if added else ""))

    def _is_one_of(self, row: int, ids: frozenset[str]) -> bool:
        event = self.model.event_of_row(row)
        return event is not None and event.id in ids

    def _shown_remedies(self) -> Sequence[QPushButton]:
        return [button for button in self.remedies.values() if button.isVisibleTo(self)]
