"""One sentence above the work, with what to do about it; nothing blinks and nothing asks to be closed."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QToolButton, QVBoxLayout, QWidget

from app.icons import icon
from app.theme import tones


class NoticeBar(QWidget):
    """Notices by subject: a newer one of a subject takes the place of the older."""

    answered = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._bands: dict[str, QFrame] = {}
        self._texts: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    @property
    def texts(self) -> dict[str, str]:
        """The sentences that are shown, by subject."""
        return dict(self._texts)

    def show_notice(self, subject: str, text: str, answers: tuple[tuple[str, str], ...] = ()) -> None:
        """Show a sentence.

        Args:
            subject: what it is about; ``answered`` names it.
            text: one sentence.
            answers: pairs of a name for the code and a button's text.
        """
        if self._texts.get(subject) == text:
            return
        self.drop(subject)
        band = QFrame(self)
        band.setProperty("isBand", True)
        row = QHBoxLayout(band)
        row.setContentsMargins(10, 3, 4, 3)
        sentence = QLabel(text, band)
        sentence.setWordWrap(True)
        sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        row.addWidget(sentence, 1)
        for name, words in answers:
            button = QPushButton(words, band)
            button.clicked.connect(lambda _=False, answer=name: self.answered.emit(subject, answer))
            row.addWidget(button)
        row.addWidget(self._closer(band, subject))
        self._column.addWidget(band)
        self._bands[subject], self._texts[subject] = band, text

    def drop(self, subject: str) -> None:
        """Take a notice away, if it is there."""
        band = self._bands.pop(subject, None)
        self._texts.pop(subject, None)
        if band is not None:
            self._column.removeWidget(band)
            band.hide()
            band.deleteLater()

    def clear(self) -> None:
        """Take every notice away."""
        for subject in list(self._bands):
            self.drop(subject)

    def _closer(self, band: QWidget, subject: str) -> QToolButton:
        tone = tones(self.palette())
        button = QToolButton(band)
        button.setIcon(icon("cancel", tone.text, tone.line))
        button.setAutoRaise(True)
        button.setToolTip(self.tr("Hide this"))
        button.setAccessibleName(self.tr("Hide this notice"))
        button.clicked.connect(lambda: self.drop(subject))
        return button
