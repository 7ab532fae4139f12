"""Gathering evidence beside the spotter: it sees every frame that is sampled anyway, and listens as far as it is."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from pathlib import Path

from rmsnet.broadcast.cuts import CutDetector
from rmsnet.broadcast.evidence import BroadcastEvidence, EvidenceOptions
from rmsnet.broadcast.loudness import LoudnessMeter
from rmsnet.broadcast.replays import find_replays
from rmsnet.broadcast.score_bug import ScoreBugReader
from rmsnet.spots import Spot
from rmsnet.video import SampledFrame, read_info, sample_frames

NO_BUG = "No score bug was found."
# Seconds of sound that are measured at most before the next step is told: they take about half a second.
_PORTION = 120.0
_SIZE = (112, 200)  # of pictures that nobody but the cut detector looks at
_BATCH = 16


class EvidenceGatherer:
    """Collects what is still lacking; what is known already is kept.

    Args:
        source: the match file.
        options: what to look for.
        known: evidence of an earlier analysis of the same source.

    Raises:
        SourceError: the file cannot be used.
    """

    def __init__(self, source: Path | str, options: EvidenceOptions, known: BroadcastEvidence | None = None) -> None:
        self._known = known or BroadcastEvidence()
        lacking = self._known.lacks(options)
        self.wants_pictures = lacking.score_bug
        self._bug = ScoreBugReader() if lacking.score_bug else None
        self._cuts = CutDetector() if lacking.score_bug else None
        self._meter = LoudnessMeter(source) if lacking.sound else None

    @property
    def is_idle(self) -> bool:
        """Whether there is nothing to gather."""
        return not self.wants_pictures and self._meter is None

    def close(self) -> None:
        """Close the file; safe to call twice."""
        if self._meter is not None:
            self._meter.close()

    def watched(self, frames: Iterable[SampledFrame]) -> Iterator[SampledFrame]:
        """The same frames, each looked at as it passes."""
        for frame in frames:
            if self._bug is not None and self._cuts is not None:
                self._bug.add(frame)
                self._cuts.add(frame)
            yield frame

    def listen(self, until: float) -> bool:
        """Measure the sound up to a video time, a portion at most; False when there is nothing more to measure."""
        if self._meter is None:
            return False
        portion = min(until, self._meter.measured_until + _PORTION)
        return self._meter.read_until(portion) and portion < until

    def finish(self, spots: tuple[Spot, ...] = (), duration: float | None = None) -> BroadcastEvidence:
        """Everything, after the last frame; the sound is measured to its end."""
        evidence = self._known
        absent = dict(evidence.absent)
        if self._bug is not None and self._cuts is not None:
            bug, cuts = self._bug.finish(), self._cuts.finish()
            absent |= {"score_bug": NO_BUG}
            evidence = replace(evidence, score_bug=bug, cuts=cuts, replays=find_replays(cuts, bug))
        if self._meter is not None:
            loudness = self._meter.finish()
            absent |= {"loudness": self._meter.problem}
            evidence = replace(evidence, loudness=loudness, warnings=tuple(self._meter.warnings))
        present = {"score_bug": evidence.score_bug, "cuts": evidence.cuts, "loudness": evidence.loudness}
        absent = {name: why for name, why in absent.items() if present.get(name) is None}
        return replace(evidence, absent=absent).concluded(spots, duration)


@dataclass(frozen=True, slots=True, eq=False)
class GatheringStep:
    """Progress: sampled frames done and in all; the evidence in the last step."""

    done_frames: int
    total_frames: int
    evidence: BroadcastEvidence | None = None


def gather_evidence(
    source: Path | str,
    options: EvidenceOptions | None = None,
    *,
    known: BroadcastEvidence | None = None,
    spots: tuple[Spot, ...] = (),
    rate: Fraction = Fraction(2),
) -> Generator[GatheringStep, None, None]:
    """Gather what a broadcast tells, without any network; pictures are decoded only where they are wanted.

    Args:
        source: the match file.
        options: what to look for; everything when absent.
        known: what an earlier analysis of this source found; it is not looked for again.
        spots: of a spotter, for the moments.
        rate: pictures per second.

    Yields:
        A step per batch of frames or portion of sound; the last one carries the evidence.

    Raises:
        SourceError: the file cannot be used.
    """
    gatherer = EvidenceGatherer(source, options or EvidenceOptions(), known)
    duration = read_info(source).duration
    total = max(1, round(duration * rate))
    done = 0
    try:
        if gatherer.wants_pictures:
            with sample_frames(source, rate=rate, size=_SIZE, luma=True) as frames:
                for done, frame in enumerate(gatherer.watched(frames), 1):
                    if done % _BATCH == 0:
                        gatherer.listen(frame.time)
                        yield GatheringStep(done, max(done, total))
        while gatherer.listen(duration):
            yield GatheringStep(done, max(done, total))
        yield GatheringStep(total, total, gatherer.finish(spots, duration))
    finally:
        gatherer.close()
