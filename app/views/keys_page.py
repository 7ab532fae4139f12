"""The page of shortcuts: every command with its keys, to change; conflicts are named before they are settled."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QKeySequenceEdit,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from app.actions import MENU_TITLES, MENUS, SPECS, keys_in_force, owner_of, plain, translated

Keys = Mapping[str, tuple[str, ...]]
NATIVE, PORTABLE = QKeySequence.SequenceFormat.NativeText, QKeySequence.SequenceFormat.PortableText


class KeysPage(QWidget):
    """Shows shortcuts; tells those that differ from the table's own."""

    keys_changed = Signal(dict)

    def __init__(self, changed: Keys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._changed = dict(changed)
        self.search = QLineEdit(self)
        self.search.setPlaceholderText(self.tr("Search commands and keys"))
        self.search.setAccessibleName(self.tr("Search commands and keys"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(lambda _: self._fill())
        self.tree = self._make_tree()
        self.editor = QKeySequenceEdit(self)
        self.editor.setMaximumSequenceLength(1)
        self.editor.setClearButtonEnabled(True)
        self.editor.setAccessibleName(self.tr("New keys"))
        self.editor.keySequenceChanged.connect(lambda _: self._show_conflict())
        self.conflict = QLabel(self)
        self.conflict.setWordWrap(True)
        self.conflict.setProperty("isWarning", True)
        self.set_button = self._button(self.tr("Set"), self._set)
        self.reset_button = self._button(self.tr("Reset"), self._reset)
        self.reset_all_button = self._button(self.tr("Reset all"), self._reset_all)
        row = QHBoxLayout()
        row.addWidget(QLabel(self.tr("New keys:"), self))
        row.addWidget(self.editor, 1)
        for button in (self.set_button, self.reset_button, self.reset_all_button):
            row.addWidget(button)
        column = QVBoxLayout(self)
        for widget in (self.search, self.tree):
            column.addWidget(widget)
        column.addLayout(row)
        column.addWidget(self.conflict)
        self._fill()

    def choose(self, name: str) -> None:
        """Select a command."""
        for item in self._items():
            if item.data(0, Qt.ItemDataRole.UserRole) == name:
                self.tree.setCurrentItem(item)

    def chosen(self) -> str | None:
        """The name of the selected command."""
        item = self.tree.currentItem()
        name = item.data(0, Qt.ItemDataRole.UserRole) if item is not None else None
        return str(name) if name else None

    def _make_tree(self) -> QTreeWidget:
        tree = QTreeWidget(self)
        tree.setColumnCount(2)
        tree.setHeaderLabels([self.tr("Command"), self.tr("Keys")])
        tree.setAccessibleName(self.tr("Commands and their keys"))
        tree.setUniformRowHeights(True)
        tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        tree.header().setStretchLastSection(False)
        tree.currentItemChanged.connect(lambda *_: self._begin_edit())
        return tree

    def _button(self, text: str, action: object) -> QPushButton:
        button = QPushButton(text, self)
        button.setAutoDefault(False)
        button.clicked.connect(action)
        return button

    def _fill(self) -> None:
        chosen = self.chosen()
        self.tree.clear()
        words = self.search.text().casefold().strip()
        force = keys_in_force(self._changed)
        for menu in MENUS:
            head = QTreeWidgetItem([translated(MENU_TITLES[menu]).replace("&", "")])
            head.setFlags(Qt.ItemFlag.ItemIsEnabled)
            for spec in SPECS.values():
                shown = "   ".join(native(key) for key in force[spec.name])
                in_menu = spec.menu == menu or (not spec.menu and menu == "event")
                if in_menu and words in f"{plain(spec.text)} {shown}".casefold():
                    item = QTreeWidgetItem(head, [plain(spec.text), shown])
                    item.setData(0, Qt.ItemDataRole.UserRole, spec.name)
                    item.setToolTip(0, translated(spec.tooltip))
                    if spec.name in self._changed:
                        font = item.font(1)
                        font.setBold(True)
                        item.setFont(1, font)
            if head.childCount():
                self.tree.addTopLevelItem(head)
        self.tree.expandAll()
        if chosen is not None:
            self.choose(chosen)
        self._begin_edit()

    def _items(self) -> list[QTreeWidgetItem]:
        heads = [self.tree.topLevelItem(row) for row in range(self.tree.topLevelItemCount())]
        rows = (head.child(row) for head in heads if head is not None for row in range(head.childCount()))
        return [item for item in rows if item is not None]

    def _begin_edit(self) -> None:
        name = self.chosen()
        keys = keys_in_force(self._changed)[name] if name else ()
        self.editor.blockSignals(True)
        self.editor.setKeySequence(QKeySequence(keys[0], PORTABLE) if keys else QKeySequence())
        self.editor.blockSignals(False)
        self.editor.setEnabled(name is not None)
        self.reset_button.setEnabled(name in self._changed)
        self.reset_all_button.setEnabled(bool(self._changed))
        self._show_conflict()

    def _typed(self) -> str:
        return self.editor.keySequence().toString(PORTABLE)

    def _show_conflict(self) -> None:
        name, typed = self.chosen(), self._typed()
        owner = owner_of(keys_in_force(self._changed), typed, name) if name and typed else None
        if owner is None:
            self.conflict.setText("")
            self.set_button.setText(self.tr("Set"))
        else:
            text = self.tr("{0} belongs to \u201c{1}\u201d, which would lose it.")
            self.conflict.setText(text.format(native(typed), plain(SPECS[owner].text)))
            self.set_button.setText(self.tr("Set anyway"))
        self.set_button.setEnabled(name is not None)

    def _set(self) -> None:
        name, typed = self.chosen(), self._typed()
        if name is None:
            return
        force = keys_in_force(self._changed)
        owner = owner_of(force, typed, name) if typed else None
        if owner is not None:
            self._put(owner, tuple(key for key in force[owner] if key != typed))
        self._put(name, (typed,) if typed else ())
        self._tell()

    def _put(self, name: str, keys: tuple[str, ...]) -> None:
        if keys == SPECS[name].keys:
            self._changed.pop(name, None)
        else:
            self._changed[name] = keys

    def _reset(self) -> None:
        name = self.chosen()
        if name is not None and name in self._changed:
            del self._changed[name]
            for key in SPECS[name].keys:  # taken back from whoever has it now
                force = keys_in_force(self._changed)
                owner = owner_of(force, key, name)
                if owner is not None:
                    self._put(owner, tuple(other for other in force[owner] if other != key))
            self._tell()

    def _reset_all(self) -> None:
        self._changed.clear()
        self._tell()

    def _tell(self) -> None:
        self._fill()
        self.keys_changed.emit(dict(self._changed))


def native(keys: str) -> str:
    """Keys as this system writes them."""
    return QKeySequence(keys, PORTABLE).toString(NATIVE)
