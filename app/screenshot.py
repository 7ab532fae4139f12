"""A picture of the window with a project open, without a screen: for the demo and the documentation."""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

# Before Qt is imported: the offscreen platform needs no display.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtWidgets import QApplication

from app import theme
from app.main_window import MainWindow, make_application

PATIENCE_MS = 20_000
SETTLING_MS = 1_200  # for the player's picture to arrive after a seek


def main(arguments: Sequence[str]) -> int:
    """Write the picture; 1 when the project did not open in time."""
    args = _parser().parse_args(arguments)
    application = make_application()
    with tempfile.TemporaryDirectory() as folder:
        # Settings of nobody, so that the picture does not depend on whose machine it is.
        kept = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        code = _photograph(application, MainWindow(settings=kept), args)
        kept.sync()
    return code


def _photograph(application: QApplication, window: MainWindow, args: argparse.Namespace) -> int:
    theme.apply_theme(application, args.dark)
    window.refresh_theme()
    window.resize(*args.size)
    window.show()
    if args.project is not None and not _opened(window, args.project):
        return 1
    window.review.go(args.event)
    _wait(SETTLING_MS)
    saved = window.grab().save(str(args.picture))
    window.close()
    return 0 if saved else 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m app.screenshot", description=__doc__)
    parser.add_argument("picture", type=Path, help="the PNG to write")
    parser.add_argument("--project", type=Path, help="a match or project; without one the empty window is shown")
    parser.add_argument("--size", type=_size, default=(1280, 800), help="WIDTHxHEIGHT (1280x800)")
    parser.add_argument("--dark", action="store_true", help="in the dark theme")
    parser.add_argument("--event", type=int, default=1, help="steps to the event that is chosen (%(default)s)")
    return parser


def _size(text: str) -> tuple[int, int]:
    width, _, height = text.partition("x")
    return int(width), int(height)


def _opened(window: MainWindow, project: Path) -> bool:
    loop = QEventLoop()
    window.work.opened.connect(loop.quit)
    window.work.failed.connect(lambda _: loop.exit(1))
    QTimer.singleShot(PATIENCE_MS, loop, lambda: loop.exit(1))
    window.work.open(project)
    return loop.exec() == 0


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
