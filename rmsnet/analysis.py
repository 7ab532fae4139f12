"""The analysis of a video, as a stream of steps: whoever pulls sees progress, and stops pulling to cancel.

frames -> features (kept on disk) -> votes -> spots. The result can be saved beside a project, so that opening
it again or moving a threshold never runs the network.
"""

from __future__ import annotations

import itertools
import json
import math
from collections.abc import Generator, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from safetensors import SafetensorError, safe_open

from rmsnet.atomic import write_atomically
from rmsnet.broadcast.evidence import BroadcastEvidence, EvidenceOptions
from rmsnet.broadcast.gathering import EvidenceGatherer, gather_evidence
from rmsnet.checkpoint import Checkpoint
from rmsnet.config import SpottingOptions
from rmsnet.device import choose_device
from rmsnet.errors import FileProblemError
from rmsnet.extraction import FeatureExtractor, Features
from rmsnet.feature_cache import FeatureCache
from rmsnet.spots import Spot
from rmsnet.spotter import Spotter
from rmsnet.video import SampledFrame, fingerprint, prefetch, sample_frames
from rmsnet.votes import VoteCurves

_FORMAT, _VERSION = "rmsnet-analysis", "1"
_CURVES = ("times", "counts", "weights", "coverage")
_EVIDENCE = "evidence/"  # before the names of its arrays in a file
# Frames between two steps where the network has nothing to do.
_WATCHED = 16
_PATIENCE = 0.2  # seconds between two steps at most while the first pictures are awaited
_AHEAD = 32  # pictures decoded ahead of the network at most: 2 MB at the bundled model's size
UNFAMILIAR = "This footage looks unlike what the model learned from, so its votes count for little and its events hide."


@dataclass(frozen=True, slots=True, eq=False)
class Analysis:
    """What is kept of an analysed source.

    Attributes:
        source: fingerprint of the video.
        model: fingerprint of the checkpoint.
        options: mode, smoothing, suppression and the thresholds in force.
        curves: the votes of every window.
        spots: every candidate in order of time, whatever its confidence.
        warnings: what was wrong with the source, in sentences.
        strangeness: how far the source lies from what the model learned from; up to 1 is familiar.
        evidence: what the broadcast itself tells; None where nobody looked.
    """

    source: str
    model: str
    options: SpottingOptions
    curves: VoteCurves
    spots: tuple[Spot, ...]
    warnings: tuple[str, ...]
    strangeness: float = 0.0
    evidence: BroadcastEvidence | None = None

    @property
    def is_familiar(self) -> bool:
        """Whether the source looks like what the model learned from; if not, its votes count for less."""
        return self.strangeness <= 1

    def above_thresholds(self) -> tuple[Spot, ...]:
        """The spots that reach the threshold of their label."""
        return tuple(spot for spot in self.spots if spot.confidence >= self.options.threshold(spot.label))


@dataclass(frozen=True, slots=True, eq=False)
class AnalysisStep:
    """Progress after a batch of frames.

    Attributes:
        done_frames, total_frames: sampled frames so far, and expected in all.
        curves: the votes so far.
        analysis: the result, in the last step only.
    """

    done_frames: int
    total_frames: int
    curves: VoteCurves
    analysis: Analysis | None = None


