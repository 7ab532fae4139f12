"""The window: lays out the views, and connects them with document, playback and work."""

from __future__ import annotations

import logging
import sys
from functools import cached_property
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QSettings, Qt, QTimer
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDropEvent, QGuiApplication, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDockWidget,
    QLabel,
    QLineEdit,
    QMainWindow,
    QStackedWidget,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app import asking, theme
from app.actions import make_actions, set_keys
from app.core.bundled import bundled_model
from app.core.places import backup_folder, feature_cache_folder, log_file
from app.core.project_file import Backups
from app.core.timecode import Notation
from app.document import Document
from app.events_model import EventsModel
from app.icons import pixmap
from app.jobs import Job, JobList, is_mendable
from app.languages import install_language
from app.listening import Listening
from app.measuring import Measuring
from app.menus import EVENT_MENU, build_menus, enable_actions, leave_keys_to, set_icons
from app.moments import Moments
from app.playback import Playback
from app.reel_model import ReelModel
from app.reports import report_text
from app.requests import open_dropped
from app.review import Review
from app.settings import Settings, SettingsFile
from app.showing import refresh_icons, show_device, show_time
from app.views.empty_page import EmptyPage
from app.views.events_panel import EventsPanel
from app.views.jobs_panel import JobsPanel
from app.views.moments_panel import MomentsPanel
from app.views.notice_bar import NoticeBar
from app.views.player import Player
from app.views.quality_panel import QualityPanel
from app.views.reel_panel import ReelPanel
from app.wiring import connect_everything, connect_timeline
from app.work import Places, Work
from rmsnet.errors import CheckpointError

if TYPE_CHECKING:
    from app.views.timeline import Timeline

LOGGER = logging.getLogger(__name__)
FIRST_SIZE = (1280, 800)
LAYOUT = 1
LOADED_AHEAD = ("app.views.timeline", "app.core.exporting")
"""Counts up with every panel that is new: a layout kept from before would not know where to put it."""


