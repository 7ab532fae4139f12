"""Questions to a person. They change nothing: an answer is handed on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox, QWidget

VIDEOS = "*.mp4 *.mkv *.mov *.avi *.ts *.m2ts *.mts *.webm *.mxf *.mpg *.mpeg *.wmv *.flv"
Answer = Callable[[Path], None]


def tr(text: str) -> str:
    """The translation of a question."""
    return QCoreApplication.translate("asking", text)


def ask_match(parent: QWidget, folder: Path | None, answer: Answer) -> QFileDialog:
    """Which match or project to open."""
    filters = (
        tr("Matches and projects") + f" ({VIDEOS} *.rmsnet)",
        tr("Projects") + " (*.rmsnet)",
        tr("All files") + " (*)",
    )
    return _ask_file(parent, tr("Open a match"), folder, filters, answer)


def ask_moved_match(parent: QWidget, folder: Path | None, name: str, answer: Answer) -> QFileDialog:
    """Where a match file is now."""
    title = tr("Where is {0}?").format(name)
    return _ask_file(parent, title, folder, (tr("Matches") + f" ({VIDEOS})", tr("All files") + " (*)"), answer)


def ask_further(parent: QWidget, folder: Path | None, answer: Answer) -> QFileDialog:
    """Which file the match goes on in."""
    filters = (tr("Matches") + f" ({VIDEOS})", tr("All files") + " (*)")
    return _ask_file(parent, tr("Add a further file of this match"), folder, filters, answer)


def ask_events(parent: QWidget, folder: Path | None, answer: Answer) -> QFileDialog:
    """Which predictions or annotations to read."""
    filters = (tr("Predictions and annotations") + " (*.json)", tr("All files") + " (*)")
    return _ask_file(parent, tr("Open predictions or truth"), folder, filters, answer)


def ask_model(parent: QWidget, folder: Path | None, answer: Answer) -> QFileDialog:
    """Which checkpoint to analyse with."""
    filters = (tr("RMS-Net checkpoints") + " (*.safetensors)", tr("All files") + " (*)")
    return _ask_file(parent, tr("Choose a model"), folder, filters, answer)


def ask_target(parent: QWidget, title: str, suggested: Path, kinds: str, answer: Answer) -> QFileDialog:
    """Where to write; the system asks before a file is replaced.

    Args:
        parent: the window.
        title: of the question.
        suggested: a file to propose.
        kinds: filter of the dialog, such as "MP4 (*.mp4)".
        answer: called with the file.
    """
    dialog = QFileDialog(parent, title, str(suggested.parent), kinds)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suggested.suffix.removeprefix("."))
    dialog.selectFile(str(suggested))
    return _opened(dialog, answer)


def ask_folder(parent: QWidget, title: str, folder: Path, answer: Answer) -> QFileDialog:
    """Which folder to write to."""
    dialog = QFileDialog(parent, title, str(folder))
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    return _opened(dialog, answer)


def ask_text(parent: QWidget, title: str, words: str, text: str, answer: Callable[[str], None]) -> QInputDialog:
    """A line of text."""
    dialog = QInputDialog(parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.setWindowTitle(title)
    dialog.setLabelText(words)
    dialog.setTextValue(text)
    dialog.textValueSelected.connect(answer)
    dialog.open()
    return dialog


def tell(parent: QWidget, title: str, text: str, details: str = "") -> QMessageBox:
    """Say something that needs room."""
    box = QMessageBox(QMessageBox.Icon.Information, title, text, QMessageBox.StandardButton.Ok, parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setInformativeText(details)
    box.open()
    return box


def tell_fault(parent: QWidget, copy_report: Callable[[], None], text: str) -> QMessageBox:
    """Say that the program failed, and offer a report to copy."""
    box = QMessageBox(QMessageBox.Icon.Warning, tr("Something went wrong"), text, parent=parent)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    box.setInformativeText(tr("Your work is saved. The report helps to mend the fault."))
    copy = box.addButton(tr("Copy report"), QMessageBox.ButtonRole.ActionRole)
    box.addButton(QMessageBox.StandardButton.Close)
    copy.clicked.connect(copy_report)
    box.open()
    return box


def _ask_file(
    parent: QWidget, title: str, folder: Path | None, filters: tuple[str, ...], answer: Answer
) -> QFileDialog:
    dialog = QFileDialog(parent, title, str(folder or ""), ";;".join(filters))
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _opened(dialog, answer)


def _opened(dialog: QFileDialog, answer: Answer) -> QFileDialog:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.fileSelected.connect(lambda name: answer(Path(name)))
    dialog.open()
    return dialog
