"""Frames to per-frame features, in the batch size and precision the device does best."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator
from copy import deepcopy

import numpy as np
import numpy.typing as npt
import torch
from torch import nn
from torch.nn.utils.fusion import fuse_conv_bn_eval

from rmsnet.checkpoint import Checkpoint
from rmsnet.device import Precision, resolve_precision
from rmsnet.errors import CheckpointError
from rmsnet.onnx_backbone import onnx_backbone
from rmsnet.video import SampledFrame

# Small enough that a kill loses seconds, large enough to fill the processor.
_BATCH = {"cpu": 16, "mps": 32, "cuda": 128}


Features = tuple[npt.NDArray[np.float64], npt.NDArray[np.float32]]
"""Times ``[n]`` in seconds and features ``[n, D]``."""


class FeatureExtractor:
    """A checkpoint's backbone made ready for inference on one device.

    Args:
        checkpoint: a spotter with a backbone.
        device: where it runs.
        precision: "auto" takes bfloat16 where the device has instructions for it, but ONNX Runtime's float32 on a CPU.

    Raises:
        CheckpointError: the checkpoint works on features computed elsewhere.
    """

    def __init__(self, checkpoint: Checkpoint, device: torch.device, precision: Precision = "auto") -> None:
        if checkpoint.config.backbone is None:
            raise CheckpointError(
                checkpoint.path,
                "works on features computed elsewhere, not on video",
                "Choose a checkpoint trained with a backbone.",
            )
        self.checkpoint, self.device = checkpoint, device
        self.fingerprint = checkpoint.backbone_fingerprint
        self.network = deepcopy(checkpoint.behind_backbone).to(device)
        self._onnx = None
        if device.type == "cpu" and precision != "bfloat16":
            self._onnx = onnx_backbone(checkpoint.path, self.fingerprint)
        self._backbone = _ready(checkpoint, device) if self._onnx is None else None
        self._dtype = torch.float32 if self._onnx is not None else resolve_precision(precision, device)
        if self._dtype == torch.bfloat16:
            self.fingerprint += "-bfloat16"  # kept features differ in the third digit

    def batches(self, frames: Iterable[SampledFrame | None]) -> Iterator[Features | None]:
        """Times and features of frames, a batch at a time; a None among the frames ("none is ready") is passed on."""
        batch: list[SampledFrame] = []
        for frame in frames:
            if frame is None:
                yield None
                continue
            batch.append(frame)
            if len(batch) == _BATCH[self.device.type]:
                yield self._computed(batch)
                batch = []
        if batch:
            yield self._computed(batch)

    def _computed(self, batch: list[SampledFrame]) -> Features:
        images = torch.from_numpy(np.stack([frame.image for frame in batch]))
        return np.array([frame.time for frame in batch]), self.features(images)

    @torch.inference_mode()
    def features(self, images: torch.Tensor) -> npt.NDArray[np.float32]:
        """Features ``[n, D]`` of frames ``[n, H, W, 3]`` uint8 RGB."""
        if self._onnx is not None:
            return self._onnx(images.numpy())
        assert self._backbone is not None  # noqa: S101 - one of the two
        with torch.autocast(self.device.type, torch.bfloat16, enabled=self._dtype == torch.bfloat16):
            found = self._backbone(images.to(self.device))
        result: npt.NDArray[np.float32] = found.float().cpu().numpy()
        return result


def _ready(checkpoint: Checkpoint, device: torch.device) -> nn.Module:
    backbone = deepcopy(checkpoint.network.backbone)
    assert backbone is not None  # noqa: S101 - its configuration names one
    fold_batch_norm(backbone)
    return backbone.to(device)


def fold_batch_norm(module: nn.Module) -> None:
    """Merge every batch norm into the convolution before it, in place: the same function, half the passes."""
    children = list(module.named_children())
    for (name, child), (next_name, following) in itertools.pairwise(children):
        if isinstance(child, nn.Conv2d) and isinstance(following, nn.BatchNorm2d):
            setattr(module, name, fuse_conv_bn_eval(child, following))
            setattr(module, next_name, nn.Identity())
    for _, child in module.named_children():
        fold_batch_norm(child)
