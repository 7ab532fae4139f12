"""What to export, and how it looks and sounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, cast

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)

from app.core.encoding import EncodingOptions

REEL, CLIPS = "reel", "clips"


@dataclass(frozen=True, slots=True)
class ExportChoice:
    """A person's answer.

    Attributes:
        kind: "reel", "clips", or a kind of hand-off file.
        options: how it looks and sounds.
    """

    kind: str = REEL
    options: EncodingOptions = EncodingOptions()  # noqa: RUF009 - a frozen value


class ExportDialog(QDialog):
    """A form; the answer comes with ``chosen``.

    Args:
        choice: the last answer, to begin with.
        hand_offs: kinds of hand-off files with their titles.
        preview: says which frames a lossless export would really show, or why it cannot be made.
        parent: the window.
    """

    chosen = Signal(object)

    def __init__(
        self,
        choice: ExportChoice,
        hand_offs: Sequence[tuple[str, str]],
        preview: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Export"))
        self._preview = preview
        self._form = QFormLayout(self)
        self._boxes: dict[str, QComboBox] = {}
        kinds = ((self.tr("The reel as one MP4"), REEL), (self.tr("Every clip as an MP4"), CLIPS))
        self._add_box("kind", self.tr("&Make"), (*kinds, *((title, kind) for kind, title in hand_offs)), choice.kind)
        for name, label, entries in self._fields():
            self._add_box(name, label, entries, getattr(choice.options, name))
        self._add_words(choice.options)
        self.frames = QPlainTextEdit(self)
        self.frames.setReadOnly(True)
        self.frames.setAccessibleName(self.tr("Frames of a lossless export"))
        self.frames.setMaximumHeight(120)
        self._form.addRow(self.frames)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel, self)
        buttons.addButton(self.tr("Choose a place..."), QDialogButtonBox.ButtonRole.AcceptRole)
        buttons.accepted.connect(self._accept)
        buttons.rejected.connect(self.reject)
        self._form.addRow(buttons)
        for name in ("kind", "mode"):
            self._boxes[name].currentIndexChanged.connect(self._show_what_matters)
        self._show_what_matters()

    def choice(self) -> ExportChoice:
        """What is set now."""
        values: dict[str, Any] = {name: box.currentData() for name, box in self._boxes.items()}
        kind = str(values.pop("kind"))
        if values["rate"]:
            values["rate"] = Fraction(str(values["rate"]))
        lossless = values["mode"] == "lossless"
        words: dict[str, Any] = {
            "title": "" if lossless else self.title.text().strip(),
            "lower_thirds": self.lower_thirds.isChecked() and not lossless,
            "cross_fade": 0.0 if lossless else self.cross_fade.value(),
        }
        if lossless:  # what its greyed fields say does not count
            values |= {"height": None, "rate": None, "hdr": "keep"}
        return ExportChoice(kind, EncodingOptions(**values, **words))

    def _fields(self) -> tuple[tuple[str, str, tuple[tuple[str, object], ...]], ...]:
        return (
            (
                "mode",
                self.tr("C&ut"),
                (
                    (self.tr("Exact: every frame encoded"), "exact"),
                    (self.tr("Lossless: frames copied, clips start at key frames"), "lossless"),
                    (self.tr("Smart: only the edges encoded"), "smart"),
                ),
            ),
            (
                "quality",
                self.tr("&Quality"),
                ((self.tr("High"), "high"), (self.tr("Standard"), "standard"), (self.tr("Small"), "small")),
            ),
            (
                "height",
                self.tr("&Size"),
                (
                    (self.tr("As the match"), None),
                    ("1080", 1080),
                    ("720", 720),
                    ("480", 480),
                    ("360", 360),
                ),
            ),
            (
                "rate",
                self.tr("&Frame rate"),
                (
                    (self.tr("As the match"), None),
                    ("23.976", "24000/1001"),
                    ("24", "24"),
                    ("25", "25"),
                    ("29.97", "30000/1001"),
                    ("30", "30"),
                    ("50", "50"),
                    ("59.94", "60000/1001"),
                    ("60", "60"),
                ),
            ),
            (
                "encoder",
                self.tr("&Encoder"),
                ((self.tr("Hardware where it works"), "auto"), (self.tr("Software"), "software")),
            ),
            ("hdr", self.tr("H&DR"), ((self.tr("Keep, in 10 bits"), "keep"), (self.tr("Convert to SDR"), "sdr"))),
        )

    def _add_box(self, name: str, label: str, entries: Sequence[tuple[str, object]], value: object) -> None:
        box = QComboBox(self)
        for text, data in entries:
            box.addItem(text, data)
        wanted = str(value) if isinstance(value, Fraction) else value
        box.setCurrentIndex(max(0, next((i for i in range(box.count()) if box.itemData(i) == wanted), 0)))
        box.setAccessibleName(label.replace("&", ""))
        self._boxes[name] = box
        self._form.addRow(label, box)

    def _add_words(self, options: EncodingOptions) -> None:
        self.title = QLineEdit(options.title, self)
        self.title.setPlaceholderText(self.tr("No title card"))
        self._form.addRow(self.tr("&Title card"), self.title)
        self.lower_thirds = QCheckBox(self.tr("&Label and match clock in each clip"), self)
        self.lower_thirds.setChecked(options.lower_thirds)
        self._form.addRow("", self.lower_thirds)
        self.cross_fade = QDoubleSpinBox(self)
        self.cross_fade.setRange(0.0, 5.0)
        self.cross_fade.setSingleStep(0.1)
        self.cross_fade.setDecimals(1)
        self.cross_fade.setSuffix(self.tr(" s"))
        self.cross_fade.setSpecialValueText(self.tr("No cross-fade"))
        self.cross_fade.setValue(options.cross_fade)
        self._form.addRow(self.tr("&Cross-fade"), self.cross_fade)

    def _show_what_matters(self) -> None:
        kind, mode = self._boxes["kind"].currentData(), self._boxes["mode"].currentData()
        is_video, lossless = kind in (REEL, CLIPS), mode == "lossless"
        self._boxes["mode"].setEnabled(is_video)
        changing: list[QWidget] = [self._boxes[name] for name in ("quality", "height", "rate", "encoder", "hdr")]
        for field in (*changing, cast(QWidget, self.lower_thirds)):
            field.setEnabled(is_video and not lossless)
        self.title.setEnabled(kind != CLIPS and not lossless)
        self.cross_fade.setEnabled(kind != CLIPS and not lossless)
        self.frames.setVisible(is_video and lossless)
        if is_video and lossless:
            self.frames.setPlainText(self._preview())
        self.adjustSize()

    def _accept(self) -> None:
        self.chosen.emit(self.choice())
        self.accept()
