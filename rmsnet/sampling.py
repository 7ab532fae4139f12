"""Which snippets a network is trained on (paper, section III-C).

Frames are counted from 0 within a half; a snippet is named by its first frame. Positions in a pool are counted
through all halves laid end to end, as the features of a run are held.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from rmsnet.errors import OptionError

Indices = NDArray[np.int64]


class Event(NamedTuple):
    """One annotated event of a half.

    Attributes:
        frame: 0-based frame at the sampling rate (2 fps in the paper).
        label: class index in the label set.
    """

    frame: int
    label: int


def foreground_starts(frames: int, event: int, snippet_frames: int) -> Indices:
    """First frames of every window, stride 1, that contains frame ``event`` and lies inside ``frames``.

    An event beyond the half, possible only where lengths are nominal, has no window.
    """
    return np.arange(max(0, event - snippet_frames + 1), min(event, frames - snippet_frames) + 1, dtype=np.int64)


def centred_starts(frames: int, event: int, snippet_frames: int) -> Indices:
    """The one window with the event in its middle, if it lies inside (Table III, without uniform offsets)."""
    start = event - snippet_frames // 2
    return np.array([start] if 0 <= start <= frames - snippet_frames else [], dtype=np.int64)


def background_starts(frames: int, events: Iterable[int], snippet_frames: int) -> Indices:
    """First frames of the windows of stride T laid over the frames that no foreground window can cover.

    An event's windows reach T - 1 frames to either side. Each stretch between two reaches is filled from its
    beginning; what is left at its end is not used. Of an event beyond ``frames``, possible only where lengths are
    nominal, the reach still ends the stretch before it: this, on the 300 training games with halves of 45.84 min
    (5,501 frames), gives the paper's 72,074, while on real lengths it never happens.
    """
    starts = []
    free = 0
    for event in sorted(events):
        starts.append(np.arange(free, event - 2 * snippet_frames + 2, snippet_frames, dtype=np.int64))
        free = max(free, event + snippet_frames)
    starts.append(np.arange(free, frames - snippet_frames + 1, snippet_frames, dtype=np.int64))
    return np.concatenate(starts)


@dataclass(frozen=True, slots=True)
class Draw:
    """Snippets in the order in which they are trained on.

    Attributes:
        start: ``[N]`` first frame, counted through the pool.
        event: ``[N]`` in-snippet index k of the event frame; -1 for background.
        label: ``[N]`` class index; the number of labels for background.
    """

    start: Indices
    event: Indices
    label: Indices

    def __len__(self) -> int:
        return len(self.start)

    def offsets(self, snippet_frames: int) -> NDArray[np.float32]:
        """Regression targets r = (k + 0.5) / T ``[N]``; of no meaning for background."""
        return ((self.event + 0.5) / snippet_frames).astype(np.float32)


@dataclass(frozen=True, slots=True)
class SnippetPool:
    """All snippets that can be drawn.

    Attributes:
        snippet_frames: T.
        labels: number of labels C; background is class C.
        foreground: every foreground snippet, once per event it contains.
        background: ``[B]`` first frames, counted through the pool.
    """

    snippet_frames: int
    labels: int
    foreground: Draw
    background: Indices

    def counts(self) -> list[int]:
        """Foreground snippets of each label, ``[C]``."""
        return np.bincount(self.foreground.label, minlength=self.labels).tolist()  # type: ignore[no-any-return]

    def draw(self, rng: np.random.Generator, per_class: int) -> Draw:
        """An epoch's snippets: ``per_class`` of each label and as many of background, in random order.

        Drawn without replacement; a class with fewer snippets is gone through whole as often as it fits, and the rest
        is drawn without replacement. A label without any snippet has none in the draw.
        """
        every = self.foreground
        chosen = [_choose(rng, np.flatnonzero(every.label == label), per_class) for label in range(self.labels)]
        foreground = np.concatenate(chosen)
        background = _choose(rng, self.background, per_class)
        start = np.concatenate([every.start[foreground], background])
        event = np.concatenate([every.event[foreground], np.full(len(background), -1)])
        label = np.concatenate([every.label[foreground], np.full(len(background), self.labels)])
        order = rng.permutation(len(start))
        return Draw(start[order], event[order], label[order])


def collect(
    halves: Sequence[tuple[int, Sequence[Event]]],
    labels: int,
    snippet_frames: int = 41,
    uniform_offsets: bool = True,
) -> SnippetPool:
    """The pool of some halves.

    Args:
        halves: frames and events of each half, in the order in which their features lie end to end.
        labels: number of labels C.
        snippet_frames: T.
        uniform_offsets: False keeps only the window with the event in its middle (Table III).

    Raises:
        OptionError: nothing to train on, or nothing that is background.
    """
    windows = foreground_starts if uniform_offsets else centred_starts
    base = 0
    start, event, label, background = [], [], [], []
    for frames, events in halves:
        for one in events:
            found = windows(frames, one.frame, snippet_frames)
            start.append(base + found)
            event.append(one.frame - found)
            label.append(np.full(len(found), one.label, dtype=np.int64))
        background.append(base + background_starts(frames, (one.frame for one in events), snippet_frames))
        base += frames
    foreground = Draw(_joined(start), _joined(event), _joined(label))
    pool = SnippetPool(snippet_frames, labels, foreground, _joined(background))
    _refuse_empty(pool)
    return pool


def _refuse_empty(pool: SnippetPool) -> None:
    if not len(pool.foreground):
        raise OptionError("The training games hold no event that a snippet can contain; give games with events.")
    if not len(pool.background):
        raise OptionError(
            f"The training games hold no stretch of {pool.snippet_frames} frames away from all events; "
            "give longer games or fewer snippet_frames."
        )


def _joined(arrays: list[Indices]) -> Indices:
    return np.concatenate(arrays) if arrays else np.empty(0, dtype=np.int64)


def _choose(rng: np.random.Generator, items: Indices, count: int) -> Indices:
    if not len(items):
        return items
    whole, rest = divmod(count, len(items))
    return np.concatenate([np.tile(items, whole), rng.choice(items, rest, replace=False)])
