"""Vote curves as the window draws them: smoothed in the worker, so that the window only draws."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from rmsnet import VoteCurves


@dataclass(frozen=True, slots=True, eq=False)
class Curves:
    """Curves of one source.

    Attributes:
        labels: C names.
        times: float64 ``[N]``, seconds of the sampled frames.
        confidence: float32 ``[C, N]``, 0..1, what thresholds cut.
        counts: float32 ``[C, N]``, raw votes per frame, what the paper plots.
        expected_end: seconds up to which they will grow.
    """

    labels: tuple[str, ...] = ()
    times: npt.NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    confidence: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    counts: npt.NDArray[np.float32] = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    expected_end: float = 0.0

    @classmethod
    def of(cls, votes: VoteCurves, smoothing: float, expected_end: float = 0.0) -> Curves:
        """The curves of some votes, smoothed with a Gaussian of ``smoothing`` seconds."""
        end = float(votes.times[-1]) if len(votes.times) else 0.0
        return cls(votes.labels, votes.times, votes.confidence(smoothing), votes.counts, max(end, expected_end))

    @classmethod
    def joined(cls, parts: Sequence[tuple[Curves, float]]) -> Curves:
        """The curves of several sources on one axis.

        Args:
            parts: each source's curves, and where the source begins on the axis in seconds, ascending. Between
                two sources the curve falls to 0, so that no line is drawn across.
        """
        shown = [(curves, start) for curves, start in parts if len(curves.times)]
        if not shown:
            return cls()
        labels = shown[0][0].labels
        if len(shown) == 1 and shown[0][1] == 0:
            return shown[0][0]
        times: list[npt.NDArray[np.float64]] = []
        confidence: list[npt.NDArray[np.float32]] = []
        counts: list[npt.NDArray[np.float32]] = []
        nothing = np.zeros((len(labels), 1), np.float32)
        for curves, start in shown:
            if curves.labels != labels:
                continue  # another model's: it is being analysed again
            first, last = curves.times[0] + start, curves.times[-1] + start
            times += [np.array([first - 1e-4]), curves.times + start, np.array([last + 1e-4])]
            confidence += [nothing, curves.confidence, nothing]
            counts += [nothing, curves.counts, nothing]
        end = max(curves.expected_end + start for curves, start in shown)
        return cls(labels, np.concatenate(times), np.hstack(confidence), np.hstack(counts), end)

    def of_label(self, label: str, raw: bool = False) -> npt.NDArray[np.float32]:
        """One label's curve ``[N]`` in 0..1; raw votes are divided by the highest count of all labels."""
        if label not in self.labels:
            return np.zeros(len(self.times), np.float32)
        row = self.labels.index(label)
        curve = self.confidence[row]
        if raw:
            highest = float(self.counts.max()) if self.counts.size else 0.0
            curve = self.counts[row] / np.float32(max(1.0, highest))
        return np.asarray(curve, np.float32)
