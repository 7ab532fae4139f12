"""Whether a known bug is on screen, and whether its score has changed: by its pixels, without reading."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence
from statistics import median

import cv2
import numpy as np
from numpy.typing import NDArray

from rmsnet.broadcast.bug_layout import around
from rmsnet.broadcast.readings import Box
from rmsnet.video.luma import LumaPicture

Edges = NDArray[np.float32]
_TALL = 16  # lines are compared at about this height in pixels
# How much of the edges must agree with those of the pictures it was read in.
_SHOWN, _LEAST_SHOWN, _SCORE_SAME = 0.45, 0.15, 0.7
# A digit has changed where a cell agrees less than usual by this much, and by so many times its usual spread.
_DROP, _SPREADS = 0.05, 5.0
# So many pictures tell what is usual.
_REMEMBERED = 16
# Share of the newest picture in the memory of what the bug looks like.
_FRESH = 0.2
# Edges are cut at this strength; those weaker than this share of the strongest are no part of the bug.
_STRONG, _OWN = 160, 0.25


class _Usual:
    """How much a cell agrees with its memory while nothing happens: a digit may change little of it, and suddenly."""

    def __init__(self, value: float) -> None:
        self._values = deque([value], maxlen=_REMEMBERED)

    def is_broken(self, value: float) -> bool:
        # Medians, so that neither one alarm nor the goal before this one makes it deaf.
        mean = median(self._values)
        spread = median(abs(old - mean) for old in self._values)
        return value < _SCORE_SAME or value < mean - max(_DROP, _SPREADS * spread)

    def learn(self, value: float) -> None:
        self._values.append(value)


class BugWatch:
    """Keeps what a bug looked like when it was read, as edges, which survive a background that shines through.

    Args:
        lines: boxes of the bug's lines, in pixels of the source.
    """

    def __init__(self, lines: Sequence[Box]) -> None:
        self._box = around(lines)
        line = min(h for _, _, _, h in lines)
        self._step = max(1, line // (2 * _TALL))
        self._scale = min(1.0, _TALL / (line / self._step))
        self._limit = _SHOWN
        self._look: Edges | None = None
        self._scores: list[Edges] = []
        self._agreements: list[float] = []
        self._usual: list[_Usual] = []

    def edges(self, luma: LumaPicture) -> Edges:
        """Edges of the bug's box in a picture, `[2, h, w]`."""
        crop = luma.crop(self._box, self._step)
        small = cv2.resize(crop, None, fx=self._scale, fy=self._scale, interpolation=cv2.INTER_AREA)
        smooth = cv2.GaussianBlur(small, (3, 3), 0).astype(np.float32)
        across, down = cv2.Sobel(smooth, cv2.CV_32F, 1, 0), cv2.Sobel(smooth, cv2.CV_32F, 0, 1)
        # One bright line must not outweigh all the rest.
        return np.clip(np.stack([across, down]), -_STRONG, _STRONG)

    def likeness(self, edges: Edges) -> float:
        """How much the bug's own edges are in a picture, at most 1; 1 while it is not known."""
        if self._look is None:
            return 1.0
        # Where edges come and go, their memory fades: what is left is the bug.
        own = np.abs(self._look) > _OWN * np.abs(self._look).max()
        return _agreement(edges[own], self._look[own])

    def shown(self, edges: Edges) -> bool:
        """Whether the bug is on screen."""
        return self.likeness(edges) >= self._limit

    def score_changed(self, edges: Edges, cells: Sequence[Box]) -> bool:
        """Whether the score no longer looks as when it was last read."""
        new = [self._cut(edges, cell) for cell in cells]
        self._agreements = [_agreement(a, b) for a, b in zip(new, self._scores, strict=False)]
        if len(self._usual) != len(self._agreements):
            self._usual = [_Usual(value) for value in self._agreements]
        changed = any(map(_Usual.is_broken, self._usual, self._agreements))
        if not changed:
            self._learn_usual()
        return changed

    def _learn_usual(self) -> None:
        for usual, value in zip(self._usual, self._agreements, strict=True):
            usual.learn(value)

    def remember(self, edges: Edges, cells: Sequence[Box]) -> None:
        """The bug was read in this picture."""
        if (likeness := self.likeness(edges)) < self._limit:
            # It is there and was not recognised: its background shines through more than thought.
            self._limit = max(_LEAST_SHOWN, 0.8 * likeness)
        self._look = edges if self._look is None else (1 - _FRESH) * self._look + _FRESH * edges
        if len(self._usual) == len(self._agreements):
            self._learn_usual()  # an alarm for nothing makes the next one less likely
        self._scores = [self._cut(edges, cell) for cell in cells]

    def _cut(self, edges: Edges, cell: Box) -> Edges:
        scale = self._scale / self._step
        x, y = (cell[0] - self._box[0]) * scale, (cell[1] - self._box[1]) * scale
        left, top = max(0, round(x)), max(0, round(y))
        return edges[:, top : round(y + cell[3] * scale), left : round(x + cell[2] * scale)]


def _agreement(a: Edges, b: Edges) -> float:
    """Cosine of two pictures' edges; 1 where there is nothing to compare."""
    size = float(np.linalg.norm(a) * np.linalg.norm(b))
    return float((a * b).sum()) / size if size > 1e-3 and a.shape == b.shape else 1.0