def analyse(
    source: Path | str,
    checkpoint: Checkpoint,
    *,
    device: str = "auto",
    options: SpottingOptions | None = None,
    cache: Path | None = None,
    evidence: EvidenceOptions | None = None,
    hwaccel: str = "",
) -> Iterator[AnalysisStep]:
    """Spot the events of a video.

    Args:
        source: the match file.
        checkpoint: a spotter with a backbone.
        device: as ``choose_device`` takes it.
        options: the checkpoint's own when absent.
        cache: folder that keeps per-frame features; without it nothing is kept.
        evidence: what else to look for in the broadcast, on the same pictures; None looks for nothing.
        hwaccel: decoding device, as in ``OpenSource``; empty for the CPU, which also steps in where it fails.

    Yields:
        A step per batch of frames; the last one carries the analysis.

    Raises:
        SourceError: the file is missing, not a video, or has no frame that can be decoded.
        CheckpointError: the checkpoint works on features computed elsewhere.
        OptionError: no such device.
    """
    options = options or checkpoint.options
    extractor = FeatureExtractor(checkpoint, choose_device(device))
    identity = fingerprint(source)
    store = None
    if cache is not None:
        config = checkpoint.config
        store = FeatureCache(cache, identity, extractor.fingerprint, config.feature_dim, config.rate)
    spotter = Spotter(extractor.network, options)
    gatherer = EvidenceGatherer(source, evidence) if evidence is not None else None
    reading = _Reading(source, extractor, store, gatherer, hwaccel)
    try:
        yield from _votes(reading, extractor.device, spotter, gatherer)
        spotting = spotter.finish()
        is_familiar = spotting.strangeness <= 1
        found = gatherer.finish(spotting.spots if is_familiar else ()) if gatherer is not None else None
    finally:
        reading.close()
        if gatherer is not None:
            gatherer.close()
    warnings = reading.warnings if is_familiar else (*reading.warnings, UNFAMILIAR)
    curves, spots, strangeness = spotting.curves, spotting.spots, spotting.strangeness
    analysis = Analysis(identity, checkpoint.fingerprint, options, curves, spots, warnings, strangeness, found)
    yield AnalysisStep(len(curves.times), len(curves.times), curves, analysis)


def _votes(
    reading: _Reading,
    device: torch.device,
    spotter: Spotter,
    gatherer: EvidenceGatherer | None,
) -> Iterator[AnalysisStep]:
    """Take every frame's features, and listen as far as they are."""
    done = 0
    for found in reading:
        if found is None:
            yield AnalysisStep(done, max(done, reading.total_frames), spotter.curves())
            continue
        times, features = found
        spotter.add(times, torch.from_numpy(features).to(device))
        done += len(times)
        if gatherer is not None:
            gatherer.listen(float(times[-1]))
        yield AnalysisStep(done, max(done, reading.total_frames), spotter.curves())
    while gatherer is not None and gatherer.listen(math.inf):
        yield AnalysisStep(done, max(done, reading.total_frames), spotter.curves())


def complete(analysis: Analysis, source: Path | str, evidence: EvidenceOptions) -> Generator[AnalysisStep, None, None]:
    """Look for what an analysis lacks of a broadcast's own evidence, without running the network again.

    Args:
        analysis: of the same source; what it knows already is kept.
        source: the match file.
        evidence: what to look for.

    Yields:
        A step per batch of frames or portion of sound; the last one carries the analysis.

    Raises:
        SourceError: the file cannot be used.
    """
    spots = analysis.spots if analysis.is_familiar else ()
    steps = gather_evidence(source, evidence, known=analysis.evidence, spots=spots, rate=analysis.curves.rate)
    with closing(steps):
        for step in steps:
            result = None if step.evidence is None else replace(analysis, evidence=step.evidence)
            yield AnalysisStep(step.done_frames, step.total_frames, analysis.curves, result)


class _Reading:
    """Features of a source in order: first those on disk, then the rest, computed and appended."""

    def __init__(
        self,
        source: Path | str,
        extractor: FeatureExtractor,
        store: FeatureCache | None,
        gatherer: EvidenceGatherer | None,
        hwaccel: str,
    ) -> None:
        self._extractor, self._store, self._gatherer = extractor, store, gatherer
        known_times, known = store.read() if store else (np.zeros(0), np.zeros((0, 0), np.float32))
        self._known = (known_times, known)
        self.warnings: tuple[str, ...] = (store.warnings or ()) if store else ()
        self._rows: Generator[Features | None] | None = None
        self._frames = None
        self.total_frames = len(known)
        self._is_complete = bool(store and store.warnings is not None and len(known))
        watched = gatherer is not None and gatherer.wants_pictures
        if watched or not self._is_complete:
            config = extractor.checkpoint.config
            size = (config.frame_height, config.frame_width)
            self._first = 0 if watched else len(known)  # what is read on the screen is not kept on disk
            self._frames = sample_frames(
                source, rate=config.rate, size=size, start=self._first, luma=watched, hwaccel=hwaccel
            )
            self.total_frames = self._first + self._frames.expected_frames

    def __iter__(self) -> Iterator[Features | None]:
        """Features in order; None while the next are awaited."""
        self._rows = self._read()
        return self._rows

    def _read(self) -> Generator[Features | None]:
        if self._frames is None:
            yield self._known
            return
        watched = self._gatherer.watched(self._frames) if self._gatherer is not None else self._frames
        # Pictures are decoded and looked at in a thread of their own while the network works on those before.
        with closing(prefetch(iter(watched), _AHEAD, _PATIENCE)) as frames:
            yield from self._kept(frames)
            for found in self._extractor.batches(frames):
                if self._store and found is not None:
                    self._store.append(*found)
                yield found
        self.warnings = tuple(self._frames.warnings)
        if self._store:
            self._store.complete(self.warnings)

    def _kept(self, frames: Iterator[SampledFrame | None]) -> Iterator[Features | None]:
        """The features on disk; where their pictures are decoded again to be looked at, in step with them."""
        times, features = self._known
        step = _WATCHED if self._first == 0 else max(1, len(times))
        for start in range(0, len(times), step):
            end = min(start + step, len(times))
            if self._first == 0:
                there = (frame for frame in frames if frame is not None)
                for _ in itertools.islice(there, end - start):
                    pass
            yield times[start:end], features[start:end]

    def close(self) -> None:
        # The thread that decodes ahead ends with the rows; only then may the frames be closed.
        if self._rows is not None:
            self._rows.close()
        if self._frames is not None:
            self._frames.close()


