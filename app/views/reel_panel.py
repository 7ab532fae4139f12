"""The reel: which labels go in, order, target length, its clips, preview and export."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QItemSelectionModel, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QMenu,
    QPushButton,
    QSizePolicy,
    QSpinBox,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.actions import Actions
from app.core.reel import DEFAULT_LABELS, Order, Reel, ReelOptions
from app.core.timecode import format_match_clock
from app.reel_model import LABEL, ReelModel
from app.tables import dress_table
from app.views.steady_label import SteadyLabel


class ReelPanel(QWidget):
    """Shows the reel and its options."""

    order_chosen = Signal(str)
    length_chosen = Signal(object)
    labels_chosen = Signal(object)
    merging_chosen = Signal(bool)
    padding_asked = Signal()
    clip_chosen = Signal(str)

    def __init__(self, model: ReelModel, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = model
        self._labels: Sequence[str] = ()
        self._options = ReelOptions()
        self._summary = SteadyLabel(parent=self)
        self._summary.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._order = self._make_order()
        self._length = self._make_length()
        self._contents = self._make_contents()
        self.table = self._make_table()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(self._row((self._summary, self._contents, self._order, self._length)))
        column.addWidget(self.table, 1)
        column.addLayout(self._buttons(actions))
        self.show_reel(Reel(), ReelOptions(), ())

    def show_reel(self, reel: Reel, options: ReelOptions, labels: tuple[str, ...]) -> None:
        """Show a reel and what it was made with; tells nothing."""
        self._options, self._labels = options, labels
        self.model.set_reel(reel, labels)
        length = format_match_clock(reel.duration)
        wanted = options.target_length
        of = self.tr(" of {0}").format(format_match_clock(wanted)) if wanted else ""
        words = self.tr("1 clip · {1}{2}") if len(reel.clips) == 1 else self.tr("{0} clips · {1}{2}")
        self._summary.setText(words.format(len(reel.clips), length, of))
        for widget, value in ((self._order, options.order), (self._length, wanted)):
            widget.blockSignals(True)
            if isinstance(widget, QComboBox):
                widget.setCurrentIndex(widget.findData(value))
            elif widget.value() != round(wanted or 0):  # setting the same value would paint it again
                widget.setValue(round(wanted or 0))
            widget.blockSignals(False)

    def select(self, ids: Sequence[str]) -> None:
        """Show these events' clips as selected; tells nothing."""
        chosen = set(ids)
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        selection.clear()
        for row, clip in enumerate(self.model.reel.clips):
            if not chosen.isdisjoint((clip.event_id, *clip.merged_ids)):
                flags = QItemSelectionModel.SelectionFlag
                selection.select(self.model.index(row, 0), flags.Select | flags.Rows)
                self.table.scrollTo(self.model.index(row, 0))
        selection.blockSignals(False)
        self.table.viewport().update()

    def _make_table(self) -> QTableView:
        table = QTableView(self)
        dress_table(table, self.model, dict(enumerate((4, 16, 12, 12, 9))), LABEL, self.fontMetrics().height() + 6)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setAccessibleName(self.tr("Clips of the reel"))
        table.clicked.connect(lambda index: self._tell_clip(index.row()))
        return table

    def _make_order(self) -> QComboBox:
        box = QComboBox(self)
        orders: tuple[tuple[str, Order], ...] = ((self.tr("By time"), "time"), (self.tr("Best first"), "confidence"))
        for name, order in orders:
            box.addItem(name, order)
        box.setAccessibleName(self.tr("Order of the reel"))
        box.setToolTip(self.tr("Order of the clips"))
        box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        box.activated.connect(lambda _: self.order_chosen.emit(box.currentData()))
        return box

    def _make_length(self) -> QSpinBox:
        box = QSpinBox(self)
        box.setRange(0, 3600)
        box.setSingleStep(10)
        box.setSuffix(self.tr(" s"))
        box.setSpecialValueText(self.tr("any length"))
        box.setKeyboardTracking(False)
        box.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        box.setAccessibleName(self.tr("Longest reel"))
        box.setToolTip(self.tr("Longest reel in seconds: the least confident events are left out. 0 is any length."))
        box.valueChanged.connect(lambda value: self.length_chosen.emit(float(value) if value else None))
        return box

    def _make_contents(self) -> QToolButton:
        button = QToolButton(self)
        button.setText(self.tr("Contents"))
        button.setToolTip(self.tr("Which labels go into the reel, and how they are cut"))
        button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        menu = QMenu(button)
        menu.aboutToShow.connect(lambda: self.fill_menu(menu))
        button.setMenu(menu)
        return button

    def fill_menu(self, menu: QMenu) -> None:
        """Labels to tick, and how clips are cut."""
        menu.clear()
        chosen = self._chosen_labels()
        for label in self._labels:
            action = menu.addAction(label)
            action.setCheckable(True)
            action.setChecked(label in chosen)
            action.toggled.connect(lambda on, name=label: self._choose(name, on))
        menu.addSeparator()
        usual = menu.addAction(self.tr("Goals, penalties and red cards"))
        usual.triggered.connect(lambda: self.labels_chosen.emit(None))
        merging = menu.addAction(self.tr("Merge overlapping clips"))
        merging.setCheckable(True)
        merging.setChecked(self._options.merge_overlapping)
        merging.toggled.connect(self.merging_chosen)
        menu.addAction(self.tr("Padding by label...")).triggered.connect(self.padding_asked)

    def _chosen_labels(self) -> set[str]:
        if self._options.labels is not None:
            return set(self._options.labels)
        return {label for label in self._labels if label.casefold() in DEFAULT_LABELS}

    def _choose(self, label: str, on: bool) -> None:
        chosen = self._chosen_labels() | {label} if on else self._chosen_labels() - {label}
        self.labels_chosen.emit(tuple(name for name in self._labels if name in chosen))

    def _buttons(self, actions: Actions) -> QHBoxLayout:
        buttons = []
        for name in ("preview", "export_clips", "export"):
            button = QPushButton(actions[name].icon(), actions[name].iconText(), self)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            button.clicked.connect(actions[name].trigger)
            button.setToolTip(actions[name].toolTip())
            button.setEnabled(actions[name].isEnabled())
            actions[name].enabledChanged.connect(button.setEnabled)
            button.setProperty("isMain", name == "export")
            if name != "export":
                button.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
            buttons.append(button)
        return self._row(buttons)

    def _row(self, widgets: Sequence[QWidget]) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(6, 4, 6, 4)
        for number, widget in enumerate(widgets):
            row.addWidget(widget)
            if number == 0 and isinstance(widget, QLabel):
                row.addStretch(1)
        if not isinstance(widgets[0], QLabel):
            row.insertStretch(2)
        return row

    def _tell_clip(self, row: int) -> None:
        event_id = self.model.reel.clips[row].event_id
        if event_id is not None:
            self.clip_chosen.emit(event_id)
