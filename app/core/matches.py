"""A match analysed without a window: the same project files, the same human work kept."""

from __future__ import annotations

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.atomic import check_target
from app.core.broadcast_events import candidates_of, clock_pieces
from app.core.places import table_cache_folder
from app.core.project import (
    Device,
    ModelReference,
    Project,
    ProjectSource,
    analysis_path_for,
    project_path_for,
    relative_path,
)
from app.core.project_file import ProjectError, load_project, save_project
from app.core.thresholds import Candidates, apply_thresholds
from app.core.timecode import nearest_rate
from rmsnet.config import Mode
from rmsnet.errors import FileProblemError, OptionError, SourceError
from rmsnet.labels import LabelSet

if TYPE_CHECKING:
    from rmsnet import Analysis, Checkpoint
    from rmsnet.analysis import AnalysisStep
    from rmsnet.broadcast.evidence import BroadcastEvidence, EvidenceOptions


@dataclass(frozen=True, slots=True)
class AnalysisOrder:
    """What to analyse, and how.

    Attributes:
        match: the match file.
        model: the checkpoint's file.
        is_bundled: whether that is the one the application comes with; projects then name no path.
        project: the project file; beside the match when None.
        half: 1 to 4, None when the file is not one half of a match.
        device, mode: as the project keeps them.
        thresholds: least confidence by label, in any word the label set knows; others are the model's.
        cache: folder of per-frame features, None keeps none.
        again: analyse even when a fitting analysis is there.
        score_bug: read the score bug, and find cuts and replays in the same pictures.
        sound: measure the loudness.
        hwaccel: FFmpeg's name of the device that decodes; empty for the CPU.
    """

    match: Path
    model: Path
    is_bundled: bool = False
    project: Path | None = None
    half: int | None = None
    device: Device = "auto"
    mode: Mode = "dense"
    thresholds: Mapping[str, float] | None = None
    cache: Path | None = None
    again: bool = False
    score_bug: bool = True
    sound: bool = True
    hwaccel: str = ""

    @property
    def project_path(self) -> Path:
        """The project file."""
        return self.project or project_path_for(self.match)


@dataclass(frozen=True, slots=True, eq=False)
class AnalysedMatch:
    """The result.

    Attributes:
        project, path: what was saved, and where.
        candidates: every proposal, whatever its confidence.
        warnings: sentences about the source.
        was_known: the analysis was there and the network did not run.
        is_familiar: whether the match looks like what the model learned from.
        evidence: what the broadcast itself tells; None when nothing was looked for.
    """

    project: Project
    path: Path
    candidates: Candidates
    warnings: tuple[str, ...]
    was_known: bool
    is_familiar: bool = True
    evidence: BroadcastEvidence | None = None


@dataclass(frozen=True, slots=True, eq=False)
class AnalysisProgress:
    """A step of an analysis: sampled frames done and in all; the result in the last step."""

    done_frames: int
    total_frames: int
    result: AnalysedMatch | None = None

    @property
    def fraction(self) -> float:
        """Share done, 0..1."""
        return min(1.0, self.done_frames / self.total_frames) if self.total_frames else 0.0


def analyse_match(order: AnalysisOrder) -> Generator[AnalysisProgress, None, None]:
    """Analyse a match and save its project and analysis; nothing is written before the end.

    What a person touched in a project that is there already is kept.

    Raises:
        SourceError, CheckpointError, OptionError, ProjectError, OutputError: one sentence for people.
    """
    path = order.project_path
    if path.resolve() == order.match.resolve():
        raise ProjectError(path, "is the match itself", "Choose another name for the project.")
    source = describe_source(order.match, path, order.half)
    earlier = _earlier_project(path, source)
    if earlier is not None and earlier.sources:
        known = earlier.sources[0]
        source = source.model_copy(
            update={
                "half": order.half or known.half,
                "clock_offset": known.clock_offset,
                "match_clock": known.match_clock,
                "clock_corrected": known.clock_corrected,
            }
        )
    check_target(path, overwrite=True)
    from rmsnet import load_checkpoint

    checkpoint = load_checkpoint(order.model)
    thresholds = chosen_thresholds(order.thresholds or {}, checkpoint.config.labels)
    kept = None if order.again else _kept_analysis(path, source, checkpoint, order.mode)
    analysis = kept
    with closing(_run(order, checkpoint) if kept is None else _completed(order, kept)) as steps:
        for step, finished in steps:
            analysis = finished or analysis
            yield step
    assert analysis is not None  # noqa: S101
    result = _result(order, source, earlier, checkpoint, analysis, thresholds, kept is not None)
    _save(result, None if analysis is kept else analysis)
    frames = len(analysis.curves.times)
    yield AnalysisProgress(frames, frames, result)


def describe_source(match: Path, project: Path, half: int | None = None) -> ProjectSource:
    """A match file as a project's source.

    Raises:
        SourceError: it is missing, or not a video that can be used.
    """
    from rmsnet.video import fingerprint, read_info

    info = read_info(match, table_cache_folder())
    return ProjectSource(
        path=relative_path(match, project),
        fingerprint=fingerprint(match),
        duration=info.duration,
        rate=str(nearest_rate(info.rate).limit_denominator(1001)),
        frame_count=info.frame_count,
        half=half,
        analysis=relative_path(analysis_path_for(project), project),
    )


