"""The sample match: rendered once, with its truth, for the demo and for a first look at the window."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rmsnet.labels import SOCCERNET_V1, LabelSet

# Seeds below 1,000 are never trained on; this one has two goals, two cards and two substitutions.
SAMPLE_SEED = 29
SAMPLE_MINUTES = 5.0
SAMPLE_DENSITY = 10.0
SAMPLE_SIZE = (360, 640)  # pixels (height, width)


@dataclass(frozen=True, slots=True)
class SampleFiles:
    """Where the sample is.

    Attributes:
        video: the match.
        truth: its events, in SoccerNet's Labels.json form.
    """

    video: Path
    truth: Path

    @classmethod
    def inside(cls, folder: Path) -> SampleFiles:
        """The sample's files in a folder, whether they exist or not."""
        return cls(folder / "sample.mp4", folder / "Labels.json")

    @property
    def exist(self) -> bool:
        """Whether both are there."""
        return self.video.is_file() and self.truth.is_file()


def render_sample(files: SampleFiles) -> Iterator[float]:
    """Render the sample match; files that exist are kept.

    Yields:
        The share done, 0..1.

    Raises:
        OutputError: the folder cannot be written.
    """
    if files.exist:
        yield 1.0
        return
    # numpy and OpenCV's drawing are needed only here.
    from rmsnet.rendering import plan_match, write_match

    files.video.parent.mkdir(parents=True, exist_ok=True)
    plan = plan_match(SAMPLE_SEED, minutes=SAMPLE_MINUTES, density=SAMPLE_DENSITY)
    for step in write_match(plan, files.video, size=SAMPLE_SIZE, truth_path=files.truth):
        yield step.done / step.total


@dataclass(frozen=True, slots=True)
class TruthEvent:
    """An event that is known to happen: seconds from the first frame, and its label's name."""

    time: float
    label: str


def read_truth(path: Path, half: int = 1, labels: LabelSet = SOCCERNET_V1) -> tuple[TruthEvent, ...]:
    """The events of one half of a Labels.json the renderer wrote, in order of time."""
    annotations: list[dict[str, Any]] = json.loads(path.read_text(encoding="utf-8"))["annotations"]
    events = [
        TruthEvent(int(x["position"]) / 1000, labels.find(x["label"]).name)
        for x in annotations
        if x["gameTime"].startswith(f"{half} -")
    ]
    return tuple(sorted(events, key=lambda event: event.time))


@dataclass(frozen=True, slots=True)
class Comparison:
    """An event of the truth and the spot that found it, or either alone.

    Attributes:
        truth: None for a spot that nothing in the truth explains.
        found: the spot's time in seconds, None for an event that was missed.
        confidence: of the spot.
        label: of both.
    """

    label: str
    truth: float | None
    found: float | None
    confidence: float | None


def compare(
    truth: tuple[TruthEvent, ...], spots: list[tuple[float, str, float]], tolerance: float = 2.5
) -> list[Comparison]:
    """Match spots (time, label, confidence) with the truth, the surest first, each within ``tolerance`` seconds."""
    left = list(truth)
    rows = []
    for time, label, confidence in sorted(spots, key=lambda spot: -spot[2]):
        near = [event for event in left if event.label == label and abs(event.time - time) <= tolerance]
        event = min(near, key=lambda event: abs(event.time - time), default=None)
        if event:
            left.remove(event)
        rows.append(Comparison(label, event.time if event else None, time, confidence))
    rows += [Comparison(event.label, event.time, None, None) for event in left]
    return sorted(rows, key=lambda row: row.truth if row.truth is not None else row.found or 0.0)
