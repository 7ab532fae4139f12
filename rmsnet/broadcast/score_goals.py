"""Goals from changes of the score, each placed where the ball went in.

The score appears seconds to a minute after the ball is in the net. What lies between follows a habit of all
broadcasts: the main camera's shot ends with a cut to faces, close-ups follow each other quickly, the bug goes away
for a replay, and the crowd is loud from the goal on.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from rmsnet.broadcast.match_clock import MatchClock
from rmsnet.broadcast.readings import Reading, ScoreBug

Curve = npt.NDArray[np.float64]
Loudness = tuple[npt.NDArray[np.floating], npt.NDArray[np.floating]]

# The score appears this many seconds after the goal at most, and this many typically.
_LATEST, _TYPICAL = 75.0, 14.0
# The shot in which a goal falls is longer than the close-ups around it, if only for a penalty; the cut comes this
# many seconds after the ball is in.
_LONG_SHOT, _CUT_AFTER = 3.8, 2.0
# Without cuts the steepest rise of every so many seconds may be a goal.
_RISES_APART = 6.0
# A shot at least this long between a goal and its score would be play.
_PLAY = 12.0
# Play may begin so long before the clock is first read, and go on so long after it was last.
_UNSEEN_PLAY = 5.0
# A clock that gains more seconds than this on the video has left out some of the match.
_LEAP = 60.0
# How far from the chosen moment the goal may lie: with a cut and sound, with one of them, with neither.
_CERTAIN, _LIKELY, _VAGUE = 4.0, 8.0, 30.0


@dataclass(frozen=True, slots=True)
class ScoreGoal:
    """A goal that the score tells of.

    Attributes:
        time: when the ball went in, as well as can be told, video seconds.
        earliest, latest: between these it did.
        seen: when the new score was first on screen.
        side: "home" or "away".
        home, away: the new score.
    """

    time: float
    earliest: float
    latest: float
    seen: float
    side: str
    home: int
    away: int


@dataclass(frozen=True, slots=True)
class _Change:
    """The score was old at `before` and new at `seen`."""

    before: float
    seen: float
    old: tuple[int, int]
    new: tuple[int, int]


def score_goals(
    bug: ScoreBug,
    clock: MatchClock | None,
    cuts: npt.NDArray[np.floating],
    loudness: Loudness | None = None,
) -> tuple[ScoreGoal, ...]:
    """Goals in order of time.

    Args:
        bug: as read.
        clock: a goal falls while it runs; None when there is none.
        cuts: times of the shot boundaries, in order; may be empty.
        loudness: (times, values in dB or LUFS); None without sound.
    """
    goals: list[ScoreGoal] = []
    for change in _changes(bug.readings):
        for side, (old, new) in zip(("home", "away"), zip(change.old, change.new, strict=True), strict=True):
            if new < old:
                _take_back(goals, side, old - new)
            for n in range(max(0, new - old)):
                score = (old + n + 1, change.new[1]) if side == "home" else (change.new[0], old + n + 1)
                goals.append(_placed(change, side, score, bug, clock, cuts, loudness, goals))
    return tuple(sorted(goals, key=lambda goal: goal.time))


def _changes(readings: Sequence[Reading]) -> list[_Change]:
    changes = []
    before: Reading | None = None
    for reading in readings:
        if reading.score is None:
            continue
        if before and before.score and reading.score != before.score and not _cut_out(before, reading):
            changes.append(_Change(before.time, reading.time, before.score, reading.score))
        before = reading
    return changes


def _cut_out(before: Reading, after: Reading) -> bool:
    """Whether several goals fell where the clock leaps ahead: they are not in the video."""
    if not (before.score and after.score and before.clock is not None and after.clock is not None):
        return False
    leap = (after.clock - before.clock) - (after.time - before.time)
    return leap > _LEAP and sum(after.score) - sum(before.score) > 1


def _take_back(goals: list[ScoreGoal], side: str, count: int) -> None:
    """A review: the side's last goals did not count."""
    for _ in range(count):
        last = next((goal for goal in reversed(goals) if goal.side == side), None)
        if last:
            goals.remove(last)


