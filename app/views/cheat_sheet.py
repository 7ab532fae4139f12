"""Every shortcut, made from the table of actions."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.actions import MENU_TITLES, SPECS, Actions, plain, translated

COLUMNS = (("play",), ("event", "reel"), ("file", "edit", "view", "help"))


class CheatSheet(QDialog):
    """A page of keys and what they do."""

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Keyboard"))
        row = QHBoxLayout()
        row.setSpacing(28)
        for menus in COLUMNS:
            column = QVBoxLayout()
            for menu in menus:
                column.addLayout(self._section(menu, actions))
            column.addStretch(1)
            row.addLayout(column)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        page = QVBoxLayout(self)
        page.addLayout(row)
        page.addWidget(buttons)

    def _section(self, menu: str, actions: Actions) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(2)
        title = QLabel(translated(MENU_TITLES[menu]).replace("&", ""), self)
        title.setProperty("isFaint", True)
        grid.addWidget(title, 0, 0, 1, 2)
        rows = [
            (self._keys(actions[spec.name].shortcuts()), plain(spec.text))
            for spec in SPECS.values()
            if spec.menu == menu and actions[spec.name].shortcuts()
        ]
        if menu == "event":
            rows.append(("1 ... 9", self.tr("Give the event a label")))
        for number, (keys, text) in enumerate(rows, 1):
            name = QLabel(keys, self)
            name.setAlignment(Qt.AlignmentFlag.AlignRight)
            name.setStyleSheet("font-weight: 600;")
            grid.addWidget(name, number, 0)
            grid.addWidget(QLabel(text, self), number, 1)
        return grid

    def _keys(self, sequences: list[QKeySequence]) -> str:
        return "  ".join(keys.toString(QKeySequence.SequenceFormat.NativeText) for keys in sequences)
