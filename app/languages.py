"""The window's languages: catalogues of our texts, and Qt's own for its dialogs."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

LANGUAGES = ("en", "it")


def catalogue_folder() -> Path:
    """Where the catalogues are."""
    return Path(str(resources.files("resources"))) / "translations"


def chosen_language(wanted: str) -> str:
    """The language to use: the wanted one, else the system's when there is a catalogue, else English."""
    language = wanted or QLocale.system().name().partition("_")[0]
    return language if language in LANGUAGES else "en"


def install_language(application: QCoreApplication, wanted: str) -> str:
    """Translate every text that is made from now on; returns the language."""
    language = chosen_language(wanted)
    for name, folder in (
        (f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)),
        (f"rmsnet_{language}", str(catalogue_folder())),
    ):
        translator = QTranslator(application)
        if translator.load(name, folder):
            application.installTranslator(translator)
    return language
