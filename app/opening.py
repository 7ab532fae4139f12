"""Opening a match or a project: everything that reads files, as steps for a job."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.ahead import load_torch_libraries
from app.core.broadcast_events import candidates_of, clock_pieces
from app.core.given_events import GivenEvents, read_given_predictions, read_given_truth
from app.core.matches import describe_source
from app.core.places import table_cache_folder
from app.core.project import (
    SUFFIX,
    ModelReference,
    Project,
    ProjectSource,
    analysis_path_for,
    project_path_for,
    relative_path,
)
from app.core.project_file import Backups, load_project
from app.core.thresholds import Candidates
from app.curves import Curves
from rmsnet.errors import FileProblemError, RmsNetError, SourceError

if TYPE_CHECKING:
    from rmsnet.analysis import Analysis
    from rmsnet.broadcast.match_clock import ClockPiece
    from rmsnet.broadcast.moments import Moment
    from rmsnet.video import FrameTable, VideoInfo


@dataclass(frozen=True, slots=True, eq=False)
class Analysed:
    """An analysis of one source as the window uses it.

    Attributes:
        curves: to draw; empty for predictions made elsewhere.
        candidates: every proposal, whatever its confidence.
        warnings: what was wrong with the source, in sentences.
        match_clock: what was read off the score bug.
        moments: what may be worth showing, the most promising first.
        is_familiar: whether the match looks like what the model learned from.
        absent: why signals are missing, in sentences by the part's name, "" for one that was not looked for; None
            when only the model's events were.
    """

    curves: Curves
    candidates: Candidates
    warnings: tuple[str, ...] = ()
    match_clock: tuple[ClockPiece, ...] = ()
    moments: tuple[Moment, ...] = ()
    is_familiar: bool = True
    absent: Mapping[str, str] | None = None

    @classmethod
    def of(cls, analysis: Analysis, source: int, model_name: str) -> Analysed:
        """What the window needs of an analysis."""
        from rmsnet.analysis import UNFAMILIAR
        from rmsnet.broadcast.evidence import NOT_LOOKED_FOR

        candidates = candidates_of(analysis, source, model_name)
        curves = Curves.of(analysis.curves, analysis.options.smoothing)
        found = analysis.evidence
        warnings = [text for text in (*analysis.warnings, *(found.warnings if found else ())) if text != UNFAMILIAR]
        absent = {name: "" if why == NOT_LOOKED_FOR else why for name, why in found.absent.items()} if found else None
        return cls(
            curves,
            candidates,
            tuple(warnings),
            clock_pieces(analysis),
            found.moments if found else (),
            analysis.is_familiar,
            absent,
        )

    @classmethod
    def given(cls, events: GivenEvents, source: int) -> Analysed:
        """Predictions made elsewhere, of one source."""
        return cls(Curves(), Candidates.from_spots(events.spots_of(source), source, events.path.name))


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
        sources: the project's match files in their order; None for one that is not where the project says.
        analysed: predictions made elsewhere, by source; empty where analyses are to be read (``read_analyses``).
        truth: the events to measure against.
        problems: what could not be read, in sentences.
        recovered: whether the project came from work kept after a failed save.
    """

    project: Project
    path: Path
    sources: tuple[OpenedSource | None, ...] = ()
    analysed: tuple[Analysed | None, ...] = ()
    truth: GivenEvents | None = None
    problems: tuple[str, ...] = ()
    recovered: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class FurtherSource:
    """One more match file for a project: what is saved of it, the file itself, and its analysis, if any."""

    entry: ProjectSource
    opened: OpenedSource | None
    analysed: Analysed | None = None


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
    source = read_source(path)
    beside = project_path_for(path)
    if beside.exists():
        yield _open_project(beside, source, backups)
    else:
        yield OpenedMatch(Project(sources=(describe_source(path, beside),)), beside, (source,))


def locate_source(opened: OpenedMatch, index: int, path: Path) -> Iterator[OpenedMatch]:
    """The same match with one of its files at another place, found again by a person."""
    path = path.absolute()
    source = read_source(path)
    entries = list(opened.project.sources)
    entries[index] = entries[index].model_copy(update={"path": relative_path(path, opened.path)})
    sources = list(opened.sources) or [None] * len(entries)
    sources[index] = source
    project = opened.project.model_copy(update={"sources": tuple(entries)})
    yield _with_side_files(replace(opened, project=project, sources=tuple(sources)))


