"""Whether a source looks like what a model learned from: a spotter is sure of itself even where it knows nothing.

The distance of a frame is that of its feature from the training frames' mean in units of their own spread
(Mahalanobis, over the directions that hold nearly all of the variance). A source is told by its median frame.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor, nn

from rmsnet.config import NetworkConfig
from rmsnet.errors import OptionError
from rmsnet.feature_files import Features

DIRECTIONS = 128
# A source may lie so much farther out than the farthest of the validation sources: styles never seen lie up to 1.22
# times as far, real footage from 1.56 times on (the median of a 30 s clip and of a dozen odd files).
_MARGIN = 1.35
# How fast a spotter's word loses weight beyond: a fifth farther out, it counts for a fifth.
_DISTRUST = 8.0


class Familiarity(nn.Module):
    """The training frames' mean and spread, and how far out a familiar source may lie."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        width = config.feature_dim
        self.register_buffer("mean", torch.zeros(width))
        self.register_buffer("whitening", torch.zeros(min(DIRECTIONS, width), width))
        self.register_buffer("limit", torch.ones(()))

    @torch.inference_mode()
    def distances(self, features: Tensor) -> Tensor:
        """Distances ``[N]`` of frames ``[N, D]``; about 1 for a training frame."""
        white = (features.float() - self.get_buffer("mean")) @ self.get_buffer("whitening").T
        return white.square().mean(dim=1).sqrt()

    def strangeness(self, distances: Tensor) -> float:
        """How far out a source lies whose frames lie so far ``[N]``: up to 1 is familiar; 0 for no frame at all."""
        return float(distances.median() / self.get_buffer("limit")) if len(distances) else 0.0


def trust(strangeness: float) -> float:
    """What a spotter's confidence is worth on a source so strange, 0..1; 1 on a familiar one."""
    return math.exp(-_DISTRUST * max(strangeness - 1, 0.0))


def learn_familiarity(
    config: NetworkConfig, training: Sequence[Features], validation: Sequence[Features]
) -> Familiarity:
    """Learn what is familiar.

    Args:
        config: feature width.
        training: features ``[N, D]`` of each training source.
        validation: of other sources of the same kind; the farthest of them sets the limit.

    Raises:
        OptionError: there is no frame to learn from.
    """
    if not sum(map(len, training)) or not any(map(len, validation)):
        raise OptionError("Familiarity needs frames of training and of validation sources.")
    frames = np.concatenate([source.astype(np.float64) for source in training])
    mean = frames.mean(axis=0)
    spread, directions = np.linalg.eigh(np.cov(frames - mean, rowvar=False))
    kept = slice(None, -min(DIRECTIONS, config.feature_dim) - 1, -1)  # the widest, eigh sorts upwards
    floor = max(float(spread.max()) * 1e-9, 1e-12)
    whitening = directions.T[kept] / np.sqrt(np.maximum(spread[kept], floor))[:, None]
    familiarity = Familiarity(config)
    familiarity.get_buffer("mean").copy_(torch.from_numpy(mean))
    familiarity.get_buffer("whitening").copy_(torch.from_numpy(whitening))
    farthest = max(float(familiarity.distances(torch.from_numpy(v)).median()) for v in validation if len(v))
    familiarity.get_buffer("limit").fill_(farthest * _MARGIN)
    return familiarity
