"""When every frame is shown, read from the packets without decoding them.

Times come from here and nowhere else: `n / rate` is wrong for variable rates, edit lists and late starts.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

# A packet this far from its neighbours is damage or a clock that was reset, not a pause in the match.
LONGEST_GAP = 600.0


@dataclass(frozen=True, slots=True, eq=False)
class PacketList:
    """The stream's packets in the order they are stored and decoded.

    Attributes:
        pts: int64 `[P]`, presentation times in units of the time base.
        keyframe: bool `[P]`, decoding may start here.
        shown: bool `[P]`, False for packets that only prepare others (edit lists, a start without keyframe).
        corrupt: bool `[P]`, the container itself says that they are damaged.
        size: int32 `[P]`, bytes.
    """

    pts: NDArray[np.int64]
    keyframe: NDArray[np.bool_]
    shown: NDArray[np.bool_]
    corrupt: NDArray[np.bool_]
    size: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.pts)


@dataclass(frozen=True, slots=True, eq=False)
class FrameTable:
    """The frames a viewer sees, in the order they are seen.

    Attributes:
        pts: int64 `[N]`, presentation times in units of `time_base`, ascending.
        keyframe: bool `[N]`.
        durations: int64 `[N]`, how long each frame is shown, in units of `time_base`.
        packet: int64 `[N]`, each frame's packet in `packets`.
        packets: the packets in decoding order.
        time_base: seconds per unit.
    """

    pts: NDArray[np.int64]
    keyframe: NDArray[np.bool_]
    durations: NDArray[np.int64]
    packet: NDArray[np.int64]
    packets: PacketList
    time_base: Fraction

    def __len__(self) -> int:
        return len(self.pts)

    @property
    def times(self) -> NDArray[np.float64]:
        """Seconds since the first frame, float64 `[N]`."""
        ticks = (self.pts - self.pts[0]).astype(np.float64)
        return np.asarray(ticks * self.time_base.numerator / self.time_base.denominator)

    @property
    def duration(self) -> float:
        """Seconds from the first frame's start to the last one's end."""
        return float((int(self.pts[-1] + self.durations[-1]) - int(self.pts[0])) * self.time_base)

    def time_of(self, n: int) -> float:
        """Return the seconds from the first frame to frame n (0-based)."""
        return float((int(self.pts[n]) - int(self.pts[0])) * self.time_base)

    def frame_at(self, time: float) -> int:
        """Return the frame shown at a time in seconds; before the first and after the last, that one."""
        return int(self.frames_at(np.array([time]))[0])

    def frames_at(self, times: NDArray[np.float64]) -> NDArray[np.int64]:
        """Return the frames shown at several times in seconds, int64 `[K]`."""
        # A microsecond's grace: times that were stored as decimals must find the frame they came from.
        units = np.floor((np.asarray(times) + 1e-6) / float(self.time_base)) + self.pts[0]
        shown = np.searchsorted(self.pts, units, side="right") - 1
        return np.asarray(np.clip(shown, 0, len(self) - 1), dtype=np.int64)

    def run_up(self, n: int) -> int:
        """Return the packet from which decoding must start to show frame n: a keyframe's, or the first."""
        packets = self.packets
        last = int(self.packet[n])
        # An open group's leading frames are stored after its keyframe but need the group before.
        starts = np.flatnonzero(packets.keyframe[: last + 1] & (packets.pts[: last + 1] <= self.pts[n]))
        return int(starts[-1]) if len(starts) else 0


def frame_table(packets: PacketList, durations: NDArray[np.int64], time_base: Fraction) -> FrameTable:
    """Put packets into presentation order.

    Args:
        packets: in decoding order.
        durations: int64 `[P]`, the packets' own durations, 0 where unknown.
        time_base: seconds per unit.
    """
    shown = np.flatnonzero(packets.shown)
    order = shown[np.argsort(packets.pts[shown], kind="stable")]
    pts = packets.pts[order]
    return FrameTable(
        pts=pts,
        keyframe=packets.keyframe[order],
        durations=_shown_durations(pts, durations[order], time_base),
        packet=order,
        packets=packets,
        time_base=time_base,
    )


def _shown_durations(pts: NDArray[np.int64], stored: NDArray[np.int64], time_base: Fraction) -> NDArray[np.int64]:
    gaps = np.diff(pts)
    usual = int(np.median(gaps)) if len(gaps) else round(1 / 25 / time_base)
    last = int(stored[-1]) if stored[-1] > 0 else max(usual, 1)
    return np.append(gaps, last).astype(np.int64)


def plausible(pts: NDArray[np.int64], time_base: Fraction) -> NDArray[np.bool_]:
    """Mark the packets whose times continue their forerunners', bool `[P]`.

    A flipped bit can put one packet years away, and a recorder's restart sends all that follow back to zero:
    neither may stretch or fold the match.
    """
    limit = LONGEST_GAP / float(time_base)
    if not len(pts) or np.all(np.abs(np.diff(pts)) <= limit):
        return np.ones(len(pts), dtype=np.bool_)
    kept = np.zeros(len(pts), dtype=np.bool_)
    # The median of the first packets, so that a damaged first one cannot discard all others.
    last = float(np.median(pts[:9]))
    for n, value in enumerate(pts.tolist()):
        if abs(value - last) <= limit:
            kept[n] = True
            last = value
    return kept
