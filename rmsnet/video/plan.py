"""Which packets must be decoded to sample a match, decided from the frame table before decoding anything."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from rmsnet.video.table import FrameTable

# Decoding a picture costs something even when it is tiny: for H.264 as much as reading this many bytes for each
# of its pixels (measured on 720p: 2.1 ms a picture and 0.09 ms a kilobyte).
BYTES_PER_PIXEL = 0.026
# A picture nearer to its grid time may cost this much more than the cheapest.
NEARLY_CHEAPEST = 1.15


@dataclass(frozen=True, slots=True)
class Stretch:
    """Packets to decode without a break.

    Attributes:
        first: the packet to start from, a key frame's.
        last: the last packet needed (inclusive).
    """

    first: int
    last: int


@dataclass(frozen=True, slots=True, eq=False)
class SamplingPlan:
    """What to decode and what to keep.

    Attributes:
        wanted: int64 `[K]`, the frame to keep for each grid time, ascending.
        stretches: what to decode, in order.
        needed: bool `[P]`, packets to decode in any case; of the others, those no picture refers to may be skipped.
    """

    wanted: NDArray[np.int64]
    stretches: tuple[Stretch, ...]
    needed: NDArray[np.bool_]


def plan_sampling(
    table: FrameTable, grid: NDArray[np.float64], tolerance: float, pixels: int = 1280 * 720
) -> SamplingPlan:
    """Choose the frames nearest to the grid that cost least to decode.

    Args:
        table: the file's frames.
        grid: float64 `[K]`, ascending seconds since the first frame.
        tolerance: seconds a kept frame may lie from its grid time; where no cheap frame does (or when this is 0)
            the frame that is shown at the grid time is kept, whatever it costs.
        pixels: of one picture; large ones cost more than their bytes.
    """
    choice = _Choice(table, tolerance, round(pixels * BYTES_PER_PIXEL))
    greedy = choice.cheapest(grid)
    wanted = choice.nearest(grid, greedy)
    needed = choice.anchor.copy()
    needed[table.packet[wanted]] = True
    return SamplingPlan(wanted, choice.stretches(wanted), needed)


class _Choice:
    def __init__(self, table: FrameTable, tolerance: float, picture_bytes: int) -> None:
        packets = table.packets
        self.table = table
        self.tolerance = tolerance
        self.times = table.times
        # Stored in the order they are shown: I- and P-frames, to which others refer.
        self.anchor = packets.pts >= np.maximum.accumulate(packets.pts)
        self.cheap = self.anchor[table.packet]
        self.start = _starts(table)
        weight = np.where(self.anchor, packets.size.astype(np.int64) + picture_bytes, 0)
        self.spent = np.concatenate([[0], np.cumsum(weight)])

    def candidates(self, time: float) -> NDArray[np.int64]:
        """Return the cheap frames within the tolerance, else the frame shown."""
        if self.tolerance > 0:
            low = np.searchsorted(self.times, time - self.tolerance, side="left")
            high = np.searchsorted(self.times, time + self.tolerance, side="right")
            near = np.flatnonzero(self.cheap[low:high]) + low
            if len(near):
                return near
        return np.array([self.table.frame_at(time)])

    def cheapest(self, grid: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return for each grid time the candidate that adds least to what is decoded already."""
        chosen = np.empty(len(grid), dtype=np.int64)
        done = -1
        for k, time in enumerate(grid):
            near = self.candidates(time)
            packet = self.table.packet[near]
            begin = np.maximum(self.start[near], done + 1)
            cost = np.maximum(self.spent[packet + 1] - self.spent[np.minimum(begin, packet + 1)], 0)
            dear = cost > cost.min() * NEARLY_CHEAPEST
            best = np.argmin(np.where(dear, np.inf, np.abs(self.times[near] - time)))
            chosen[k] = near[best]
            done = max(done, int(packet[best]))
        return chosen

    def nearest(self, grid: NDArray[np.float64], greedy: NDArray[np.int64]) -> NDArray[np.int64]:
        """Move each choice to the nearest candidate among the packets that are decoded anyway."""
        reached = np.full(len(self.table.packets), -1, dtype=np.int64)
        np.maximum.at(reached, self.start[greedy], self.table.packet[greedy])
        chosen = greedy.copy()
        for k, time in enumerate(grid):
            near = self.candidates(time)
            near = near[self.table.packet[near] <= reached[self.start[near]]]
            chosen[k] = near[np.argmin(np.abs(self.times[near] - time))]
        return np.maximum.accumulate(chosen)

    def stretches(self, wanted: NDArray[np.int64]) -> tuple[Stretch, ...]:
        """Join the groups of pictures in use; what lies between two stretches is never decoded."""
        result: list[Stretch] = []
        starts = self.start[wanted]
        for first in np.unique(starts):
            frames = wanted[starts == first]
            last = int(self.table.packet[frames].max())
            if result and result[-1].last + 1 >= first:
                before = result.pop()
                first, last = before.first, max(before.last, last)
            result.append(Stretch(int(first), last))
        return tuple(result)


def _starts(table: FrameTable) -> NDArray[np.int64]:
    """Return for each frame the packet decoding must start from, int64 `[N]`."""
    packets = table.packets
    keys = np.flatnonzero(packets.keyframe)
    if not len(keys) or keys[0] != 0:
        keys = np.insert(keys, 0, 0)
    which = np.searchsorted(keys, table.packet, side="right") - 1
    # An open group's leading frames are stored after its keyframe but need the group before.
    leading = (packets.pts[keys[which]] > table.pts) & (which > 0)
    return keys[which - leading]
