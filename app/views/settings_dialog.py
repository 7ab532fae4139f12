"""Settings as a form made from a table of fields."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QTabWidget,
    QVBoxLayout,
    QWidget,
)

from app.settings import Settings
from app.views.keys_page import Keys, KeysPage


@dataclass(frozen=True, slots=True)
class Field:
    """One row of the form.

    Attributes:
        name: of the setting.
        text: what it is called.
        help: one sentence.
        choices: pairs of value and text; empty for a number.
        greatest: of a number.
    """

    name: str
    text: str
    help: str
    choices: tuple[tuple[str, str], ...] = ()
    greatest: float = 10.0


FIELDS = (
    Field(
        "theme",
        "Theme",
        "Colours of the window",
        (("system", "As the system"), ("light", "Light"), ("dark", "Dark")),
    ),
    Field(
        "device",
        "Analyse on",
        "Where the network runs",
        (("auto", "The fastest there is"), ("cpu", "CPU"), ("cuda", "NVIDIA GPU"), ("mps", "Apple GPU")),
    ),
    Field(
        "hwaccel",
        "Decode on",
        "What decodes the video for an analysis; where it cannot, the CPU steps in",
        (("", "CPU"), ("cuda", "NVIDIA GPU"), ("videotoolbox", "Apple VideoToolbox"), ("d3d11va", "Windows D3D11VA")),
    ),
    Field(
        "signals",
        "Also look for",
        "What an analysis reads from the broadcast itself, beside the model's events",
        (("all", "Score bug and sound"), ("score_bug", "Score bug"), ("sound", "Sound"), ("none", "Nothing")),
    ),
    Field(
        "notation",
        "Times as",
        "How the playhead's time is written",
        (("clock", "Clock"), ("smpte", "SMPTE timecode"), ("seconds", "Seconds"), ("frame", "Frame number")),
    ),
    Field("lead_in", "Lead-in (s)", "How long before a chosen event the playhead stops"),
    Field(
        "thumbnails",
        "Frame at the mouse",
        "Where pointing at a time shows its frame",
        (("all", "Timeline and overview"), ("overview", "Overview"), ("none", "Nowhere")),
    ),
    Field(
        "language",
        "Language",
        "Takes effect at the next start",
        (("", "As the system"), ("en", "English"), ("it", "Italiano")),
    ),
)


def translated(text: str) -> str:
    """A text of the table in the person's language."""
    return QCoreApplication.translate("settings", text)


class SettingsDialog(QDialog):
    """Shows settings and shortcuts; every change is told at once."""

    def __init__(
        self, settings: Settings, keys: Keys, tell: Callable[[Settings], None], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Settings"))
        self.setMinimumSize(560, 520)
        self._settings, self._tell = settings, tell
        general = QWidget(self)
        form = QFormLayout(general)
        for field in FIELDS:
            editor = self._choice(field) if field.choices else self._number(field)
            editor.setToolTip(translated(field.help))
            editor.setAccessibleName(translated(field.text))
            form.addRow(translated(field.text), editor)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close, self)
        buttons.rejected.connect(self.reject)
        self.keys = KeysPage(keys, self)
        self.pages = QTabWidget(self)
        self.pages.addTab(general, self.tr("General"))
        self.pages.addTab(self.keys, self.tr("Keyboard"))
        column = QVBoxLayout(self)
        column.addWidget(self.pages)
        column.addWidget(buttons)

    def _choice(self, field: Field) -> QComboBox:
        box = QComboBox(self)
        for value, text in field.choices:
            box.addItem(translated(text), value)
        box.setCurrentIndex(max(0, box.findData(getattr(self._settings, field.name))))
        box.activated.connect(lambda _: self._change(field.name, box.currentData()))
        return box

    def _number(self, field: Field) -> QDoubleSpinBox:
        box = QDoubleSpinBox(self)
        box.setRange(0.0, field.greatest)
        box.setSingleStep(0.5)
        box.setDecimals(1)
        box.setValue(getattr(self._settings, field.name))
        box.valueChanged.connect(lambda value: self._change(field.name, value))
        return box

    def _change(self, name: str, value: object) -> None:
        self._settings = replace(self._settings, **{name: value})  # type: ignore[arg-type]
        self._tell(self._settings)
