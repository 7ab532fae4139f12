"""Per-frame features from a 2D network (paper, sections III-A and IV-E).

Adding a backbone takes one entry in ``BACKBONES``.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import cast

import torch
from torch import Tensor, nn

from rmsnet.efficientnet_lite import FEATURE_DIM, efficientnet_lite0
from rmsnet.errors import OptionError

_IMAGENET_MEAN, _IMAGENET_STD = (0.485, 0.456, 0.406), (0.229, 0.224, 0.225)


@dataclass(frozen=True, slots=True)
class BackboneSpec:
    """How to build one backbone.

    Attributes:
        trunk: makes the convolutional layers as an ``nn.Sequential``; its argument asks for ImageNet weights.
        feature_dim: channels of the last feature map.
        last_block: index in the trunk from which layers are trained when fine-tuning.
        mean, std: the normalisation its ImageNet weights expect, on images in 0..1.
    """

    trunk: Callable[[bool], nn.Sequential]
    feature_dim: int
    last_block: int
    mean: tuple[float, float, float] = _IMAGENET_MEAN
    std: tuple[float, float, float] = _IMAGENET_STD


def _resnet(name: str) -> Callable[[bool], nn.Sequential]:
    # Everything but pooling and the classifier.
    return lambda pretrained: nn.Sequential(*list(_imagenet(name, pretrained).children())[:-2])


def _features(name: str) -> Callable[[bool], nn.Sequential]:
    return lambda pretrained: cast(nn.Sequential, _imagenet(name, pretrained).features)


def _imagenet(name: str, pretrained: bool) -> nn.Module:
    # It takes two seconds to import, and an analysis whose backbone runs in ONNX Runtime does without.
    from torchvision.models import get_model

    # torchvision downloads ImageNet weights the first time a person asks for them.
    return cast(nn.Module, get_model(name, weights="DEFAULT" if pretrained else None))


BACKBONES = {
    "efficientnet-lite0": BackboneSpec(
        efficientnet_lite0, FEATURE_DIM, last_block=16, mean=(0.498,) * 3, std=(0.502,) * 3
    ),
    "mobilenet-v3-small": BackboneSpec(_features("mobilenet_v3_small"), 576, last_block=11),
    "resnet18": BackboneSpec(_resnet("resnet18"), 512, last_block=7),
    "resnet50": BackboneSpec(_resnet("resnet50"), 2048, last_block=7),
    "resnet152": BackboneSpec(_resnet("resnet152"), 2048, last_block=7),
}


def check_backbone(name: str | None) -> None:
    """Raise OptionError for a name that ``BACKBONES`` does not have; None is no backbone at all."""
    if name is not None and name not in BACKBONES:
        raise OptionError(f"There is no backbone {name!r}; there are {', '.join(sorted(BACKBONES))}.")


class Backbone(nn.Module):
    """A 2D trunk followed by the spatial mean; BatchNorm always stays in eval mode (section IV-E).

    Args:
        name: a key of ``BACKBONES``.
        pretrained: start from ImageNet weights.
    """

    mean: Tensor
    std: Tensor

    def __init__(self, name: str, pretrained: bool = False) -> None:
        super().__init__()
        check_backbone(name)
        spec = BACKBONES[name]
        self.trunk = spec.trunk(pretrained)
        nn.Module.to(self.trunk, memory_format=torch.channels_last)  # type: ignore[call-overload]
        self.feature_dim, self.last_block = spec.feature_dim, spec.last_block
        self.register_buffer("mean", torch.tensor(spec.mean).view(1, 3, 1, 1) * 255, persistent=False)
        self.register_buffer("std", torch.tensor(spec.std).view(1, 3, 1, 1) * 255, persistent=False)
        self.train(self.training)

    def forward(self, frames: Tensor) -> Tensor:
        """Features ``[N, D]`` of frames ``[N, H, W, 3]`` uint8 RGB."""
        dtype = next(self.trunk.parameters()).dtype
        # A permuted NHWC batch already has channels-last strides, so nothing is copied but the conversion.
        images = frames.permute(0, 3, 1, 2).to(dtype)
        features: Tensor = self.trunk((images - self.mean) / self.std)
        return features.mean(dim=(2, 3))

    def train(self, mode: bool = True) -> Backbone:
        """Set training mode everywhere but in BatchNorm, whose statistics stay those of ImageNet."""
        super().train(mode)
        for module in self.modules():
            if isinstance(module, nn.modules.batchnorm._BatchNorm):
                module.eval()
        return self

    def freeze_below_last_block(self) -> None:
        """Leave gradients only to the last block (section IV-E)."""
        for layer in list(self.trunk)[: self.last_block]:
            layer.requires_grad_(False)
