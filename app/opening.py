"""Opening a match or a project: everything that reads files, as steps for a job."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.matches import describe_source
from app.core.project import SUFFIX, Project, project_path_for, relative_path
from app.core.project_file import Backups, load_project
from app.core.thresholds import Candidates
from app.curves import Curves
from rmsnet.errors import FileProblemError, SourceError

if TYPE_CHECKING:
    from rmsnet.analysis import Analysis
    from rmsnet.video import FrameTable, VideoInfo


@dataclass(frozen=True, slots=True, eq=False)
class Analysed:
    """An analysis as the window uses it.

    Attributes:
        curves: to draw.
        candidates: every proposal, whatever its confidence.
        warnings: what was wrong with the source, in sentences.
    """

    curves: Curves
    candidates: Candidates
    warnings: tuple[str, ...] = ()

    @classmethod
    def of(cls, analysis: Analysis, source: int, model_name: str) -> Analysed:
        """What the window needs of an analysis."""
        candidates = Candidates.from_spots(analysis.spots, source, model_name, analysis.model)
        curves = Curves.of(analysis.curves, analysis.options.smoothing)
        return cls(curves, candidates, tuple(analysis.warnings))


@dataclass(frozen=True, slots=True, eq=False)
class OpenedSource:
    """A match file that is there.

    Attributes:
        path: where it is.
        info: what it holds.
        table: when each frame is shown.
    """

    path: Path
    info: VideoInfo
    table: FrameTable


@dataclass(frozen=True, slots=True, eq=False)
class OpenedMatch:
    """What a job hands to the document.

    Attributes:
        project: as saved, or a new one.
        path: its file; it may not exist yet.
        source: the first match file; None when it is not where the project says.
        missing: where that file should be, when it is not.
        analysed: the saved analysis; None when there is none that fits the file and the model.
        recovered: whether the project came from work kept after a failed save.
    """

    project: Project
    path: Path
    source: OpenedSource | None
    missing: Path | None = None
    analysed: Analysed | None = None
    recovered: bool = False


def is_project(path: Path) -> bool:
    """Whether a path is meant as a project file."""
    return path.suffix.lower() == SUFFIX


def open_match(path: Path, backups: Backups | None = None) -> Iterator[OpenedMatch]:
    """Read a match file with the project beside it, or a project file with its match.

    Yields:
        The match, once.

    Raises:
        SourceError, ProjectError: one sentence for people.
    """
    path = path.absolute()
    if is_project(path):
        yield _open_project(path, None, backups)
        return
    source = _read_source(path)
    beside = project_path_for(path)
    if beside.exists():
        yield _open_project(beside, source, backups)
    else:
        yield OpenedMatch(Project(sources=(describe_source(path, beside),)), beside, source)


def locate_source(opened: OpenedMatch, path: Path) -> Iterator[OpenedMatch]:
    """The same match with its file at another place, found again by a person."""
    source = _read_source(path.absolute())
    moved = opened.project.sources[0].model_copy(update={"path": relative_path(path, opened.path)})
    project = opened.project.model_copy(update={"sources": (moved, *opened.project.sources[1:])})
    yield _with_analysis(OpenedMatch(project, opened.path, source))


def _open_project(path: Path, source: OpenedSource | None, backups: Backups | None) -> OpenedMatch:
    kept = backups.load_recovery(path) if backups else None
    project = kept or load_project(path)
    missing = None
    if source is None and project.sources:
        place = project.sources[0].located(path)
        if place.exists():
            source = _read_source(place)
        else:
            missing = place
    return _with_analysis(OpenedMatch(project, path, source, missing, recovered=kept is not None))


def _with_analysis(opened: OpenedMatch) -> OpenedMatch:
    project = opened.project
    if not project.sources:
        return opened
    place = project.sources[0].analysis_file(opened.path)
    if place is None or not place.exists():
        return opened
    from rmsnet import load_analysis  # torch: only in a worker

    with contextlib.suppress(FileProblemError):  # a damaged one is made again
        analysis = load_analysis(place)
        fits_source = analysis.source == project.sources[0].fingerprint
        fits_model = project.model is None or analysis.model == project.model.fingerprint
        if fits_source and fits_model:
            name = project.model.name if project.model else ""
            analysed = Analysed.of(analysis, 0, name)
            return OpenedMatch(project, opened.path, opened.source, opened.missing, analysed, opened.recovered)
    return opened


def _read_source(path: Path) -> OpenedSource:
    from rmsnet.video import read_frame_table, read_info

    if not path.exists():
        raise SourceError(path, "does not exist", "Check its name, or locate the file.")
    return OpenedSource(path, read_info(path), read_frame_table(path))