class MainWindow(QMainWindow):
    """One match at a time.

    Args:
        places: models and folders outside the match's own; the person's when absent.
        settings: where settings are kept; the system's place when absent.
    """

    def __init__(self, places: Places | None = None, settings: QSettings | None = None) -> None:
        super().__init__()
        self.settings_file = SettingsFile(settings)
        self.settings = self.settings_file.load()
        self.jobs = JobList()
        self.document = Document(self)
        self.work = Work(self.document, self.jobs, places or usual_places(self.settings), self)
        self.measuring = Measuring(self.document, self.jobs, self)
        self.listening = Listening(self.document, self.jobs, self.work.places.cache, self)
        self.playback = Playback(self.jobs, self)
        self.work.use(self.settings)
        self.review = Review(self.document, self.playback, lambda: self.settings.lead_in, self)
        self.moments = Moments(self.document, self.review, self.playback, lambda: self.settings.lead_in, self)
        self.action = make_actions(self, self.settings_file.keys())
        self.notation = Notation(self.settings.notation)
        self.gesture = 0
        self.front = "events"  # of the panels that share a place
        self.first_level = ("", 0.0)
        self.exported_folder = Path()
        self._log = log_file()
        self._make_views()
        self._lay_out()
        self.menus = build_menus(self, self.action)
        self._make_status()
        self._make_window_ready()
        connect_everything(self)
        self.refresh_theme()
        self.refresh_actions()
        show_device(self)

    # Parts

    def _make_views(self) -> None:
        self.notices = NoticeBar(self)
        self.empty_page = EmptyPage(self.action, self)
        self.empty_page.set_recent(self.settings_file.recent)
        self.player = Player(self.action, self)
        self.events_model, self.reel_model = EventsModel(), ReelModel()
        self.events_model.setParent(self)
        self.reel_model.setParent(self)
        self.events_panel = EventsPanel(self.events_model, self)
        self.events_panel.add_menu([self.action[name] for name in EVENT_MENU])
        self.reel_panel = ReelPanel(self.reel_model, self.action, self)
        self.moments_panel = MomentsPanel(self.moments.model, self.action, self)
        self.quality_panel = QualityPanel(self.action, self)
        self.jobs_panel = JobsPanel(self)

    def _lay_out(self) -> None:
        self.pages = QStackedWidget(self)
        self.pages.addWidget(self.empty_page)
        self.pages.addWidget(self.player)
        centre = QWidget(self)
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.notices)
        column.addWidget(self.pages, 1)
        self.setCentralWidget(centre)
        self.setDockNestingEnabled(True)
        self.setTabPosition(Qt.DockWidgetArea.AllDockWidgetAreas, QTabWidget.TabPosition.North)
        self.setCorner(Qt.Corner.BottomRightCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        self.setCorner(Qt.Corner.BottomLeftCorner, Qt.DockWidgetArea.BottomDockWidgetArea)
        right, bottom = Qt.DockWidgetArea.RightDockWidgetArea, Qt.DockWidgetArea.BottomDockWidgetArea
        self.docks = {
            "events": self._dock("events", self.tr("Events"), self.events_panel, right),
            "moments": self._dock("moments", self.tr("Moments"), self.moments_panel, right),
            "reel": self._dock("reel", self.tr("Reel"), self.reel_panel, right),
            "quality": self._dock("quality", self.tr("Quality"), self.quality_panel, right),
            "timeline": self._dock("timeline", self.tr("Timeline"), QWidget(self), bottom),
        }

    def _dock(self, name: str, title: str, view: QWidget, area: Qt.DockWidgetArea) -> QDockWidget:
        dock = QDockWidget(title, self)
        dock.setObjectName(name)
        dock.setWidget(view)
        dock.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetMovable | QDockWidget.DockWidgetFeature.DockWidgetFloatable
        )
        self.addDockWidget(area, dock)
        return dock

    def _make_status(self) -> None:
        bar = self.statusBar()
        bar.setSizeGripEnabled(False)
        bar.addWidget(self.jobs_panel, 1)
        self.saved_label, self.device_label = QLabel(bar), QLabel(bar)
        self.badge = QToolButton(bar)
        self.badge.setToolTip(self.tr("What this model was trained on, and how to use another one"))
        self.badge.clicked.connect(self.action["about_model"].trigger)
        for widget in (self.saved_label, self.device_label, self.badge):
            bar.addPermanentWidget(widget)

    def _make_window_ready(self) -> None:
        self.setAcceptDrops(True)
        self.setWindowTitle("RMS-Net Highlights")
        self.setWindowIcon(QIcon(pixmap("application", "#009E73", 64)))
        self.setDockOptions(self.dockOptions() | QMainWindow.DockOption.AnimatedDocks)
        self.resize(*FIRST_SIZE)
        self.reset_layout()
        self._first_state = self.saveState(LAYOUT)
        kept = self.settings_file.layout()
        if kept is not None:
            self.restoreGeometry(kept[0])
            self.restoreState(kept[1], LAYOUT)
        for dock in self.docks.values():
            dock.hide()

    @cached_property
    def timeline(self) -> Timeline:
        """The timeline, made with the first match: its library takes a third of the time to show a window."""
        from app.views.timeline import Timeline

        timeline = Timeline(self)
        self.docks["timeline"].setWidget(timeline)
        connect_timeline(self, timeline)
        return timeline

    def load_ahead(self) -> None:
        """Load libraries behind the first page: otherwise the first match and the first export wait for them."""
        self.jobs.start(Job("", lambda: map(import_module, LOADED_AHEAD), is_listed=False))

    # Layout and looks

    def reset_layout(self, state: QByteArray | None = None) -> None:
        """Put every panel back in its place."""
        first = state or getattr(self, "_first_state", None)
        if first is not None:
            self.restoreState(first, LAYOUT)
        width, height = self.width(), self.height()
        docks = self.docks
        self.resizeDocks([docks["events"]], [round(width * 0.42)], Qt.Orientation.Horizontal)
        self.resizeDocks([docks["timeline"]], [round(height * 0.37)], Qt.Orientation.Vertical)
        upper = round(height * 0.5)
        self.resizeDocks(
            [docks["events"], docks["reel"]], [round(upper * 0.52), round(upper * 0.48)], Qt.Orientation.Vertical
        )
        for name in ("moments", "quality"):
            self.tabifyDockWidget(docks["events"], docks[name])
        self._show_docks(self.document.is_open)

    def _show_docks(self, is_open: bool) -> None:
        for name, dock in self.docks.items():
            dock.setVisible(is_open and (name != "quality" or self.action["quality"].isChecked()))
        self.docks[self.front].raise_()

    def show_match(self, is_open: bool) -> None:
        """Show the panels of a match, or the page before one."""
        self.pages.setCurrentWidget(self.player if is_open else self.empty_page)
        was_open = not self.docks["timeline"].isHidden()
        self._show_docks(is_open)
        if is_open and not was_open and self.settings_file.layout() is None:
            self.reset_layout()

    @property
    def playback_place(self) -> float:
        """The playhead on the match's axis, in seconds."""
        return self.document.axis.place(self.playback.index, self.playback.time)

    def refresh_theme(self) -> None:
        """Take the colours of the palette in force."""
        tone = theme.tones(self.palette())
        set_icons(self.action, tone)
        refresh_icons(self)
        if "timeline" in vars(self):
            self.timeline.refresh_theme()
        self.show_labels()

    def show_labels(self) -> None:
        """Give the table the label set's colours."""
        self.events_model.set_labels(self.document.labels, self.palette().text().color())
        self.moments.model.set_ring(self.palette().text().color())

    def refresh_actions(self) -> None:
        """Grey out what cannot be done now."""
        document = self.document
        can_play = document.source is not None
        enable_actions(self.action, document.is_open, bool(document.selection), can_play)
        stack = document.undo_stack
        self.action["undo"].setEnabled(stack.canUndo())
        self.action["redo"].setEnabled(stack.canRedo())
        for name in ("export", "export_clips", "preview"):
            self.action[name].setEnabled(can_play and bool(document.reel.clips))
        for name in ("analyse", "analyse_again"):
            self.action[name].setEnabled(can_play and not self.work.is_analysing)
        self.action["locate"].setEnabled(document.missing is not None)
        leave_keys_to(QApplication.focusWidget(), self.action)

    def use_settings(self, settings: Settings) -> None:
        """Take what a person set, and keep it."""
        self.settings = settings
        self.settings_file.save(settings)
        self.work.use(settings)
        self.notation = Notation(settings.notation)
        application = QApplication.instance()
        if isinstance(application, QApplication):
            follow_theme(application, self)
        if self.document.is_open:
            self.document.set_device(settings.device)
            show_device(self)
            show_time(self, self.playback.time)

    def use_keys(self, changed: dict[str, tuple[str, ...]]) -> None:
        """Take the shortcuts a person changed, and keep them."""
        self.settings_file.set_keys(changed)
        set_keys(self.action, changed)

    # Errors

    def show_error(self, error: Exception) -> None:
        """Say what went wrong: a sentence for what a person can mend, a report for a fault of ours."""
        if is_mendable(error):
            self.notices.show_notice("error", str(error))
            LOGGER.warning("%s", error)
            return
        LOGGER.error("A fault", exc_info=error)
        text = self.tr("The program made a mistake: {0}").format(f"{type(error).__name__}: {error}")
        asking.tell_fault(self, lambda: self.copy_report(error), text)

    def copy_report(self, error: BaseException | None = None) -> None:
        """Put versions, the error and the log's end on the clipboard."""
        QGuiApplication.clipboard().setText(report_text(error, self._log))
        self.statusBar().showMessage(self.tr("Report copied."), 4000)

    # Qt's own events

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        files = [Path(url.toLocalFile()) for url in event.mimeData().urls() if url.isLocalFile()]
        if files:
            event.acceptProposedAction()
            open_dropped(self, files)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves a field and gives its keys back to the window."""
        focused = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape and isinstance(focused, QLineEdit | QAbstractSpinBox | QComboBox):
            self.player.setFocus()
        super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Save, cancel, wait for every thread, then go."""
        if self.document.is_open and not self.isFullScreen():
            self.settings_file.save_layout(self.saveGeometry(), self.saveState(LAYOUT))
        self.hide()  # a person need not watch the last step of a job
        self.playback.close()
        self.work.close()
        self.jobs.stop()
        self.jobs_panel.clear()
        event.accept()

    def retry(self, job: Job) -> None:
        """Do a failed job again."""
        if job.again is not None:
            job.again()

    def follow_focus(self, old: QWidget | None, new: QWidget | None) -> None:
        """Let a text field have its keys while someone writes in it."""
        leave_keys_to(new, self.action)


