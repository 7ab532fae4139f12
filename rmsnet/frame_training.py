"""Training on frames: batches of pictures, and the features of whole games while the backbone changes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import torch
from torch import Tensor

from rmsnet.backbone import Backbone
from rmsnet.feature_files import Features
from rmsnet.model import RMSNet
from rmsnet.sampling import Indices
from rmsnet.training_data import Array, TrainingGame

_BATCH_FRAMES = 32


class FrameBank:
    """Frames of all halves, left on disk where they are memory-mapped.

    Args:
        games: frame games.
        device: where batches are wanted.
    """

    def __init__(self, games: Sequence[TrainingGame], device: torch.device) -> None:
        self._halves = [half.features for game in games for half in game.halves]
        self._first = np.cumsum([0, *map(len, self._halves)])
        self._device = device

    def gather(self, frames: Indices) -> Tensor:
        """Frames ``[T, B, H, W, 3]`` uint8 on the device for pool frames ``[B, T]``."""
        wanted = frames.T
        batch = np.empty((*wanted.shape, *self._halves[0].shape[1:]), np.uint8)
        half = np.searchsorted(self._first, wanted, side="right") - 1
        for number in np.unique(half):
            here = half == number
            batch[here] = self._halves[number][wanted[here] - self._first[number]]
        return torch.from_numpy(batch).to(self._device)


def computed_features(network: RMSNet, games: Sequence[TrainingGame]) -> Sequence[TrainingGame]:
    """The games with frames turned into the network's features; games of features come back as they are."""
    if network.backbone is None or all(half.features.ndim == 2 for game in games for half in game.halves):
        return games
    return [
        replace(
            game,
            halves=tuple(
                replace(half, features=frame_features(network.backbone, half.features)) for half in game.halves
            ),
        )
        for game in games
    ]


@torch.inference_mode()
def frame_features(backbone: Backbone, frames: Array) -> Features:
    """Features ``[N, D]`` of frames ``[N, H, W, 3]`` uint8 RGB, on the backbone's device."""
    device = next(backbone.parameters()).device
    parts = [
        backbone(torch.from_numpy(np.array(frames[start : start + _BATCH_FRAMES])).to(device)).float().cpu()
        for start in range(0, len(frames), _BATCH_FRAMES)
    ]
    features: Features = torch.cat(parts).numpy() if parts else np.empty((0, backbone.feature_dim), np.float32)
    return features
