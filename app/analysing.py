"""The analysis of a match as steps for a job: loads the model, runs it, saves what it found."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.ahead import load_torch_libraries
from app.core.project import Device, ModelReference
from app.core.thresholds import Candidates
from app.curves import Curves
from app.opening import Analysed
from rmsnet.config import Mode
from rmsnet.errors import OutputError
from rmsnet.labels import LabelSet

if TYPE_CHECKING:
    from rmsnet import AnalysisStep, Checkpoint

SECONDS_BETWEEN_CURVES = 0.25
"""Smoothing all curves of a match takes some milliseconds; the window draws them at most this often."""


@dataclass(frozen=True, slots=True)
class ModelInUse:
    """The checkpoint of an analysis, as the window names it.

    Attributes:
        reference: what is saved in the project.
        labels: what it can find.
        thresholds: its own least confidences by label.
        default_threshold: of the other labels.
        device: the processor's name for people.
    """

    reference: ModelReference
    labels: LabelSet
    thresholds: dict[str, float]
    default_threshold: float
    device: str


@dataclass(frozen=True, slots=True, eq=False)
class AnalysisProgress:
    """One step of an analysis.

    Attributes:
        model: what analyses, known from the first step on.
        done_frames, total_frames: sampled frames; 0 of 0 before the first batch.
        partial: the newest curves and the candidates that further frames cannot change. It stays from step to step
            until there are newer ones, since the window sees only some of the steps; None before the first.
        result: the whole analysis, in the last step.
        unsaved: why the result could not be saved, in a sentence.
    """

    model: ModelInUse
    done_frames: int = 0
    total_frames: int = 0
    partial: Analysed | None = None
    result: Analysed | None = None
    unsaved: str = ""

    @property
    def fraction(self) -> float | None:
        """How much is done, 0..1."""
        return self.done_frames / self.total_frames if self.total_frames else None


@dataclass(frozen=True, slots=True)
class AnalysisRequest:
    """What to analyse and how.

    Attributes:
        source: the match file.
        model: the checkpoint's file.
        is_bundled: whether that is the one the application comes with; projects then name no path.
        device, mode: as saved in the project.
        save_to: where the analysis is kept beside the project.
        cache: folder of per-frame features; None keeps none.
        index: the source's index in the project.
        signals, hwaccel: what to look for beside the model's events, and what decodes, as in the settings.
    """

    source: Path
    model: Path
    is_bundled: bool
    device: Device
    mode: Mode
    save_to: Path
    cache: Path | None = None
    index: int = 0
    signals: str = "all"
    hwaccel: str = ""


def analyse_match(request: AnalysisRequest) -> Iterator[AnalysisProgress]:
    """Analyse a match and save the result.

    Raises:
        SourceError, CheckpointError, OptionError: one sentence for people.
    """
    load_torch_libraries()
    from rmsnet import analyse, load_checkpoint  # torch: only in a worker
    from rmsnet.broadcast.evidence import EvidenceOptions

    checkpoint = load_checkpoint(request.model)
    model = _model_in_use(checkpoint, request)
    yield AnalysisProgress(model)
    options = replace(checkpoint.options, mode=request.mode)
    wanted = request.signals
    evidence = EvidenceOptions(score_bug=wanted in ("all", "score_bug"), sound=wanted in ("all", "sound"))
    steps = analyse(
        request.source,
        checkpoint,
        device=request.device,
        options=options,
        cache=request.cache,
        evidence=evidence,
        hwaccel=request.hwaccel,
    )
    drawn, partial = 0.0, None
    with contextlib.closing(steps):  # type: ignore[type-var]
        for step in steps:
            if step.analysis is None and time.monotonic() - drawn >= SECONDS_BETWEEN_CURVES:
                partial, drawn = _partial(step, options, checkpoint, request, model), time.monotonic()
            if step.analysis is not None:
                yield _saved(step, request, model)
            else:
                yield AnalysisProgress(model, step.done_frames, step.total_frames, partial)


def _saved(step: AnalysisStep, request: AnalysisRequest, model: ModelInUse) -> AnalysisProgress:
    from rmsnet import save_analysis

    assert step.analysis is not None  # noqa: S101
    unsaved = ""
    try:
        save_analysis(step.analysis, request.save_to)
    except OutputError as error:
        unsaved = str(error)
    result = Analysed.of(step.analysis, request.index, model.reference.name)
    return AnalysisProgress(model, step.done_frames, step.total_frames, None, result, unsaved)


def _partial(
    step: AnalysisStep, options: Any, checkpoint: Checkpoint, request: AnalysisRequest, model: ModelInUse
) -> Analysed:
    config = checkpoint.config
    end = step.total_frames / float(config.rate)
    curves = Curves.of(step.curves, options.smoothing, end)
    # Later windows still vote up to a snippet back, and a stronger peak may still suppress its neighbours.
    settled = (step.done_frames - config.snippet_frames) / float(config.rate) - options.suppression
    settled -= 3 * options.smoothing
    spots = [spot for spot in step.curves.spots(options) if spot.time < settled] if options.mode == "dense" else []
    reference = model.reference
    return Analysed(curves, Candidates.from_spots(spots, request.index, reference.name, reference.fingerprint))


def _model_in_use(checkpoint: Checkpoint, request: AnalysisRequest) -> ModelInUse:
    from rmsnet.device import choose_device, describe_device

    reference = ModelReference(
        name=str(checkpoint.record.get("name") or request.model.stem),
        fingerprint=checkpoint.fingerprint,
        trained_on=checkpoint.statement,
        path=None if request.is_bundled else str(request.model),
    )
    options = checkpoint.options
    device = describe_device(choose_device(request.device))
    return ModelInUse(reference, checkpoint.config.labels, dict(options.thresholds), options.default_threshold, device)