def _placed(
    change: _Change,
    side: str,
    score: tuple[int, int],
    bug: ScoreBug,
    clock: MatchClock | None,
    cuts: npt.NDArray[np.floating],
    loudness: Loudness | None,
    goals: Sequence[ScoreGoal],
) -> ScoreGoal:
    first = max(change.before - _LATEST, 0.0, *(goal.seen for goal in goals if goal.seen < change.seen), 0.0)
    last = change.seen
    moments = _in_play(_moments(first, last, cuts, loudness), clock)
    weights = [_weight(moment, change, bug, cuts, loudness) for moment in moments]
    if not moments:
        time, slack = max(first, min(change.seen, change.before + 3) - _TYPICAL), _VAGUE
    else:
        time = moments[int(np.argmax(weights))]
        slack = _CERTAIN if len(cuts) and loudness else _LIKELY
        rivals = [m for m, w in zip(moments, weights, strict=True) if w > max(weights) - 0.5]
        return ScoreGoal(
            time, max(first, min(rivals) - slack), min(last, max(rivals) + slack), change.seen, side, *score
        )
    return ScoreGoal(time, max(first, time - slack), min(last, time + slack), change.seen, side, *score)


def _moments(first: float, last: float, cuts: npt.NDArray[np.floating], loudness: Loudness | None) -> list[float]:
    """Where a goal may have fallen: shortly before cuts that end a long shot, and where the crowd rises."""
    within = [float(cut) for cut in cuts if first <= cut <= last]
    long = [cut for cut in within if _shot_before(cut, cuts) >= _LONG_SHOT]
    moments = []
    for cut in long or within:
        rise = _steepest_rise(cut - 8.0, cut + 1.5, loudness)
        moments.append(max(first, rise if rise is not None else cut - _CUT_AFTER))
    if not moments and loudness is not None:
        starts = np.arange(first, last, _RISES_APART)
        rises = [_steepest_rise(start, min(start + _RISES_APART, last), loudness) for start in starts]
        moments = [rise for rise in rises if rise is not None]
    return moments


def _in_play(moments: list[float], clock: MatchClock | None) -> list[float]:
    """Those in which the ball may be in play, by a known clock; all of them where that leaves none."""
    if clock is None:
        return moments
    return [
        m for m in moments if any(p.start - _UNSEEN_PLAY <= m <= p.end + _UNSEEN_PLAY for p in clock.pieces)
    ] or moments


def _shot_before(cut: float, cuts: npt.NDArray[np.floating]) -> float:
    n = int(np.searchsorted(cuts, cut - 1e-6))
    return cut - float(cuts[n - 1]) if n else cut


def _steepest_rise(start: float, end: float, loudness: Loudness | None) -> float | None:
    """Where the sound rises most from the second before to the two after."""
    if loudness is None:
        return None
    grid = np.arange(start, end, 0.25)
    rises = [_level(t, t + 2.0, loudness) - _level(t - 1.5, t, loudness) for t in grid]
    return float(grid[int(np.argmax(rises))]) if len(grid) and np.isfinite(rises).any() else None


def _level(start: float, end: float, loudness: Loudness) -> float:
    times, values = loudness
    i, j = np.searchsorted(times, (start, end))
    return float(np.clip(values[i:j], -70.0, 20.0).mean()) if j > i else -70.0


def _weight(
    moment: float,
    change: _Change,
    bug: ScoreBug,
    cuts: npt.NDArray[np.floating],
    loudness: Loudness | None,
) -> float:
    """How much speaks for a goal at a moment; units are of no meaning but to compare."""
    lag = change.seen - moment
    weight = -abs(np.log(max(lag, 1.0) / _TYPICAL)) - (2.0 if lag < 2.0 else 0.0)
    edges = cuts[(cuts > moment) & (cuts <= change.seen)]
    # After a goal nobody plays on: a long shot that comes and goes before the new score is play.
    weight -= 1.5 * int((np.diff(edges) >= _PLAY).sum())
    soon = int(((cuts > moment) & (cuts <= moment + 25.0)).sum())
    weight += 0.35 * min(soon, 6)
    if any(moment < start < moment + 60.0 and end - start > 2.5 for start, end in bug.hidden):
        weight += 0.5
    if loudness is not None:
        weight += 0.25 * np.clip(
            _level(moment + 0.5, moment + 8, loudness) - _level(moment - 20, moment - 2, loudness), -4, 12
        )
    return float(weight)
