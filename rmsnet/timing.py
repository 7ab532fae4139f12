"""Finer times for spots: where in the seconds around a vote peak the event is.

RMS-Net's maximum over time (Table I) forgets where in the snippet it saw what; its offset is told by how much of an
event's aftermath fits in. That places an event to a few seconds. This head, an addition of ours beside the paper's
network, keeps its positions: given that a label's event is near, it says in which frame.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from rmsnet.config import NetworkConfig
from rmsnet.spots import Spot

WIDTH = 64
CONTEXT = 14  # frames to each side that a score depends on: dilations 1, 2 and 4 of kernels of 5
# Spots lie within about this of the event; the prior that holds the finer time near the vote peak.
PRIOR_SECONDS, REACH_SECONDS = 4.0, 8.0
_SPREAD = 2  # frames around the best one over which the time is averaged


class TimingHead(nn.Module):
    """Per-frame features to the score of each frame being the moment of an event of each label.

    Only differences within a label and a neighbourhood mean something: a softmax over time makes them the probability
    that the event, known to be near, is in that frame.
    """

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.register_buffer("mean", torch.zeros(config.feature_dim))
        self.register_buffer("deviation", torch.ones(config.feature_dim))
        self.layers = nn.Sequential(
            nn.Conv1d(config.feature_dim, WIDTH, 1),
            nn.ReLU(),
            nn.Dropout(0.2),
            nn.Conv1d(WIDTH, WIDTH, 5, padding=2),
            nn.ReLU(),
            nn.Conv1d(WIDTH, WIDTH, 5, padding=4, dilation=2),
            nn.ReLU(),
            nn.Dropout(0.2),
            nn.Conv1d(WIDTH, WIDTH, 5, padding=8, dilation=4),
            nn.ReLU(),
            nn.Conv1d(WIDTH, len(config.labels), 1),
        )

    def forward(self, features: Tensor) -> Tensor:
        """Scores ``[B, C, N]`` for features ``[B, N, D]``."""
        x = (features - self.get_buffer("mean")) / self.get_buffer("deviation")
        scores: Tensor = self.layers(x.transpose(1, 2))
        return scores

    def scores(self, features: Tensor) -> npt.NDArray[np.float32]:
        """Scores ``[C, N]`` of a source's features ``[N, D]``, in pieces that keep memory flat."""
        stream = TimingScores(self)
        for start in range(0, len(features), 4096):
            stream.add(features[start : start + 4096])
        return stream.finish()


class TimingScores:
    """The scores of a source whose features arrive in order, so that the features need not be kept."""

    def __init__(self, head: TimingHead) -> None:
        self._head = head
        self._held: Tensor | None = None  # frames that are not scored yet, and those before them that count for them
        self._scored = 0  # of those held
        self._parts: list[npt.NDArray[np.float32]] = []

    def add(self, features: Tensor) -> None:
        """Take the next frames ``[n, D]``."""
        held = features if self._held is None else torch.cat([self._held, features])
        until = len(held) - CONTEXT  # frames after it still lack some of what follows
        if until > self._scored:
            self._score(held, until)
            dropped = max(0, until - CONTEXT)
            held, self._scored = held[dropped:], until - dropped
        self._held = held

    def finish(self) -> npt.NDArray[np.float32]:
        """Scores ``[C, N]`` of all frames."""
        if self._held is not None:
            self._score(self._held, len(self._held))
            self._held = None
        return np.concatenate(self._parts, axis=1)

    @torch.inference_mode()
    def _score(self, held: Tensor, until: int) -> None:
        scores = self._head(held[None].float())[0]
        self._parts.append(scores[:, self._scored : until].cpu().numpy())


def refine(
    spots: Sequence[Spot],
    scores: npt.NDArray[np.float32],
    labels: Sequence[str],
    times: npt.NDArray[np.float64],
    rate: Fraction,
) -> tuple[Spot, ...]:
    """The spots, each moved to the likeliest moment near it; labels and confidences stay.

    Args:
        spots: vote peaks.
        scores: ``[C, N]`` of a timing head.
        labels: C names in class order.
        times: ``[N]`` seconds of each frame.
        rate: frames per second.
    """
    moved = (
        replace(spot, time=_moment(spot.time, scores[labels.index(spot.label)], times, float(rate))) for spot in spots
    )
    return tuple(sorted(moved))


def _moment(time: float, score: npt.NDArray[np.float32], times: npt.NDArray[np.float64], rate: float) -> float:
    centre = int(np.searchsorted(times, time))
    reach = round(REACH_SECONDS * rate)
    near = np.arange(max(0, centre - reach), min(len(times), centre + reach + 1))
    belief = score[near] - ((times[near] - time) / PRIOR_SECONDS) ** 2 / 2
    best = int(near[belief.argmax()])
    around = np.arange(max(near[0], best - _SPREAD), min(near[-1], best + _SPREAD) + 1)
    weight = np.exp(belief[around - near[0]] - belief.max())
    return float((weight * times[around]).sum() / weight.sum())
