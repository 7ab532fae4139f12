"""The official evaluator's arithmetic, on arrays: matching, precision and recall, 11-point average precision.

The SoccerNet package walks over every frame, label, half, tolerance and threshold in Python. Here the
events of all labels and halves lie in one sorted array, so that a step handles all of them together.
Every comparison and every division is the package's own, so the numbers agree to rounding.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

IntArray = npt.NDArray[np.int64]
FloatArray = npt.NDArray[np.float64]
BoolArray = npt.NDArray[np.bool_]

HALF_SECONDS = 7200  # the evaluator's vectors hold 120 minutes; later events count at their last frame
_THRESHOLDS = np.linspace(0, 1, 200)
_RECALLS = np.arange(11) / 10


@dataclass(frozen=True, slots=True, eq=False)
class Entries:
    """Events or spots of many halves, one an entry, in the order of their files.

    Attributes:
        half: ``[n]`` which half of which game: any numbers from 0 on, the same for truth and spots.
        label: ``[n]`` class index.
        frame: ``[n]`` 0-based frame at the evaluation's rate; may lie past 120 minutes or before 0.
        value: ``[n]`` confidence of a spot; for the truth +1, or -1 where the event is not shown.
    """

    half: IntArray
    label: IntArray
    frame: IntArray
    value: FloatArray


@dataclass(frozen=True, slots=True, eq=False)
class Precisions:
    """Average precision ``[tolerances, labels]``: of all events, of the visible, and of those not shown."""

    all: FloatArray
    visible: FloatArray
    unshown: FloatArray


def average_precisions(
    truth: Entries, spots: Entries, labels: int, tolerances: Sequence[Fraction], rate: Fraction
) -> Precisions:
    """Average precision of every label at every tolerance.

    Args:
        truth: the annotated events.
        spots: the predictions; those with a negative or NaN confidence do not count.
        labels: C, how many labels there are.
        tolerances: full widths in seconds: a hit lies at most half of it from its event.
        rate: frames per second of both.
    """
    size = int(HALF_SECONDS * rate)
    reach = [int(tolerance * rate / 2) for tolerance in tolerances]
    stride = size + 2 * max(reach, default=0) + 1  # keeps windows of one (half, label) out of the next
    event_key, shown = _collapse(truth, labels, size, stride)
    spot_key, score = _collapse(spots, labels, size, stride)
    counted = score >= 0
    spot_key, score = spot_key[counted], score[counted]
    event_label, spot_label = event_key // stride % labels, spot_key // stride % labels
    closest = _closest_value(event_key, shown, spot_key, stride)
    bins = np.searchsorted(_THRESHOLDS, score, side="right") - 1  # highest threshold the score reaches
    groups = (
        (np.ones(len(score), np.bool_), np.bincount(event_label, minlength=labels)),
        (closest > 0, np.bincount(event_label[shown > 0], minlength=labels)),
        (closest < 0, np.bincount(event_label[shown < 0], minlength=labels)),
    )
    result = np.zeros((3, len(tolerances), labels))
    for i, hits in enumerate(_hits(event_key, spot_key, score, reach, stride)):
        for j, (members, events) in enumerate(groups):
            result[j, i] = _average_precision(spot_label, bins, members, hits & members, events)
    return Precisions(result[0], result[1], result[2])


def _collapse(entries: Entries, labels: int, size: int, stride: int) -> tuple[IntArray, FloatArray]:
    """Keys ``(half, label, frame)`` in order, one an entry, and values; the last entry of a frame wins."""
    frame = np.minimum(entries.frame, size - 1)
    frame = np.where(frame < 0, np.maximum(frame + size, 0), frame)  # the package counts them from the end
    key = (entries.half * labels + entries.label) * stride + frame
    order = np.argsort(key, kind="stable")
    key, value = key[order], entries.value[order]
    last = np.append(key[1:] != key[:-1], np.ones(min(len(key), 1), np.bool_))
    return key[last], value[last]


def _closest_value(event_key: IntArray, shown: FloatArray, spot_key: IntArray, stride: int) -> FloatArray:
    """For each spot the value of its closest event, the later one when half way; -1 where there is none."""
    value = np.full(len(spot_key), -1.0)
    if not len(event_key):
        return value
    group = event_key // stride
    same = group[1:] == group[:-1]
    middle = np.where(same, (event_key[1:] + event_key[:-1]) // 2, group[1:] * stride)
    nearest = np.searchsorted(middle, spot_key, side="right")
    among = group[nearest] == spot_key // stride
    value[among] = shown[nearest][among]
    return value


def _hits(
    event_key: IntArray, spot_key: IntArray, score: FloatArray, reach: Sequence[int], stride: int
) -> Iterator[BoolArray]:
    """For each tolerance, which spots are the hit of an event.

    In order of time each event of a half and label takes the best unused spot in its window, the
    earliest of equals. The first events of all halves and labels choose together, then the second...
    """
    group = event_key // stride
    first = np.searchsorted(group, group, side="left")
    rank = np.arange(len(group)) - first
    rounds = [np.flatnonzero(rank == i) for i in range(int(rank.max(initial=-1)) + 1)]
    for width in reach:
        free = score.copy()
        low = np.searchsorted(spot_key, event_key - width, side="left")
        high = np.searchsorted(spot_key, event_key + width, side="right")
        for events in rounds:
            taken = _best_in_windows(free, low[events], high[events])
            free[taken] = -1.0
        yield free < 0


def _best_in_windows(score: FloatArray, low: IntArray, high: IntArray) -> IntArray:
    """Index of the first highest non-negative score in each window ``[low, high)`` that has one."""
    wide = high > low
    low, count = low[wide], (high - low)[wide]
    if not len(low):
        return low
    start = np.cumsum(count) - count
    flat = np.arange(int(count.sum())) + np.repeat(low - start, count)
    best = np.maximum.reduceat(score[flat], start)
    is_best = score[flat] == np.repeat(best, count)
    position = np.where(is_best, flat, len(score))
    chosen = np.minimum.reduceat(position, start)
    return chosen[best >= 0]


def _average_precision(
    label: IntArray, bins: IntArray, members: BoolArray, hits: BoolArray, events: IntArray
) -> FloatArray:
    """11-point interpolated average precision of each label, ``[C]``, over 200 score thresholds."""
    found, right = (_at_least(label[x], bins[x], len(events)) for x in (members, hits))
    with np.errstate(divide="ignore", invalid="ignore"):
        precision = np.nan_to_num(right / found)
        recall = np.nan_to_num(right / events[:, None])
    reached = recall[:, None, :] >= _RECALLS[:, None]
    best = np.where(reached, precision[:, None, :], 0.0).max(axis=2)
    return np.asarray(best.sum(axis=1) / len(_RECALLS))


def _at_least(label: IntArray, bins: IntArray, labels: int) -> FloatArray:
    """How many spots of each label reach each threshold, ``[C, 200]``."""
    size = len(_THRESHOLDS)
    counts = np.bincount(label * size + bins, minlength=labels * size).reshape(labels, size)
    return np.cumsum(counts[:, ::-1], axis=1)[:, ::-1].astype(np.float64)
