"""Pictures of the window without a screen: one for the demo, or all of the documentation.

``python -m app.screenshot --all docs/images --project demo/sample.rmsnet`` makes the pictures in docs/images: the
empty window, analysing, reviewing, the moments, the quality panel and the settings, in two sizes and both themes.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

# Before Qt is imported: the offscreen platform needs no display.
os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QEventLoop, QSettings, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QDialog

from app import commands, showing, theme
from app.analysing import AnalysisProgress
from app.core.bundled import bundled_model
from app.core.project_file import Backups
from app.languages import install_language
from app.main_window import MainWindow, make_application
from app.work import Places

SIZES = ((1280, 800), (1920, 1080))
PATIENCE_MS = 120_000
SHARE_ANALYSED = 0.4
SETTLING_MS = 1_200  # for the player's picture to arrive after a seek


def main(arguments: Sequence[str]) -> int:
    """Write the picture; 1 when the project did not open in time."""
    args = _parser().parse_args(arguments)
    application = make_application()
    install_language(application, args.language)
    with tempfile.TemporaryDirectory() as folder:
        # Settings of nobody, so that the picture does not depend on whose machine it is.
        kept = QSettings(str(Path(folder) / "settings.ini"), QSettings.Format.IniFormat)
        if args.all is not None:
            code = _Album(application, Path(folder), kept, args.all).fill(args.project)
        else:
            code = _photograph(application, MainWindow(settings=kept), args)
        kept.sync()
    return code


class _Album:
    """All pictures of the documentation.

    Args:
        application: to dress.
        folder: where copies of the match are opened.
        settings: of nobody.
        target: where the pictures go.
    """

    def __init__(self, application: QApplication, folder: Path, settings: QSettings, target: Path) -> None:
        self._application, self._folder, self._target = application, folder, target
        places = Places(bundled_model(), True, None, Backups(folder / "backups"))
        self._window = MainWindow(places, settings)
        target.mkdir(parents=True, exist_ok=True)

    def fill(self, project: Path) -> int:
        """Take every picture; 1 when something did not come in time."""
        window = self._window
        window.show()
        self._take("empty")
        analysing = self._folder / project.with_suffix(".mp4").name
        shutil.copyfile(project.with_suffix(".mp4"), analysing)
        if not self._analysed_in_part(analysing):
            return 1
        self._take("analysing")
        window.work.cancel_analysis()
        window.work.close()
        for path in project.parent.glob(f"{project.stem}.*"):
            shutil.copyfile(path, self._folder / path.name)
        if not _opened(window, self._folder / project.name):
            return 1
        window.review.go(1)
        window.review.go(1)
        _wait_until(lambda: not window.jobs.running)
        self._take("review")
        window.action["moments"].trigger()
        self._take("moments")
        showing.leave_moments(window)
        truth = project.with_name("Labels.json")
        window.work.read_events(truth)
        _wait_until(lambda: window.measuring.evaluation is not None)
        commands.set_threshold(window.document, window.document.labels[0], 0.85)
        commands.set_threshold(window.document, window.document.labels[2], 0.1)
        _wait(SETTLING_MS)
        self._take("quality")
        window.action["settings"].trigger()
        self._take("settings")
        window.close()
        return 0

    def _analysed_in_part(self, match: Path) -> bool:
        window = self._window
        steps: list[AnalysisProgress] = []
        window.work.analysis_progressed.connect(steps.append)
        window.work.open(match)
        done = _wait_until(lambda: bool(steps) and (steps[-1].fraction or 0) >= SHARE_ANALYSED, 5 * PATIENCE_MS)
        window.playback.seek(60.0)
        return done

    def _take(self, name: str) -> None:
        window = self._window
        for dark in (False, True):
            theme.apply_theme(self._application, dark)
            window.refresh_theme()
            for size in SIZES:
                window.resize(*size)
                window.reset_layout()
                _wait(SETTLING_MS)
                picture = window.grab().toImage()
                for dialog in window.findChildren(QDialog):
                    if dialog.isVisible():
                        _paint_over(picture, dialog)
                file = self._target / f"{name}-{size[0]}x{size[1]}-{'dark' if dark else 'light'}.png"
                # 256 colours are a third of the bytes, and enough for a page.
                _save_small(picture, file)


def _save_small(picture: QImage, file: Path) -> None:
    """256 colours of the picture's own are a third of the bytes, and enough for a page."""
    from PIL import Image  # comes with the text reader

    plain = picture.convertToFormat(QImage.Format.Format_RGB888)
    raw = bytes(plain.constBits())
    image = Image.frombuffer("RGB", (plain.width(), plain.height()), raw, "raw", "RGB", plain.bytesPerLine(), 1)
    # The octree keeps the labels' colours; the other methods give them away for shades of grass.
    image.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, optimize=True)


def _paint_over(picture: QImage, dialog: QDialog) -> None:
    painter = QPainter(picture)
    at = (picture.width() - dialog.width()) // 2, (picture.height() - dialog.height()) // 2
    painter.drawPixmap(*at, dialog.grab())
    painter.setPen(dialog.palette().mid().color())
    painter.drawRect(*at, dialog.width(), dialog.height())
    painter.end()


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
    parser.add_argument("picture", type=Path, nargs="?", default=Path("window.png"), help="the PNG to write")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="write every picture of the documentation there")
    parser.add_argument("--language", default="en", help="en or it")
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
    return loop.exec() == 0 and _wait_until(lambda: not window.work.is_busy)


def _wait_until(true: Callable[[], bool], limit_ms: int = PATIENCE_MS) -> bool:
    end = time.monotonic() + limit_ms / 1000
    while not true() and time.monotonic() < end:
        _wait(50)
    return true()


def _wait(milliseconds: int) -> None:
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop, loop.quit)
    loop.exec()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
