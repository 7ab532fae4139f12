"""A checkpoint as ONNX, for engines other than PyTorch; every export is checked before it is kept."""

from __future__ import annotations

import logging
import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, cast

import numpy as np
import torch
from torch import Tensor, nn

from rmsnet.checkpoint import Checkpoint
from rmsnet.errors import OptionError, OutputError
from rmsnet.extraction import fold_batch_norm

Part = Literal["head", "network", "backbone"]
_TOLERANCE = 1e-3  # on logits, of which the largest are about 10; and on offsets
_CHECKED_BATCHES = (1, 3)


@dataclass(frozen=True, slots=True)
class OnnxFile:
    """What was written.

    Attributes:
        path: the file.
        input_shape: names or sizes of the input's axes.
        difference: the largest difference from PyTorch on random input, over logits and offsets.
    """

    path: Path
    input_shape: tuple[str | int, ...]
    difference: float


_OUTPUTS: dict[Part, list[str]] = {
    "head": ["logits", "offset"],
    "network": ["logits", "offset"],
    "backbone": ["features"],
}


class _Plain(nn.Module):
    """A module with a tuple as output, without dropout and with batch norm folded."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = deepcopy(module).eval()
        fold_batch_norm(self.module)

    def forward(self, x: Tensor) -> tuple[Tensor, ...]:
        out = self.module(x)
        return (out,) if isinstance(out, Tensor) else tuple(out)


def export(checkpoint: Checkpoint, path: Path, part: Part = "head") -> OnnxFile:
    """Write a checkpoint's head, backbone or whole network as ONNX and compare it with PyTorch by onnxruntime.

    The file has the outputs ``logits [B, C + 1]`` and ``offset [B]``, or ``features [B, D]`` for a backbone, and, as
    metadata, the labels, the rate and the fingerprint of the backbone's weights.

    Args:
        checkpoint: the spotter.
        path: the file to write or replace.
        part: "head" takes features ``[B, T, D]`` float32; "network" takes frames ``[B, T, H, W, 3]`` uint8 RGB,
            "backbone" ``[B, H, W, 3]``.

    Raises:
        OptionError: an ONNX package is missing, there is no backbone to export, or the result differs.
        OutputError: the file cannot be written.
    """
    _refuse_missing_packages()
    config = checkpoint.config
    if part != "head" and config.backbone is None:
        raise OptionError(f"{str(checkpoint.path)!r} has no backbone; export its head.")
    if not path.parent.is_dir():
        raise OutputError(path, "cannot be written: its folder does not exist", "Make the folder or choose another.")
    picture = (config.frame_height, config.frame_width, 3)
    shapes: dict[Part, tuple[str | int, ...]] = {
        "head": ("batch", config.snippet_frames, config.feature_dim),
        "network": ("batch", config.snippet_frames, *picture),
        "backbone": ("batch", *picture),
    }
    axes = shapes[part]
    network = checkpoint.network
    parts = {"head": network.head, "network": network, "backbone": network.backbone}
    module = _Plain(cast(nn.Module, parts[part]))
    beside = path.with_name(f".{path.name}.{os.getpid()}.partial")
    try:
        _write(module, _example(axes, 2), beside, checkpoint, _OUTPUTS[part])
        examples = [_example(axes, batch) for batch in _CHECKED_BATCHES]
        difference = max(_difference(module, example, beside) for example in examples)
        if difference > _TOLERANCE:
            raise OptionError(f"The ONNX file differs from PyTorch by {difference:.2g}; it was not kept.")
        beside.replace(path)
    except OSError as error:
        raise OutputError(path, f"cannot be written ({error})", "Choose another folder.") from error
    finally:
        beside.unlink(missing_ok=True)
    return OnnxFile(path, axes, difference)


def _refuse_missing_packages() -> None:
    try:
        import onnx
        import onnxruntime
        import onnxscript  # noqa: F401 - torch's exporter needs it
    except ImportError as error:
        raise OptionError(
            f'ONNX export needs the package {error.name}: pip install "rmsnet-highlights[research]".'
        ) from error
    del onnx, onnxruntime


def _example(axes: tuple[str | int, ...], batch: int) -> Tensor:
    rng = np.random.default_rng(batch)
    shape = (batch, *(int(size) for size in axes[1:]))
    if axes[-1] != 3 or len(axes) == 3:
        return torch.from_numpy(rng.normal(size=shape).astype(np.float32))
    return torch.from_numpy(rng.integers(0, 256, shape, dtype=np.uint8))


def _write(module: nn.Module, example: Tensor, path: Path, checkpoint: Checkpoint, outputs: list[str]) -> None:
    import onnx

    with _quiet():
        program = torch.onnx.export(
            module,
            (example,),
            dynamo=True,
            input_names=["snippets"],
            output_names=outputs,
            dynamic_shapes=({0: torch.export.Dim("batch")},),
            verbose=False,
        )
    assert program is not None  # noqa: S101 - the exporter returns a program unless given a path
    model = program.model_proto
    config = checkpoint.config
    onnx.helper.set_model_props(
        model,
        {
            "labels": "\n".join((*config.labels.names, "background")),
            "rate": str(config.rate),
            "fingerprint": checkpoint.fingerprint,
            "trained_on": checkpoint.statement,
            "backbone": checkpoint.backbone_fingerprint if config.backbone else "",
        },
    )
    onnx.save(model, path)


def _difference(module: nn.Module, example: Tensor, path: Path) -> float:
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
    got = session.run(None, {"snippets": example.numpy()})
    with torch.inference_mode():
        expected = module(example)
    return max(float(np.abs(a - b.numpy()).max()) for a, b in zip(got, expected, strict=True))


@contextmanager
def _quiet() -> Iterator[None]:
    """The exporter's own progress, which is of no use to a person, kept silent."""
    logger = logging.getLogger("torch.onnx")
    level = logger.level
    logger.setLevel(logging.ERROR)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        logger.setLevel(level)
