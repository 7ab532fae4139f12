"""One batch forward: the part of training that a distributed run replicates."""

from __future__ import annotations

import torch
from torch import Tensor, nn

from rmsnet.fast_convolution import FastHead
from rmsnet.losses import Losses, spotting_losses
from rmsnet.model import Prediction, RMSNet

_LEAST_FRAMES_FOR_FAST = 9  # the transform needs snippets at least as long as the kernel


class TrainingStep(nn.Module):
    """From a batch of snippets to its losses.

    Args:
        network: the network that is trained.
        dtype: float32, or bfloat16 by autocast (weights stay float32).
        device: where it runs.
    """

    def __init__(self, network: RMSNet, dtype: torch.dtype, device: torch.device) -> None:
        super().__init__()
        self.network = network
        self._dtype, self._device = dtype, device
        fast = device.type == "cpu" and dtype == torch.float32
        fast = fast and network.config.snippet_frames >= _LEAST_FRAMES_FOR_FAST
        self._fast = FastHead(network.head) if fast else None

    def forward(
        self,
        snippets: Tensor,
        labels: Tensor,
        offsets: Tensor,
        lambda_offset: float,
        examples: float,
        foreground: float,
    ) -> Losses:
        """Losses of features ``[T, B, D]`` or frames ``[T, B, H, W, 3]``; other arguments as ``spotting_losses``."""
        with torch.autocast(self._device.type, torch.bfloat16, enabled=self._dtype == torch.bfloat16):
            prediction = self._predict(snippets)
        return spotting_losses(prediction, labels, offsets, lambda_offset, examples, foreground)

    def _predict(self, snippets: Tensor) -> Prediction:
        if snippets.ndim == 5:
            snippets = self._features(snippets)
        if self._fast is not None:
            return self._fast(snippets)
        prediction: Prediction = self.network.head(snippets.transpose(0, 1))
        return prediction

    def _features(self, frames: Tensor) -> Tensor:
        backbone = self.network.backbone
        assert backbone is not None  # noqa: S101 - checked when training is prepared
        features: Tensor = backbone(frames.flatten(0, 1))
        return features.view(*frames.shape[:2], -1)
