"""What is there before a match: the three ways to begin."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QDateTime, QLocale, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from app.actions import Actions
from app.icons import pixmap
from app.settings import RecentMatch

MOST_RECENT = 6


class EmptyPage(QWidget):
    """Drop a match, open one, or try the sample."""

    recent_chosen = Signal(Path)

    def __init__(self, actions: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.setSpacing(12)
        picture = QLabel(self)
        picture.setPixmap(pixmap("application", "#009E73", 72))
        title = QLabel(self.tr("Drop a match here"), self)
        title.setProperty("isTitle", True)
        words = QLabel(self.tr("Goals, cards and substitutions are found for you to review and cut."), self)
        words.setProperty("isFaint", True)
        for label in (picture, title, words):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(label)
        row = QHBoxLayout()
        row.setAlignment(Qt.AlignmentFlag.AlignCenter)
        for name, text in (("open", self.tr("Open a match...")), ("open_sample", self.tr("Try the sample match"))):
            button = QPushButton(text, self)
            button.setToolTip(actions[name].toolTip())
            button.setProperty("isMain", name == "open")
            button.clicked.connect(actions[name].trigger)
            row.addWidget(button)
        column.addLayout(row)
        self._recent = QVBoxLayout()
        self._recent.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column.addLayout(self._recent)

    def set_recent(self, matches: Sequence[RecentMatch]) -> None:
        """Matches that were open before, newest first."""
        while (item := self._recent.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        if matches:
            heading = QLabel(self.tr("Recent"), self)
            heading.setProperty("isFaint", True)
            self._recent.addWidget(heading, 0, Qt.AlignmentFlag.AlignCenter)
        for match in matches[:MOST_RECENT]:
            self._recent.addWidget(self._make_recent(match))

    def _make_recent(self, match: RecentMatch) -> QPushButton:
        path, is_there = match.path, match.path.exists()
        when = QDateTime.fromString(match.opened, Qt.DateFormat.ISODate)
        details = [self.locale().toString(when, QLocale.FormatType.ShortFormat)] if when.isValid() else []
        if not is_there:
            details.append(self.tr("not there any more"))
        button = QPushButton("   ".join([path.name, *details]), self)
        button.setFlat(True)
        button.setEnabled(is_there)
        button.setToolTip(str(path))
        button.clicked.connect(lambda _=False, chosen=path: self.recent_chosen.emit(chosen))
        return button
