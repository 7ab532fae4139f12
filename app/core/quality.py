"""How good events are, measured against the truth: precision, recall, what was missed and what is false.

What the window may rely on: ``Yardstick.measure(events)`` costs about a millisecond for a match, so the figures
follow a threshold while it is dragged.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from app.core.events import Event
from app.core.given_events import GivenEvent
from app.core.thresholds import Candidates
from rmsnet.labels import LabelSet

if TYPE_CHECKING:
    from rmsnet.metrics import Evaluation

TOLERANCES = (2.0, 5.0, 10.0, 20.0, 30.0, 60.0)
"""Full widths in seconds that one can choose from: an event counts when it lies at most half of it away."""
DEFAULT_TOLERANCE = 10.0


@dataclass(frozen=True, slots=True)
class LabelQuality:
    """Counts of one label, or of all."""

    label: str
    found: int = 0
    missed: int = 0
    false: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the events that are true, None without events."""
        return self.found / (self.found + self.false) if self.found + self.false else None

    @property
    def recall(self) -> float | None:
        """Share of the truth that is found, None without truth."""
        return self.found / (self.found + self.missed) if self.found + self.missed else None

    @property
    def truth(self) -> int:
        """How many there are in truth."""
        return self.found + self.missed


@dataclass(frozen=True, slots=True)
class Finding:
    """Something to look at.

    Attributes:
        kind: "missed" (in truth, not among the events) or "false" (the other way round).
        source, time, label: where and what.
        confidence: of the false event; of a missed one, the best proposal near it, None when there is none.
        event_id: of the false event.
    """

    kind: Literal["missed", "false"]
    source: int
    time: float
    label: str
    confidence: float | None
    event_id: str | None = None


@dataclass(frozen=True, slots=True)
class Quality:
    """The figures at the thresholds in force.

    Attributes:
        labels: counts of every label that occurs, in the order of the label set.
        findings: by source and time.
    """

    labels: tuple[LabelQuality, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def total(self) -> LabelQuality:
        """All labels together."""
        rows = self.labels
        return LabelQuality("", *(sum(getattr(row, name) for row in rows) for name in ("found", "missed", "false")))


@dataclass(frozen=True, slots=True, eq=False)
class Yardstick:
    """The truth of a match, ready to measure with.

    Attributes:
        truth: what happened.
        names: labels in order.
        tolerance: full width in seconds.
    """

    truth: tuple[GivenEvent, ...]
    names: tuple[str, ...]
    tolerance: float = DEFAULT_TOLERANCE
    _by_key: dict[tuple[int, str], list[float]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        by_key: dict[tuple[int, str], list[float]] = defaultdict(list)
        for event in self.truth:
            by_key[event.source, event.label].append(event.time)
        for times in by_key.values():
            times.sort()
        object.__setattr__(self, "_by_key", dict(by_key))

    def measure(self, events: Iterable[Event], candidates: Candidates | None = None) -> Quality:
        """Count the kept events against the truth.

        Args:
            events: the list at the thresholds in force; rejected ones do not count.
            candidates: every proposal, to tell how sure the model was near what it missed.
        """
        kept: dict[tuple[int, str], list[Event]] = defaultdict(list)
        for event in events:
            if event.is_kept:
                kept[event.source, event.label].append(event)
        findings: list[Finding] = []
        counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
        for source, label in {*self._by_key, *kept}:
            truth = self._by_key.get((source, label), [])
            own = sorted(kept.get((source, label), ()), key=lambda event: event.time)
            missed, false = _unmatched(truth, own, self.tolerance / 2)
            count = counts[label]
            count[0] += len(own) - len(false)
            count[1] += len(missed)
            count[2] += len(false)
            findings += [Finding("missed", source, time, label, None) for time in missed]
            findings += [Finding("false", source, e.time, label, e.confidence, e.id) for e in false]
        findings = _with_proposals(findings, candidates, self.tolerance / 2)
        findings.sort(key=lambda finding: (finding.source, finding.time, finding.label))
        rows = tuple(LabelQuality(name, *counts[name]) for name in self.names if name in counts)
        return Quality(rows, tuple(findings))


def average_maps(
    candidates: Candidates, truth: Sequence[GivenEvent], labels: LabelSet, source_count: int
) -> Evaluation:
    """The official figures of every proposal, whatever the thresholds: each file of the match is one half."""
    from rmsnet.metrics import evaluate_games
    from rmsnet.soccernet import Annotation
    from rmsnet.spots import Spot

    known = set(labels.names)
    annotations = [
        [Annotation(1, e.time, e.label, e.label, "") for e in truth if e.source == index and e.label in known]
        for index in range(source_count)
    ]
    spots = [
        {
            1: [
                Spot(e.time, e.label, e.confidence or 0.0)
                for e in candidates.events
                if e.source == index and e.label in known
            ]
        }
        for index in range(source_count)
    ]
    return evaluate_games(annotations, spots, labels)


def _unmatched(truth: list[float], events: list[Event], reach: float) -> tuple[list[float], list[Event]]:
    """What has no partner when as many as possible have one: both in order of time, first come, first served."""
    missed, false = [], []
    i = j = 0
    while i < len(truth) and j < len(events):
        apart = events[j].time - truth[i]
        if apart > reach:
            missed.append(truth[i])
            i += 1
        elif apart < -reach:
            false.append(events[j])
            j += 1
        else:
            i, j = i + 1, j + 1
    return missed + truth[i:], false + events[j:]


def _with_proposals(findings: list[Finding], candidates: Candidates | None, reach: float) -> list[Finding]:
    """Missed events with the confidence of the best proposal near them."""
    missed = {(f.source, f.label) for f in findings if f.kind == "missed"}
    if candidates is None or not missed:
        return findings
    near: dict[tuple[int, str], list[tuple[float, float]]] = defaultdict(list)
    for event in candidates.events:
        if (event.source, event.label) in missed:
            near[event.source, event.label].append((event.time, event.confidence or 0.0))
    made = []
    for finding in findings:
        if finding.kind == "missed":
            sure = [c for t, c in near[finding.source, finding.label] if abs(t - finding.time) <= reach]
            finding = Finding("missed", finding.source, finding.time, finding.label, max(sure, default=None))
        made.append(finding)
    return made
