"""Where the director cuts: shot boundaries in the sampled pictures, and the exact frame of one on demand.

Two pictures half a second apart look different when the camera pans, too, so what counts is the difference of their
colours, quarter by quarter and blind to movement inside a quarter, against the differences around it. A transition
that takes several samples (a wipe with a logo, a fade) is one boundary, in its middle.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from rmsnet.video import FrameReader, SampledFrame

Picture = npt.NDArray[np.uint8]

_SMALL = (64, 36)  # width and height of the pictures that are compared
_LOOK = (16, 9)  # ... and of what is kept of a transition
_BINS = [8, 12, 12]  # of lightness and the two colours of CIELAB
_RANGES = [0, 256, 64, 192, 64, 192]  # colours beyond are counted with the outermost
# Chosen on eight rendered matches, one of each style: a boundary differs by this much (0..1) and by this many times
# the usual difference around it; the fastest pan of a real hand-held camera stays below either.
_LEAST, _RATIO = 0.20, 2.2
_REACH = 6  # differences before and after that are "around it"
_LONGEST = 4  # differences in a row that can be one transition; more is a fast pan
# From frame to frame nearly nothing moves: a cut stands out more.
_EXACT_LEAST, _EXACT_RATIO = 0.15, 4.0


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """Pictures that are seen in the middle of a transition and are unlike what is before and after it.

    Attributes:
        time: seconds, the middle of the transition.
        looks: ``[n, 9, 16, 3]`` CIELAB, small.
    """

    time: float
    looks: Picture


@dataclass(frozen=True, slots=True, eq=False)
class Cuts:
    """The shot boundaries of a source.

    Attributes:
        times: float64 [n], seconds, ascending; each within half a sample of the truth.
        passages: the transitions that take longer than a sample: logo wipes are among them.
    """

    times: npt.NDArray[np.float64]
    passages: tuple[Passage, ...] = ()

    def near(self, time: float, window: float) -> float | None:
        """The boundary nearest to a time, None when there is none within ``window`` seconds."""
        if not len(self.times):
            return None
        best = float(self.times[np.argmin(np.abs(self.times - time))])
        return best if abs(best - time) <= window else None

    def between(self, start: float, end: float) -> npt.NDArray[np.float64]:
        """The boundaries in ``[start, end)``."""
        return self.times[(self.times >= start) & (self.times < end)]


class CutDetector:
    """Give it every sampled frame in order, then ``finish``; it keeps a few numbers per frame."""

    def __init__(self) -> None:
        self._times: list[float] = []
        self._differences: list[float] = []
        self._before: npt.NDArray[np.float32] | None = None
        # What may turn out to be the inside of a transition, until enough is known around it.
        self._looks: deque[Picture] = deque(maxlen=_REACH + 2 * _LONGEST + 4)
        self._decided = 0  # differences before this one are settled
        self._cuts: list[float] = []
        self._passages: list[Passage] = []

    def add(self, frame: SampledFrame) -> None:
        """Compare the next frame with the one before."""
        small = _lab(frame.image)
        colours = _colours(small)
        if self._before is not None:
            self._differences.append(_difference(self._before, colours))
        self._before = colours
        self._times.append(frame.time)
        self._looks.append(np.asarray(cv2.resize(small, _LOOK, interpolation=cv2.INTER_AREA), np.uint8))
        self._decide(len(self._differences) - _REACH - _LONGEST - 2)

    def finish(self) -> Cuts:
        """All boundaries, when the last frame was added."""
        self._decide(len(self._differences))
        return Cuts(np.array(self._cuts, np.float64), tuple(self._passages))

    def _decide(self, until: int) -> None:
        """Settle the differences before ``until``; a transition that begins there is settled as a whole."""
        while self._decided < until:
            first = self._decided
            last = first
            while last - first <= _LONGEST and self._goes_on(first, last):
                last += 1
            self._decided = max(last, first + 1)
            if last > first:
                while self._stands_out(self._decided):  # a pan: all of it is passed over
                    self._decided += 1
                if self._decided == last:
                    self._note(first, last)

    def _goes_on(self, first: int, n: int) -> bool:
        """Whether a transition takes in difference n: a logo may rest for a sample before it goes."""
        return self._stands_out(n) or (first < n < first + _LONGEST - 1 and self._stands_out(n + 1))

    def _stands_out(self, n: int) -> bool:
        return _stands_out(self._differences, n, _LEAST, _RATIO, _REACH)

    def _note(self, first: int, last: int) -> None:
        """Note the transition of the differences ``first`` to ``last`` (half-open)."""
        middle = (self._times[first] + self._times[last]) / 2
        self._cuts.append(middle)
        oldest = len(self._times) - len(self._looks)
        inside = [self._looks[n - oldest] for n in range(first + 1, last) if n >= oldest]
        if inside:
            self._passages.append(Passage(middle, np.stack(inside)))


def snap_to_cut(reader: FrameReader, time: float, window: float = 1.0) -> float | None:
    """The exact time of the first frame of the shot that begins nearest to a time.

    Decodes the neighbourhood at a small size; meant for a clip's in or out point, on demand.

    Args:
        reader: of the source.
        time: seconds.
        window: seconds before and after that are searched.

    Returns:
        Seconds, the presentation time of a frame; None where no cut lies within the window.

    Raises:
        SourceError: the file is damaged there.
    """
    table = reader.table
    first, last = (int(n) for n in table.frames_at(np.array([time - window, time + window])))
    pictures = [_colours(_lab(reader.read(n, size=_SMALL[::-1]))) for n in range(first, last + 1)]
    differences = [_difference(a, b) for a, b in pairwise(pictures)]
    found = [
        table.time_of(first + n + 1)
        for n in range(len(differences))
        if _stands_out(differences, n, _EXACT_LEAST, _EXACT_RATIO, len(differences))
    ]
    return min(found, key=lambda at: abs(at - time), default=None)


def snap_source_to_cut(path: Path | str, time: float, window: float = 1.0) -> float | None:
    """``snap_to_cut`` on a file that is not open yet."""
    with FrameReader(path) as reader:
        return snap_to_cut(reader, time, window)


def _stands_out(differences: list[float], n: int, least: float, ratio: float, reach: int) -> bool:
    if n >= len(differences) or differences[n] < least:
        return False
    around = differences[max(0, n - reach) : max(0, n - 1)] + differences[n + 2 : n + reach + 1]
    return not around or differences[n] > ratio * float(np.median(around))


def _lab(image: Picture) -> Picture:
    small = cv2.resize(image, _SMALL, interpolation=cv2.INTER_AREA)
    return np.asarray(cv2.cvtColor(small, cv2.COLOR_RGB2LAB), np.uint8)


def _colours(small: Picture) -> npt.NDArray[np.float32]:
    """The shares of colours in each quarter of a picture, ``[4, bins]``; each row sums to 1."""
    width, height = _SMALL
    small = np.clip(small, (0, _RANGES[2], _RANGES[4]), (255, _RANGES[3] - 1, _RANGES[5] - 1)).astype(np.uint8)
    quarters = [
        small[top : top + height // 2, left : left + width // 2] for top in (0, height // 2) for left in (0, width // 2)
    ]
    rows = [cv2.calcHist([q], [0, 1, 2], None, _BINS, _RANGES).ravel() for q in quarters]
    return np.asarray(np.stack(rows) / (width * height / 4), np.float32)


def _difference(before: npt.NDArray[np.float32], after: npt.NDArray[np.float32]) -> float:
    """0 for equal colours in every quarter, 1 for none in common."""
    return 1.0 - float(np.minimum(before, after).sum(axis=1).mean())
