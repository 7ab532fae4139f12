"""The score over a match, from single readings of which some are wrong."""

from __future__ import annotations

from collections.abc import Sequence

Score = tuple[int, int]
# A misread score costs 1. A goal costs more than one misreading, a goal taken back more than two; anything else
# needs a stretch in which nothing could be read, or overwhelming evidence.
_GOAL, _TAKEN_BACK, _JUMP = 1.6, 2.6, 6.0
_HIGHEST = 20


def consistent_scores(readings: Sequence[Score | None]) -> list[Score | None]:
    """The likeliest true score at each reading; None where nothing was read and nothing tells.

    A best path: every reading that differs from the path costs, and so does every change along it.
    """
    states = sorted({s for s in readings if s and max(s) <= _HIGHEST})
    if not states:
        return [None] * len(readings)
    costs = [0.0] * len(states)
    steps: list[list[int]] = []
    changes = [[_change_cost(a, b) for a in states] for b in states]
    for reading in readings:
        came = []
        new = []
        for j, state in enumerate(states):
            # Of equal paths the one that changes late: the change is where the new score was first read.
            i = min(range(len(states)), key=lambda i: (costs[i] + changes[j][i], i == j))
            came.append(i)
            new.append(costs[i] + changes[j][i] + (0.0 if reading is None or reading == state else 1.0))
        steps.append(came)
        costs = new
    j = min(range(len(states)), key=costs.__getitem__)
    path = []
    for came in reversed(steps):
        path.append(states[j])
        j = came[j]
    path.reverse()
    return _known(path, [reading is not None for reading in readings])


def _known(path: Sequence[Score], read: Sequence[bool]) -> list[Score | None]:
    """The path without what nobody read: the time before the first reading, and that between an old and a new score."""
    known: list[Score | None] = list(path)
    before: Score | None = (0, 0)  # nothing comes before this one
    gap: list[int] = []
    for n, score in enumerate(path):
        if not read[n]:
            gap.append(n)
            continue
        for m in gap:
            known[m] = score if score == before else None
        before, gap = score, []
    return known


def _change_cost(before: Score, after: Score) -> float:
    if before == after:
        return 0.0
    home, away = after[0] - before[0], after[1] - before[1]
    if (home, away) in ((1, 0), (0, 1)):
        return _GOAL
    if (home, away) in ((-1, 0), (0, -1)):
        return _TAKEN_BACK
    return _JUMP