def chosen_thresholds(given: Mapping[str, float], labels: LabelSet) -> dict[str, float]:
    """Thresholds by the label set's names.

    Raises:
        OptionError: a word is no label, or a threshold lies outside 0..1.
    """
    chosen = {}
    for word, value in given.items():
        if not 0 <= value <= 1:
            raise OptionError(f"The threshold of {word} is {value:g}; it must lie in 0..1.")
        chosen[labels.find(word).name] = value
    return chosen


def located_sources(project: Project, path: Path, instead: Sequence[Path] = ()) -> list[Path]:
    """Where a project's match files are.

    Args:
        project: the project.
        path: its file.
        instead: other places, in the order of the sources, for files that moved.

    Raises:
        SourceError: one is not there.
    """
    places = [source.located(path) for source in project.sources]
    places[: len(instead)] = instead[: len(places)]
    for place in places:
        if not place.exists():
            raise SourceError(place, "is not there any more", "Move it back, or say where it is with --match FILE.")
    return places


def _earlier_project(path: Path, source: ProjectSource) -> Project | None:
    """The project that is there already, when it is about this match."""
    if not path.exists():
        return None
    earlier = load_project(path)
    if earlier.sources and earlier.sources[0].fingerprint not in ("", source.fingerprint):
        raise ProjectError(path, "belongs to another match", "Choose another name with -o.")
    return earlier


def _kept_analysis(path: Path, source: ProjectSource, checkpoint: Checkpoint, mode: Mode) -> Analysis | None:
    """The analysis of an earlier run, when it is of this very match, model and mode."""
    from rmsnet import load_analysis

    place = source.analysis_file(path)
    if place is not None and place.exists():
        with suppress(FileProblemError):
            kept = load_analysis(place)
            if (kept.source, kept.model, kept.options.mode) == (source.fingerprint, checkpoint.fingerprint, mode):
                return kept
    return None


def _run(
    order: AnalysisOrder, checkpoint: Checkpoint
) -> Generator[tuple[AnalysisProgress, Analysis | None], None, None]:
    from rmsnet import analyse

    options = replace(checkpoint.options, mode=order.mode)
    steps = analyse(
        order.match,
        checkpoint,
        device=order.device,
        options=options,
        cache=order.cache,
        evidence=_wanted(order),
        hwaccel=order.hwaccel,
    )
    yield from _told(steps)


def _completed(order: AnalysisOrder, kept: Analysis) -> Generator[tuple[AnalysisProgress, Analysis | None], None, None]:
    """A kept analysis with what it lacks; nothing to do where it lacks nothing."""
    from rmsnet.analysis import complete

    wanted = _wanted(order)
    if wanted is not None and (kept.evidence is None or kept.evidence.lacks(wanted).anything):
        yield from _told(complete(kept, order.match, wanted))


def _wanted(order: AnalysisOrder) -> EvidenceOptions | None:
    from rmsnet.broadcast.evidence import EvidenceOptions

    options = EvidenceOptions(order.score_bug, order.sound)
    return options if options.anything else None


def _told(steps: Iterator[AnalysisStep]) -> Generator[tuple[AnalysisProgress, Analysis | None], None, None]:
    with closing(steps):  # type: ignore[type-var]
        for step in steps:
            yield AnalysisProgress(step.done_frames, step.total_frames), step.analysis


def _result(
    order: AnalysisOrder,
    source: ProjectSource,
    earlier: Project | None,
    checkpoint: Checkpoint,
    analysis: Analysis,
    thresholds: dict[str, float],
    was_known: bool,
) -> AnalysedMatch:
    model = ModelReference(
        name=str(checkpoint.record.get("name") or order.model.stem),
        fingerprint=checkpoint.fingerprint,
        trained_on=checkpoint.statement,
        path=None if order.is_bundled else str(order.model.absolute()),
    )
    options = checkpoint.options
    candidates = candidates_of(analysis, 0, model.name)
    source = source.with_clock_read(clock_pieces(analysis))
    levels = {**options.thresholds, **(earlier.thresholds if earlier else {}), **thresholds}
    project = (earlier or Project()).model_copy(
        update={
            "sources": (source, *(earlier.sources[1:] if earlier else ())),
            "label_set": checkpoint.config.labels,
            "model": model,
            "device": order.device,
            "mode": order.mode,
            "thresholds": levels,
            "default_threshold": options.default_threshold,
            "events": apply_thresholds(
                earlier.events if earlier else (), candidates, levels, options.default_threshold
            ),
        }
    )
    found = analysis.evidence
    warnings = analysis.warnings + (found.warnings if found is not None else ())
    return AnalysedMatch(project, order.project_path, candidates, warnings, was_known, analysis.is_familiar, found)


def _save(result: AnalysedMatch, analysis: Analysis | None) -> None:
    place = result.project.sources[0].analysis_file(result.path)
    if analysis is not None and place is not None:
        from rmsnet import save_analysis

        save_analysis(analysis, place)
    save_project(result.project, result.path)