def usual_places(settings: Settings) -> Places:
    """The model a person chose, else the bundled one, and this person's folders."""
    backups = Backups(backup_folder())
    if settings.model:
        return Places(Path(settings.model), False, feature_cache_folder(), backups)
    try:
        model = bundled_model()
    except CheckpointError as error:
        model = error.path  # told when a match is to be analysed
    return Places(model, True, feature_cache_folder(), backups)


def make_application() -> QApplication:
    """The application object with its theme, which follows the system's."""
    existing = QApplication.instance()
    application = existing if isinstance(existing, QApplication) else QApplication(sys.argv[:1])
    application.setApplicationName("RMS-Net Highlights")
    application.setApplicationDisplayName("RMS-Net Highlights")
    application.setDesktopFileName("rmsnet-highlights")
    return application


def follow_theme(application: QApplication, window: MainWindow) -> None:
    """Dress the application as the person set, or as the system is."""
    wanted = window.settings.theme
    dark = theme.is_dark(application) if wanted == "system" else wanted == "dark"
    theme.apply_theme(application, dark)
    window.refresh_theme()


def run(path: Path | None = None) -> int:
    """Open the window, with a match or project when one is given; returns the exit code."""
    from app.log import start_logging
    from rmsnet import __version__

    application = make_application()
    start_logging(log_file(), __version__)
    install_language(application, SettingsFile().load().language)
    window = MainWindow()
    follow_theme(application, window)
    application.styleHints().colorSchemeChanged.connect(lambda _: follow_theme(application, window))

    def show_fault(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if isinstance(error, KeyboardInterrupt):
            window.close()
        elif isinstance(error, Exception):
            window.show_error(error)

    before, sys.excepthook = sys.excepthook, show_fault
    try:
        window.show()
        QTimer.singleShot(0, window.load_ahead)
        if path is not None:
            QTimer.singleShot(0, window, lambda: window.work.open(path))
        return application.exec()
    finally:
        sys.excepthook = before
