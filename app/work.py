"""The jobs of a match: opening, analysing, saving, exporting. Starts them and hands their results to the document."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from filelock import FileLock
from PySide6.QtCore import QObject, QTimer, Signal

from app.analysing import AnalysisProgress, AnalysisRequest, analyse_match
from app.core.project import Project, analysis_path_for
from app.core.project_file import Backups, lock_project, save_project
from app.document import Document
from app.export_orders import ExportOrder, clip_steps, reel_steps
from app.jobs import Job, JobList
from app.opening import OpenedMatch, locate_source, open_match
from rmsnet.errors import OutputError, RmsNetError

AUTOSAVE_MS = 500
LOGGER = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Places:
    """Files and folders outside the match's own.

    Attributes:
        model: the checkpoint to analyse with.
        is_bundled: whether that is the one the application comes with.
        cache: folder of per-frame features, None for none.
        backups: older states of projects.
    """

    model: Path
    is_bundled: bool
    cache: Path | None
    backups: Backups


class Work(QObject):
    """Runs what takes long for one document."""

    failed = Signal(object)
    warned = Signal(str, str)
    opened = Signal()
    analysis_progressed = Signal(object)
    analysis_ended = Signal()
    exported = Signal(tuple)
    saved = Signal()

    def __init__(self, document: Document, jobs: JobList, places: Places, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document, self.jobs, self.places = document, jobs, places
        self.device_override: str | None = None
        self._opening: Job | None = None
        self._analysis: Job | None = None
        self._saving: Job | None = None
        self._saved_project: Project | None = None
        self._lock: FileLock | None = None
        self._autosave = QTimer(self, singleShot=True, interval=AUTOSAVE_MS)
        self._autosave.timeout.connect(self.save_soon)
        document.project_changed.connect(self._plan_save)

    # Opening

    def open(self, path: Path) -> None:
        """Open a match or a project in place of what is open."""
        backups = self.places.backups
        self._start_opening(path.name, lambda: open_match(path, backups), lambda: self.open(path))

    def locate(self, path: Path) -> None:
        """Take a file for the match that was missing."""
        document = self.document
        if document.path is None:
            return
        match = OpenedMatch(document.project, document.path, None)
        self._start_opening(path.name, lambda: locate_source(match, path), lambda: self.locate(path))

    def close(self) -> None:
        """Save, stop the match's jobs and forget it."""
        for job in (self._opening, self._analysis):
            if job is not None:
                job.cancel()
        self._opening = self._analysis = None
        self.save_now()
        self.document.close()
        self._saved_project = None
        self._release_lock()

    def _start_opening(self, name: str, steps: Any, again: Any) -> None:
        if self._opening is not None:
            self._opening.cancel()
        job = Job(self.tr("Opening {0}").format(name), steps)
        self._opening = job
        job.again = again
        job.succeeded.connect(lambda match: self._show(job, match))
        job.failed.connect(self.failed)
        self.jobs.start(job)

    def _show(self, job: Job, match: OpenedMatch) -> None:
        if job is not self._opening:
            return
        self._opening = None
        self.close()
        try:
            self._lock = lock_project(match.path)
        except RmsNetError as error:
            self.failed.emit(error)
            return
        self._saved_project = match.project if match.path.exists() and not match.recovered else None
        self.document.open(match)
        self.opened.emit()
        if match.source is not None and match.analysed is None:
            self.analyse()

    def _release_lock(self) -> None:
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    # Analysing

    @property
    def is_analysing(self) -> bool:
        """Whether the match is being analysed."""
        return self._analysis is not None

    def analyse(self) -> None:
        """Look for events, from where an earlier analysis was stopped."""
        document, places = self.document, self.places
        if document.source is None or document.path is None or self.is_analysing:
            return
        request = AnalysisRequest(
            document.source.path,
            places.model,
            places.is_bundled,
            document.project.device,
            document.project.mode,
            analysis_path_for(document.path),
            places.cache,
        )
        title = self.tr("Analysing {0}").format(document.source.path.name)
        job = Job(title, lambda: analyse_match(request), lambda step: step.fraction)
        self._analysis = job
        job.again = self.analyse
        job.progressed.connect(lambda step: self._take_progress(job, step))
        job.succeeded.connect(lambda step: self._take_progress(job, step))
        job.failed.connect(self.failed)
        job.ended.connect(lambda: self._end_analysis(job))
        self.jobs.start(job)

    def cancel_analysis(self) -> None:
        """Stop the analysis; what is done is kept and the next one goes on from there."""
        if self._analysis is not None:
            self._analysis.cancel()

    def analyse_again(self, places: Places) -> None:
        """Analyse with another model or from other places."""
        self.places = places
        if self._analysis is not None:
            self._analysis.cancel()
            self._analysis = None
        self.document.forget_analysis()
        self.analyse()

    def _take_progress(self, job: Job, step: AnalysisProgress) -> None:
        if job is not self._analysis:
            return
        self.document.take_model(step.model)
        if step.result is not None:
            self.document.take_analysis(step.result)
            if step.unsaved:
                self.warned.emit("unsaved", step.unsaved)
        elif step.partial is not None:
            self.document.take_partial(step.partial)
        self.analysis_progressed.emit(step)

    def _end_analysis(self, job: Job) -> None:
        if job is self._analysis:
            self._analysis = None
            self.analysis_ended.emit()

    # Saving

    def _plan_save(self) -> None:
        if self.document.is_open:
            self._autosave.start()

    def save_soon(self) -> None:
        """Save in the background; nothing is written when nothing changed."""
        document = self.document
        if document.path is None or document.project is self._saved_project:
            return
        if self._saving is not None:
            self._autosave.start()
            return
        project, path, backups = document.project, document.path, self.places.backups
        job = Job("", lambda: _save(project, path, backups), is_listed=False)
        self._saving = job
        job.succeeded.connect(lambda problem: self._take_saved(project, problem))
        job.failed.connect(self.failed)
        job.ended.connect(self._end_saving)
        self.jobs.start(job)

    def save_now(self) -> None:
        """Save before this returns."""
        self._autosave.stop()
        if self._saving is not None:
            self._saving.wait()
        document = self.document
        if document.path is None or document.project is self._saved_project or not document.project.sources:
            return
        try:
            for problem in _save(document.project, document.path, self.places.backups):
                self._take_saved(document.project, problem)
        except RmsNetError as error:
            self.failed.emit(error)

    def save_as(self, path: Path) -> None:
        """Go on under another name."""
        document = self.document
        if document.path is None:
            return
        try:
            lock = lock_project(path)
        except RmsNetError as error:
            self.failed.emit(error)
            return
        self._release_lock()
        self._lock = lock
        document.move_to(path)
        self.save_now()

    def _take_saved(self, project: Project, problem: str) -> None:
        self._saved_project = project
        if problem:
            self.warned.emit("unsaved", problem)
        else:
            self.saved.emit()

    def _end_saving(self) -> None:
        self._saving = None
        if self.document.project is not self._saved_project:
            self._plan_save()

    # Exporting

    def export_reel(self, target: Path) -> None:
        """Write the reel as one MP4; a file that is there was agreed to be replaced."""
        order = self._export_order(target)
        title = self.tr("Exporting {0}").format(target.name)
        self._export(title, lambda: reel_steps(order), lambda: self.export_reel(target))

    def export_clips(self, folder: Path) -> None:
        """Write every clip into a folder."""
        order = self._export_order(folder)
        title = self.tr("Exporting {0} clips").format(len(order.reel.clips))
        self._export(title, lambda: clip_steps(order), lambda: self.export_clips(folder))

    def _export(self, title: str, steps: Any, again: Any) -> None:
        job = Job(title, steps, lambda step: step.fraction)
        job.again = again
        job.succeeded.connect(lambda step: self.exported.emit(step.results))
        job.failed.connect(self.failed)
        self.jobs.start(job)

    def _export_order(self, target: Path) -> ExportOrder:
        document = self.document
        assert document.path is not None and document.source is not None  # noqa: S101
        later = [source.located(document.path) for source in document.project.sources[1:]]
        sources = (document.source.path, *later)
        return ExportOrder(document.project, document.reel, sources, document.path.stem, target)


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
