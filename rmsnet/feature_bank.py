"""The features of a run, laid end to end, from which a batch of snippets is one gather."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
import torch
from torch import Tensor

from rmsnet.sampling import Indices
from rmsnet.training_data import TrainingGame


class SnippetSource(Protocol):
    """Where the frames of snippets come from."""

    def gather(self, frames: Indices) -> Tensor:
        """What the network sees ``[T, B, ...]`` for the frames ``[B, T]`` of some snippets."""
        ...


class FeatureBank:
    """Features ``[frames of all halves, D]`` in one array.

    Args:
        games: feature games; their arrays are copied.
        device: where batches are wanted. The array is kept there when it takes less than half of its memory.
        half_storage: keep float16.
    """

    def __init__(self, games: Sequence[TrainingGame], device: torch.device, half_storage: bool = False) -> None:
        halves = [half.features for game in games for half in game.halves]
        dtype = np.float16 if half_storage else np.float32
        array = np.empty((sum(map(len, halves)), halves[0].shape[1]), dtype)
        position = 0
        for half in halves:
            array[position : position + len(half)] = half
            position += len(half)
        self._device = device
        self._features = torch.from_numpy(array)
        if device.type == "cuda" and array.nbytes < torch.cuda.mem_get_info(device)[0] // 2:
            self._features = self._features.to(device)

    def gather(self, frames: Indices) -> Tensor:
        """Float32 features ``[T, B, D]`` on the device for pool frames ``[B, T]``."""
        batch, length = frames.shape
        index = torch.from_numpy(np.ascontiguousarray(frames.T).reshape(-1)).to(self._features.device)
        rows = self._features.index_select(0, index).view(length, batch, -1)
        return rows.to(self._device, torch.float32)
