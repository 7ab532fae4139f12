"""Where a clock runs with the video, from single readings of which some are wrong."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

# A display in whole seconds and sampling in halves: right readings of one run differ by at most this.
_TOGETHER = 1.6
# Fewer agreeing readings are no run.
_FEWEST = 3
# Leaving one run for another costs as much as this many wrong readings.
_SWITCH = 2.5
# Leaving it for an earlier clock is dear, unless a half may be over: that the first digit was misread is likelier.
_TURN_BACK, _HALF_OVER = 8.0, 2600.0
# Where clocks wait that do not count added time, and for how long at most.
FULL_TIMES = (2700.0, 5400.0, 6300.0, 7200.0)
_LONGEST_WAIT = 600.0


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch in which the clock keeps up with the video.

    Attributes:
        first, last: video time of its first and last reading.
        ahead: clock minus video time, seconds.
        readings: how many agree.
    """

    first: float
    last: float
    ahead: float
    readings: int


def running_clock(readings: Sequence[tuple[float, float | None]]) -> list[bool]:
    """Which of the readings (video time, clock) fit a clock that runs."""
    return [run is not None for run in _assigned(readings)]


def trusted_clocks(readings: Sequence[tuple[float, float | None]]) -> list[bool]:
    """Which of the readings fit a clock that runs, or one that ran until full time and waits there."""
    runs = running_clock(readings)
    trusted, ran = list(runs), -np.inf
    for n, (time, clock) in enumerate(readings):
        if clock is None:
            continue
        if runs[n]:
            ran = clock - time
        elif clock in FULL_TIMES:
            # Full time was reached if the run before would by now be there or beyond.
            trusted[n] = ran + time >= clock - _TOGETHER and ran + time <= clock + _LONGEST_WAIT
    return trusted


def clock_runs(readings: Sequence[tuple[float, float | None]]) -> list[Run]:
    """The runs in order of time; two of them differ in how far the clock is ahead."""
    assigned = _assigned(readings)
    runs: list[list[tuple[float, float]]] = []
    before: float | None = None
    for (time, clock), center in zip(readings, assigned, strict=True):
        if center is None or clock is None:
            continue
        if center != before:
            runs.append([])
        runs[-1].append((time, clock))
        before = center
    # A display cuts the seconds' fraction off: half a second is what it lacks on average.
    return [
        Run(run[0][0], run[-1][0], float(np.median([clock - time for time, clock in run])) + 0.5, len(run))
        for run in runs
        if len(run) >= _FEWEST
    ]


def _assigned(readings: Sequence[tuple[float, float | None]]) -> list[float | None]:
    """For each reading the centre of the run it belongs to: a best path over the offsets that occur often."""
    ahead = [None if clock is None else clock - time for time, clock in readings]
    centers = _centers([value for value in ahead if value is not None])
    if not centers:
        return [None] * len(ahead)
    values = np.array(centers)
    back = values[None, :] < values[:, None] - _TOGETHER  # from row to column
    costs = np.zeros(len(centers))
    steps = []
    for value, (time, _) in zip(ahead, readings, strict=True):
        dear = back & (values + time < _HALF_OVER)[:, None]
        through = costs[:, None] + np.where(dear, _TURN_BACK, _SWITCH) * ~np.eye(len(values), dtype=bool)
        steps.append(through.argmin(axis=0))
        costs = through.min(axis=0)
        if value is not None:
            costs = costs + (np.abs(values - value) > _TOGETHER)
    j = int(costs.argmin())
    path: list[float | None] = []
    for came, value in zip(reversed(steps), reversed(ahead), strict=True):
        fits = value is not None and abs(centers[j] - value) <= _TOGETHER
        path.append(centers[j] if fits else None)
        j = int(came[j])
    return list(reversed(path))


def _centers(ahead: Sequence[float]) -> list[float]:
    """Middles of the groups of offsets that lie together."""
    centers = []
    left = sorted(ahead)
    start = 0
    for end in range(1, len(left) + 1):
        if end == len(left) or left[end] - left[end - 1] > _TOGETHER / 2 or left[end] - left[start] > 2 * _TOGETHER:
            if end - start >= _FEWEST:
                centers.append(float(np.median(left[start:end])))
            start = end
    return centers
