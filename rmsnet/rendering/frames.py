"""The picture of a plan at any time, and the stream of pictures that a spotter sees."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from functools import lru_cache

import numpy as np

from rmsnet.rendering.canvas import Canvas, Image
from rmsnet.rendering.closeups import Closeups
from rmsnet.rendering.grading import Grading
from rmsnet.rendering.graphics import WIPE_SECONDS, Graphics
from rmsnet.rendering.plan import MatchPlan, Shot
from rmsnet.rendering.wide import Stadium

SIZE = (224, 398)
_PITCH_VIEWS = frozenset({"wide", "tight", "high", "behind-goal", "low", "reverse", "stadium"})
_SHEETS = frozenset({"line-up", "facts"})


class Renderer:
    """Draws one plan at one size; textures and tables are made once.

    Args:
        plan: the match.
        size: (height, width) in pixels.
    """

    def __init__(self, plan: MatchPlan, size: tuple[int, int] = SIZE) -> None:
        self.plan = plan
        self.size = size
        self.stadium = Stadium(plan, size)
        self.closeups = Closeups(plan, self.stadium, size)
        self.graphics = Graphics(plan)
        self.grading = Grading(plan, size)
        self._starts = np.array([shot.start for shot in plan.shots])
        self._wipes = np.array(plan.wipes)

    def shot_at(self, time: float) -> Shot:
        """The shot that is on air at a time."""
        return self.plan.shots[max(0, int(np.searchsorted(self._starts, time, side="right")) - 1)]

    def draw(self, time: float) -> Image:
        """The picture [H, W, 3] RGB at a time of the file, in seconds."""
        return self.draw_shot(self.shot_at(time), time)

    def draw_shot(self, shot: Shot, time: float) -> Image:
        """The picture at a time as if a given shot were on air."""
        image = np.empty((*self.size, 3), np.uint8)
        if shot.view in _PITCH_VIEWS or shot.view in _SHEETS:
            self.stadium.draw(image, shot, time)
        else:
            self.closeups.draw(image, shot, time)
        image = self.grading.apply(image, time)
        canvas = Canvas(image)
        if shot.view == "line-up":
            self.graphics.line_up(canvas, shot.seed, shot.team)
        elif shot.view == "facts":
            self.graphics.facts(canvas, shot.seed, time)
        elif shot.replay:
            self.graphics.replay_sign(canvas)
        else:
            self.graphics.bug(canvas, time)
            self.graphics.captions(canvas, time)
        self._wipe(canvas, time)
        return image

    def _wipe(self, canvas: Canvas, time: float) -> None:
        i = int(np.searchsorted(self._wipes, time - WIPE_SECONDS / 2))
        if i < len(self._wipes):
            share = (time - self._wipes[i]) / WIPE_SECONDS + 0.5
            if 0 <= share <= 1:
                self.graphics.wipe(canvas, float(share))


@lru_cache(maxsize=4)
def _renderer(key: tuple[object, ...], size: tuple[int, int], held: _Held) -> Renderer:
    return Renderer(held.plan, size)


class _Held:
    """Carries a plan past the cache: all of them are equal, the key tells plans apart."""

    def __init__(self, plan: MatchPlan) -> None:
        self.plan = plan

    def __hash__(self) -> int:
        return 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Held)


def frame_at(plan: MatchPlan, time: float, size: tuple[int, int] = SIZE) -> Image:
    """The picture [H, W, 3] RGB uint8 of a plan at a time in seconds; ``size`` is (height, width)."""
    return _renderer(plan.key, size, _Held(plan)).draw(time)


def sampled_frames(plan: MatchPlan, rate: Fraction = Fraction(2), size: tuple[int, int] = SIZE) -> Iterator[Image]:
    """The pictures at times n / rate, without encoding a video.

    Args:
        plan: the match.
        rate: pictures a second.
        size: (height, width) in pixels.

    Yields:
        [H, W, 3] RGB uint8; as many as fit before ``plan.duration``.
    """
    renderer = Renderer(plan, size)
    for n in range(frame_count(plan, rate)):
        yield renderer.draw(float(n / rate))


def frame_count(plan: MatchPlan, rate: Fraction) -> int:
    """How many pictures a plan has at a rate."""
    return max(1, round(Fraction(plan.duration).limit_denominator(1000) * rate))