def open_further(path: Path, project: Path, index: int, model: ModelReference | None) -> Iterator[FurtherSource]:
    """Read one more file of a match.

    Args:
        path: the match file.
        project: the project's file.
        index: what the source's index will be.
        model: the model in use, whose analysis of the file is taken where it is there.

    Raises:
        SourceError: one sentence for people.
    """
    path = path.absolute()
    entry = describe_source(path, project).model_copy(
        update={"analysis": relative_path(analysis_path_for(project, index), project)}
    )
    yield FurtherSource(entry, read_source(path), read_analysis(entry, project, index, model))


def read_source(path: Path) -> OpenedSource:
    """Everything playing needs of a match file.

    Raises:
        SourceError: it is missing or not a video.
    """
    from rmsnet.video import read_frame_table, read_info

    if not path.exists():
        raise SourceError(path, "does not exist", "Check its name, or locate the file.")
    return OpenedSource(path, read_info(path, table_cache_folder()), read_frame_table(path))


def read_analyses(project: Project, path: Path) -> Iterator[tuple[Analysed | None, ...]]:
    """The saved analysis of each source; None where none fits the file and the model.

    Apart from opening, because reading one loads torch, which takes longer than everything else.
    """
    entries = enumerate(project.sources)
    yield tuple(read_analysis(entry, path, index, project.model) for index, entry in entries)


def has_analyses(project: Project, path: Path) -> bool:
    """Whether there is any file for ``read_analyses``."""
    places = [entry.analysis_file(path) for entry in project.sources]
    return any(place is not None and place.exists() for place in places)


def read_analysis(entry: ProjectSource, project: Path, index: int, model: ModelReference | None) -> Analysed | None:
    """A source's saved analysis when it fits the file and the model, else None."""
    place = entry.analysis_file(project)
    if place is None or not place.exists() or (model is not None and model.is_given):
        return None
    load_torch_libraries()
    from rmsnet import load_analysis  # torch: only in a worker

    with contextlib.suppress(FileProblemError):  # a damaged one is made again
        analysis = load_analysis(place)
        if analysis.source == entry.fingerprint and (model is None or analysis.model == model.fingerprint):
            return Analysed.of(analysis, index, model.name if model else "")
    return None


def _open_project(path: Path, source: OpenedSource | None, backups: Backups | None) -> OpenedMatch:
    kept = backups.load_recovery(path) if backups else None
    project = kept or load_project(path)
    sources: list[OpenedSource | None] = []
    for entry in project.sources:
        place = entry.located(path)
        if source is not None and source.path == place:
            sources.append(source)
        else:
            sources.append(read_source(place) if place.exists() else None)
    if source is not None and source not in sources and sources:
        sources[0] = source  # a match that was renamed together with its project
    return _with_side_files(OpenedMatch(project, path, tuple(sources), recovered=kept is not None))


def _with_side_files(opened: OpenedMatch) -> OpenedMatch:
    """The match with predictions and truth as far as they can be read."""
    project, problems = opened.project, []
    analysed: Sequence[Analysed | None] = ()
    given = project.predictions_file(opened.path)
    if given is not None:
        try:
            events = read_given_predictions(given, project.sources, project.label_set)
            analysed = [Analysed.given(events, index) for index in range(len(project.sources))]
        except RmsNetError as error:
            problems.append(str(error))
            analysed = [kept_proposals(project, index) for index in range(len(project.sources))]
    truth_file, truth = project.truth_file(opened.path), None
    if truth_file is not None:
        try:
            truth = read_given_truth(truth_file, project.sources, project.label_set)
        except RmsNetError as error:
            problems.append(str(error))
    return replace(opened, analysed=tuple(analysed), truth=truth, problems=tuple(problems))


def kept_proposals(project: Project, source: int) -> Analysed:
    """The automatic events a project was saved with: all there is before its analysis is read, or where it is gone."""
    kept = (event for event in project.events if not event.is_touched and event.source == source)
    return Analysed(Curves(), Candidates.of(kept))
