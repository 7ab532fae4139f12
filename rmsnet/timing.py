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

    @torch.inference_mode()
    def scores(self, features: Tensor) -> npt.NDArray[np.float32]:
        """Scores ``[C, N]`` of a source's features ``[N, D]``, in pieces that keep memory flat."""
        step = 4096
        parts = []
        for start in range(0, len(features), step):
            first = max(0, start - CONTEXT)
            piece = self(features[first : start + step + CONTEXT][None].float())[0]
            parts.append(piece[:, start - first : start - first + step].cpu().numpy())
        joined: npt.NDArray[np.float32] = np.concatenate(parts, axis=1)
        return joined


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
