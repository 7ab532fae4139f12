"""What a broadcast's own signals put into a project: goals from the score bug as events, and the match clock."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from app.core.events import Event, EventState, Provenance
from app.core.thresholds import Candidates
from rmsnet.broadcast.match_clock import ClockPiece

if TYPE_CHECKING:
    from rmsnet import Analysis
    from rmsnet.broadcast.score_goals import ScoreGoal

SCORE_BUG, BOTH = "score bug", "video and score bug"
CERTAINTY = 0.95
"""Confidence of a goal that the score bug tells of; with a spot it is the chance that either is right."""
SURE_SPOT = 0.5
"""From this confidence on a spot's time is taken for the goal's: it is finer than what the score's change allows."""


def candidates_of(analysis: Analysis, source: int = 0, model_name: str = "") -> Candidates:
    """Every proposal of an analysis: the model's spots, and the goals of the score bug, each goal once."""
    candidates = Candidates.from_spots(analysis.spots, source, model_name, analysis.model)
    goals = analysis.evidence.goals if analysis.evidence is not None else ()
    label = next((name for name in analysis.curves.labels if name.casefold() == "goal"), None)
    return candidates if label is None else with_goals(candidates, goals, label, source)


def with_goals(candidates: Candidates, goals: Sequence[ScoreGoal], label: str, source: int = 0) -> Candidates:
    """Candidates with the score bug's goals among them.

    A spot of the label within a goal's uncertainty is that goal: the event keeps the spot's id, so that what a person
    decided about it stays decided, and its time where the spot is sure of it. Any other goal is an event of its own.

    Args:
        candidates: the model's, of one source.
        goals: in order of time.
        label: what the label set calls a goal.
        source: index of the match file.
    """
    if not goals:
        return candidates
    events = {event.id: event for event in candidates.events}
    free = {event.id for event in candidates.events if event.label == label and event.source == source}
    for goal in goals:
        spots = [events[name] for name in free if goal.earliest <= events[name].time <= goal.latest]
        spot = max(spots, key=lambda event: (event.confidence or 0.0, -event.time), default=None)
        if spot is not None:
            free.discard(spot.id)
        event = _event(goal, label, source) if spot is None else _merged(goal, spot)
        events[event.id] = event
    return Candidates.of(events.values())


def clock_pieces(analysis: Analysis) -> tuple[ClockPiece, ...]:
    """The match clock that was read, for ``ProjectSource.match_clock``; empty when none was."""
    clock = analysis.evidence.match_clock if analysis.evidence is not None else None
    return clock.pieces if clock is not None else ()


def _event(goal: ScoreGoal, label: str, source: int) -> Event:
    # Named after the score, not the time: a finer estimate is still the same goal.
    name = f"{label}-score-{goal.home}-{goal.away}"
    said = Provenance(
        goal.time, label, CERTAINTY, model_name=SCORE_BUG, signal=SCORE_BUG, earliest=goal.earliest, latest=goal.latest
    )
    own = f"{source}/{name}" if source else name
    return Event(own, goal.time, label, EventState.AUTO, CERTAINTY, provenance=said, source=source)


def _merged(goal: ScoreGoal, spot: Event) -> Event:
    assert spot.provenance is not None  # noqa: S101 - every candidate has one
    confidence = 1 - (1 - (spot.confidence or 0.0)) * (1 - CERTAINTY)
    said = replace(spot.provenance, confidence=confidence, signal=BOTH)
    if (spot.confidence or 0.0) < SURE_SPOT:
        said = replace(said, time=goal.time, earliest=goal.earliest, latest=goal.latest)
    return replace(spot, time=said.time, confidence=confidence, provenance=said)