def save_analysis(analysis: Analysis, path: Path | str) -> None:
    """Write an analysis as safetensors, atomically; raises OutputError."""
    from safetensors.numpy import save

    curves = analysis.curves
    metadata = {
        "format": _FORMAT,
        "version": _VERSION,
        "about": json.dumps(
            {
                "source": analysis.source,
                "model": analysis.model,
                "options": analysis.options.to_json(),
                "labels": curves.labels,
                "rate": str(curves.rate),
                "spots": [[s.time, s.label, s.confidence] for s in analysis.spots],
                "warnings": analysis.warnings,
                "strangeness": analysis.strangeness,
            }
        ),
    }
    arrays: dict[str, npt.NDArray[Any]] = {
        "times": curves.times,
        "counts": curves.counts,
        "weights": curves.weights,
        "coverage": curves.coverage,
    }
    if analysis.evidence is not None:
        about, found = analysis.evidence.to_parts()
        metadata["evidence"] = json.dumps(about)
        arrays |= {_EVIDENCE + name: np.ascontiguousarray(values) for name, values in found.items()}
    write_atomically(Path(path), save(arrays, metadata))


def load_analysis(path: Path | str) -> Analysis:
    """Read what ``save_analysis`` wrote; raises FileProblemError on a missing, damaged or foreign file."""
    path = Path(path)
    remedy = "Analyse the match again."
    if not path.is_file():
        raise FileProblemError(path, "does not exist", remedy)
    try:
        with safe_open(path, framework="numpy") as file:
            metadata = file.metadata() or {}
            arrays = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - no dict
        if metadata.get("format") != _FORMAT or metadata.get("version") != _VERSION:
            raise FileProblemError(path, "is not an analysis this version can read", remedy)
        found = {name.removeprefix(_EVIDENCE): arrays.pop(name) for name in [*arrays] if name.startswith(_EVIDENCE)}
        analysis = _from_parts(json.loads(metadata["about"]), arrays)
        if "evidence" in metadata:  # files of earlier versions have none
            analysis = replace(analysis, evidence=BroadcastEvidence.from_parts(json.loads(metadata["evidence"]), found))
        return analysis
    except (SafetensorError, OSError, KeyError, TypeError, ValueError) as error:
        raise FileProblemError(path, f"is damaged ({error})", remedy) from error


def _from_parts(about: dict[str, Any], arrays: dict[str, Any]) -> Analysis:
    curves = VoteCurves(tuple(about["labels"]), Fraction(about["rate"]), *(arrays[name] for name in _CURVES))
    if curves.weights.shape != (len(curves.labels), len(curves.times)):
        raise ValueError("its curves and labels disagree")
    return Analysis(
        about["source"],
        about["model"],
        SpottingOptions(**about["options"]),
        curves,
        tuple(Spot(*spot) for spot in about["spots"]),
        tuple(about["warnings"]),
        float(about.get("strangeness", 0.0)),  # absent before models knew what is familiar
    )
