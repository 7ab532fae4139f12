"""RMS-Net: one snippet of frames in, one label and one offset out (paper, section III-A and Table I)."""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import torch
from torch import Tensor, nn

from rmsnet.backbone import BACKBONES, Backbone
from rmsnet.config import NetworkConfig
from rmsnet.familiarity import Familiarity
from rmsnet.timing import TimingHead

KERNEL = 9
_PROJECTION, _HIDDEN, _POOLED, _FULL = 256, 256, 128, 64


class Prediction(NamedTuple):
    """What the network says of a batch of snippets.

    Attributes:
        logits: ``[B, C + 1]``, background last.
        offset: ``[B]`` in 0..1: where in the snippet the event is, as (k + 0.5) / T for in-snippet frame k.
    """

    logits: Tensor
    offset: Tensor


class Head(nn.Module):
    """Everything behind the backbone: 1,025,029 parameters with D = 512 and three labels."""

    def __init__(self, config: NetworkConfig) -> None:
        super().__init__()
        self.fc1 = nn.Linear(config.feature_dim, _PROJECTION)
        self.conv1 = nn.Conv1d(_PROJECTION, _HIDDEN, KERNEL, padding=KERNEL // 2)
        self.conv2 = nn.Conv1d(_HIDDEN, _POOLED, KERNEL, padding=KERNEL // 2)
        self.dropout = nn.Dropout(0.1)
        self.fc2 = nn.Linear(_POOLED, _FULL)
        self.fc_cls = nn.Linear(_FULL, len(config.labels) + 1)
        self.fc_regr = nn.Linear(_FULL, 1)
        self.offset_regression = config.offset_regression

    def forward(self, features: Tensor) -> Prediction:
        """Predictions for features ``[B, T, D]``."""
        x = self.fc1(features).transpose(1, 2)
        x = torch.relu(self.conv1(x))
        x = torch.relu(self.conv2(x))
        return self.classify(self.dropout(x).amax(dim=2))

    def classify(self, pooled: Tensor) -> Prediction:
        """Predictions from the maximum over time ``[B, 128]``."""
        x = torch.relu(self.fc2(pooled))
        if self.offset_regression:
            offset = torch.sigmoid(self.fc_regr(x)).squeeze(-1)
        else:
            # Without the regression branch an event is taken at the snippet's centre (Table III).
            offset = torch.full((len(x),), 0.5, dtype=x.dtype, device=x.device)
        return Prediction(self.fc_cls(x), offset)


class RMSNet(nn.Module):
    """A backbone (or none, when features were computed elsewhere), the head, and what was added beside the paper's.

    Args:
        config: the dimensions; ``feature_dim`` must be the backbone's.
        pretrained: start the backbone from ImageNet weights.
    """

    def __init__(self, config: NetworkConfig, pretrained: bool = False) -> None:
        super().__init__()
        self.config = config
        self.backbone = Backbone(config.backbone, pretrained) if config.backbone else None
        self.head = Head(config)
        self.timing = TimingHead(config) if config.timing else None
        self.familiarity = Familiarity(config) if config.familiarity else None

    def forward(self, snippets: Tensor) -> Prediction:
        """Predictions for ``[B, T, D]`` features, or ``[B, T, H, W, 3]`` uint8 frames with a backbone."""
        if self.backbone is not None and snippets.ndim == 5:
            batch, frames = snippets.shape[:2]
            snippets = self.backbone(snippets.flatten(0, 1)).unflatten(0, (batch, frames))
        prediction: Prediction = self.head(snippets)
        return prediction


def with_backbone(config: NetworkConfig, name: str) -> NetworkConfig:
    """The configuration with that backbone and its feature width; an unknown name raises when it is built."""
    width = BACKBONES[name].feature_dim if name in BACKBONES else config.feature_dim
    return replace(config, backbone=name, feature_dim=width)


def with_additions(network: RMSNet, timing: TimingHead, familiarity: Familiarity) -> RMSNet:
    """A network with the same weights, a timing head and a sense of what is familiar."""
    whole = RMSNet(replace(network.config, timing=True, familiarity=True))
    whole.backbone, whole.head = network.backbone, network.head
    whole.timing, whole.familiarity = timing, familiarity
    return whole.eval()
