"""Replays: what is shown between two logo wipes, or between two cuts while the score bug is gone.

A broadcaster's wipe looks the same every time, and hardly anything else that fills the picture for a second does:
passages that recur are wipes, and two of them in a row enclose a replay.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from rmsnet.broadcast.cuts import Cuts, Passage
from rmsnet.broadcast.readings import ScoreBug

# Seconds a replay lasts, all its angles together.
_SHORTEST, _LONGEST = 2.5, 60.0
# Mean difference of two looks in levels of CIELAB at most, when they are of one wipe: caught half way across by
# the sampling, wipes of one match differ by up to 12, unlike pictures by 20 and more.
_ALIKE = 13.0
_NEAR_A_CUT = 1.2  # seconds: the bug fades while the wipe passes
_COVERED = 0.5  # of a replay the bug is gone at least, where it goes at all


@dataclass(frozen=True, slots=True)
class Replay:
    """One replay.

    Attributes:
        start, end: seconds, half-open.
        signals: what told of it: "wipe", "bug".
    """

    start: float
    end: float
    signals: tuple[str, ...]

    @property
    def duration(self) -> float:
        """Seconds."""
        return self.end - self.start


def find_replays(cuts: Cuts, bug: ScoreBug | None = None) -> tuple[Replay, ...]:
    """The replays of a source, in order of time.

    Args:
        cuts: its shot boundaries.
        bug: its score bug; None when it has none that could be read.
    """
    hidden = bug.hidden if bug is not None else ()
    pairs = _pairs(wipes(cuts.passages))
    gone = [pair for pair in pairs if _share_hidden(pair, hidden) >= _COVERED]
    if len(gone) * 2 >= len(pairs) and gone:  # here the bug goes during replays: a pair with the bug is none
        pairs = gone
    enclosed = [Replay(*pair, ("wipe", "bug") if pair in gone else ("wipe",)) for pair in pairs]
    unseen = [
        Replay(start, end, ("bug",))
        for start, end in (_at_cuts(interval, cuts) for interval in hidden)
        if _SHORTEST <= end - start <= _LONGEST and not any(r.start < end and start < r.end for r in enclosed)
    ]
    return tuple(sorted(enclosed + unseen, key=lambda replay: replay.start))


def wipes(passages: Sequence[Passage]) -> tuple[float, ...]:
    """The times of the passages that look like others of the same source."""
    recurring = []
    for passage in passages:
        others = [other for other in passages if other is not passage]
        if any(_unlikeness(passage.looks, other.looks) <= _ALIKE for other in others):
            recurring.append(passage.time)
    return tuple(recurring)


def _unlikeness(a: npt.NDArray[np.uint8], b: npt.NDArray[np.uint8]) -> float:
    """Mean difference of the two most similar looks of two passages."""
    differences = np.abs(a[:, None].astype(np.int16) - b[None].astype(np.int16))
    return float(differences.mean(axis=(2, 3, 4)).min())


def _pairs(times: Sequence[float]) -> list[tuple[float, float]]:
    """Wipes that open and close a replay: the shortest gaps first, since play lasts longer than its replays."""
    gaps = sorted(pairwise(times), key=lambda pair: pair[1] - pair[0])
    taken: set[float] = set()
    pairs = []
    for start, end in gaps:
        if _SHORTEST <= end - start <= _LONGEST and not {start, end} & taken:
            taken |= {start, end}
            pairs.append((start, end))
    return sorted(pairs)


def _share_hidden(pair: tuple[float, float], hidden: Sequence[tuple[float, float]]) -> float:
    start, end = pair
    covered = sum(max(0.0, min(end, b) - max(start, a)) for a, b in hidden)
    return covered / (end - start)


def _at_cuts(interval: tuple[float, float], cuts: Cuts) -> tuple[float, float]:
    """An absence of the bug from cut to cut; an empty interval when it does not begin and end at cuts."""
    start, end = (cuts.near(time, _NEAR_A_CUT) for time in interval)
    return (start, end) if start is not None and end is not None else (0.0, 0.0)
