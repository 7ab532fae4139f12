"""Saving a project: within a second of an edit in the background, at once before leaving, elsewhere when it must."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock
from PySide6.QtCore import QObject, QTimer, Signal

from app.core.project import Project
from app.core.project_file import Backups, lock_project, save_project, unlock_project
from app.document import Document
from app.jobs import Job, JobList
from rmsnet.errors import OutputError, RmsNetError

AUTOSAVE_MS = 500
LOGGER = logging.getLogger(__name__)


class Saving(QObject):
    """Keeps the file of one document up to date, and locked.

    Args:
        document: what to save.
        jobs: where its jobs run.
        backups: older states of projects.
    """

    failed = Signal(object)
    warned = Signal(str, str)
    saved = Signal()

    def __init__(self, document: Document, jobs: JobList, backups: Backups, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document, self._jobs, self._backups = document, jobs, backups
        self._job: Job | None = None
        self._saved: Project | None = None
        self._lock: tuple[FileLock, Path] | None = None
        self._timer = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._timer.timeout.connect(self.save_soon)
        document.project_changed.connect(self._plan)

    def take_over(self, path: Path, saved: Project | None) -> bool:
        """Lock a project that is to be opened; ``saved`` is what its file holds. False when another window has it."""
        self.release()
        try:
            self._lock = (lock_project(path), path)
        except RmsNetError as error:
            self.failed.emit(error)
            return False
        self._saved = saved
        return True

    def release(self) -> None:
        """Forget the project."""
        self._saved = None
        if self._lock is not None:
            unlock_project(*self._lock)
            self._lock = None

    def save_soon(self) -> None:
        """Save in the background; nothing is written when nothing changed."""
        document = self._document
        if document.path is None or document.project is self._saved:
            return
        if self._job is not None:
            self._timer.start()
            return
        project, path, backups = document.project, document.path, self._backups
        job = Job("", lambda: _save(project, path, backups), is_listed=False)
        self._job = job
        job.succeeded.connect(lambda problem: self._take_saved(project, problem))
        job.failed.connect(self.failed)
        job.ended.connect(self._end)
        self._jobs.start(job)

    def save_now(self) -> None:
        """Save before this returns."""
        self._timer.stop()
        if self._job is not None:
            self._job.wait()
        document = self._document
        if document.path is None or document.project is self._saved or not document.project.sources:
            return
        try:
            for problem in _save(document.project, document.path, self._backups):
                self._take_saved(document.project, problem)
        except RmsNetError as error:
            self.failed.emit(error)

    def save_as(self, path: Path) -> None:
        """Go on under another name."""
        if self._document.path is None:
            return
        self.save_now()
        if self.take_over(path, None):
            self._document.move_to(path)
            self.save_now()

    def _plan(self) -> None:
        if self._document.is_open and not self._timer.isActive():
            self._timer.start()  # not again with every edit: a long drag is saved while it lasts

    def _take_saved(self, project: Project, problem: str) -> None:
        self._saved = project
        if problem:
            self.warned.emit("unsaved", problem)
        else:
            self.saved.emit()

    def _end(self) -> None:
        self._job = None
        if self._document.project is not self._saved:
            self._plan()


def _save(project: Project, path: Path, backups: Backups) -> Iterator[str]:
    """Save in place, or keep the work elsewhere and say why, in a sentence."""
    try:
        save_project(project, path)
    except OutputError as error:
        kept = backups.save_recovery(project, path)
        LOGGER.warning("%s Kept in %s.", error, kept)
        yield str(error)
        return
    backups.drop_recovery(path)
    backups.keep_copy(path)
    yield ""
