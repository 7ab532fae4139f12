"""The masking function M(p, q) (paper, section III-B, Eq. 4)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from rmsnet.errors import OptionError
from rmsnet.sampling import Draw, Indices

Side = Literal["before", "after"]


@dataclass(frozen=True, slots=True)
class Masking:
    """When a foreground snippet is masked, and on which side of its event.

    Attributes:
        p: probability, 0..1; 0 turns masking off.
        q: largest offset r of the event at which a snippet may be masked, 0..1.
        side: "before" as in the paper; "after" as in its Table V.
    """

    p: float = 1 / 3
    q: float = 0.5
    side: Side = "before"

    def __post_init__(self) -> None:
        if not (0 <= self.p <= 1 and 0 <= self.q <= 1):
            raise OptionError(f"mask_p is {self.p} and mask_q is {self.q}; both must lie in 0..1.")
        if self.side not in ("before", "after"):
            raise OptionError(f"mask_side is {self.side!r}; it must be before or after.")


@dataclass(frozen=True, slots=True)
class Mask:
    """Which frames of each snippet are replaced, and by what.

    Attributes:
        first, last: ``[N]`` half-open range of in-snippet frames; empty where a snippet is not masked.
        source: ``[N]`` pool frame that takes the place of frame ``first``; those after it follow.
    """

    first: Indices
    last: Indices
    source: Indices


def plan(masking: Masking, rng: np.random.Generator, draw: Draw, background: Indices, snippet_frames: int) -> Mask:
    """Decide the masks of a draw.

    A masked snippet's frames strictly before (after) the event frame are replaced by as many consecutive frames
    from a random place of a random background snippet. Background snippets are never masked.

    Args:
        masking: p, q and the side.
        rng: source of all randomness.
        draw: the snippets.
        background: first frames of the training background snippets.
        snippet_frames: T.
    """
    count = len(draw)
    offset = (draw.event + 0.5) / snippet_frames
    masked = (draw.event >= 0) & (offset <= masking.q) & (rng.random(count) < masking.p)
    before = masking.side == "before"
    first = np.where(before, 0, draw.event + 1)
    last = np.where(masked, draw.event if before else snippet_frames, first)
    length = last - first
    # Any of the T - length + 1 places at which a run of that length fits into the background snippet.
    place = rng.integers(0, snippet_frames - length + 1)
    return Mask(first, last, rng.choice(background, count) + place)


def frame_indices(draw: Draw, mask: Mask, snippet_frames: int) -> Indices:
    """The pool frame of every frame of every snippet, after masking: ``[N, T]``."""
    time = np.arange(snippet_frames)[None, :]
    inside = (time >= mask.first[:, None]) & (time < mask.last[:, None])
    replaced = mask.source[:, None] + time - mask.first[:, None]
    return np.where(inside, replaced, draw.start[:, None] + time)
