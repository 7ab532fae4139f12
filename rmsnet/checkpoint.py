"""A checkpoint rebuilds itself: configuration, label set, weights and training record in one safetensors file."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as to_bytes

from rmsnet.atomic import write_atomically
from rmsnet.backbone import check_backbone
from rmsnet.config import NetworkConfig, SpottingOptions
from rmsnet.errors import CheckpointError, OptionError
from rmsnet.model import RMSNet

_FORMAT = "rmsnet-checkpoint"
_VERSION = 1
_BACKBONE = "backbone."
_REMEDY = "Give a checkpoint written by python -m rmsnet train."


@dataclass(frozen=True, eq=False)
class Checkpoint:
    """A spotter read from disk. Its networks are built when they are first asked for.

    Attributes:
        path: where it was read.
        config: the network's dimensions and label set.
        options: how its votes become spots, with default thresholds per label.
        record: what was learned from and how: "statement" (one sentence for people), data, seed, scores, ...
        fingerprint: hash of the file, hex: names the model in projects and exports.
        tensors: the weights by their name in the network.
    """

    path: Path
    config: NetworkConfig
    options: SpottingOptions
    record: dict[str, Any]
    fingerprint: str
    tensors: dict[str, torch.Tensor] = field(repr=False)

    @cached_property
    def network(self) -> RMSNet:
        """The whole network in eval mode, on the CPU; raises CheckpointError if the weights do not fit it."""
        return self._built(self.config, self.tensors)

    @cached_property
    def behind_backbone(self) -> RMSNet:
        """The network without its backbone, which takes features; raises CheckpointError as ``network``."""
        others = {name: value for name, value in self.tensors.items() if not name.startswith(_BACKBONE)}
        return self._built(replace(self.config, backbone=None), others)

    @cached_property
    def backbone_fingerprint(self) -> str:
        """Hash of the backbone's weights, hex: names the features it computes."""
        names = (name for name in self.tensors if name.startswith(_BACKBONE))
        return weights_fingerprint({name.removeprefix(_BACKBONE): self.tensors[name] for name in names})

    def _built(self, config: NetworkConfig, tensors: dict[str, torch.Tensor]) -> RMSNet:
        try:
            network = RMSNet(config)
            network.load_state_dict(tensors)
        except (RuntimeError, OptionError) as error:
            raise CheckpointError(self.path, f"does not describe a network ({error})", _REMEDY) from error
        return network.eval()

    @property
    def statement(self) -> str:
        """One sentence that says what the model was trained on."""
        return str(self.record.get("statement", "Nothing is recorded about what this model was trained on."))


def save(path: Path | str, network: RMSNet, options: SpottingOptions, record: dict[str, Any]) -> None:
    """Write a checkpoint atomically.

    Args:
        path: the file to write or replace.
        network: its state is written as it is, on whatever device.
        options: defaults for spotting with it.
        record: any JSON object.

    Raises:
        OutputError: the file cannot be written.
    """
    path = Path(path)
    metadata = {
        "format": _FORMAT,
        "version": str(_VERSION),
        "config": json.dumps(network.config.to_json()),
        "options": json.dumps(options.to_json()),
        "record": json.dumps(record),
    }
    tensors = {name: value.detach().cpu().contiguous() for name, value in network.state_dict().items()}
    write_atomically(path, to_bytes(tensors, metadata))


def load(path: Path | str) -> Checkpoint:
    """Read a checkpoint and rebuild its network; nothing in the file is executed.

    Raises:
        CheckpointError: missing, damaged, foreign, or written by a newer version.
    """
    path = Path(path)
    if not path.is_file():
        raise CheckpointError(path, "does not exist or is not a file", _REMEDY)
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            tensors = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118 - not a dict
    except (SafetensorError, OSError) as error:
        raise CheckpointError(path, f"is not a readable safetensors file ({error})", _REMEDY) from error
    _check_format(path, metadata)
    try:
        config = NetworkConfig.from_json(json.loads(metadata["config"]))
        options = SpottingOptions(**json.loads(metadata["options"]))
        record = json.loads(metadata["record"])
        check_backbone(config.backbone)
    except (KeyError, TypeError, ValueError, OptionError) as error:
        raise CheckpointError(path, f"does not describe a network ({error})", _REMEDY) from error
    digest = hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    checkpoint = Checkpoint(path, config, options, record, digest, tensors)
    _ = checkpoint.behind_backbone  # weights that do not fit are found now, not after decoding
    return checkpoint


def weights_fingerprint(tensors: Mapping[str, torch.Tensor]) -> str:
    """Hash of weights by name, hex, whatever their order."""
    digest = hashlib.blake2b(digest_size=16)
    for name in sorted(tensors):
        digest.update(name.encode())
        digest.update(tensors[name].cpu().numpy().tobytes())
    return digest.hexdigest()


def _check_format(path: Path, metadata: dict[str, str]) -> None:
    if metadata.get("format") != _FORMAT:
        raise CheckpointError(path, "is a safetensors file, but not an RMS-Net checkpoint", _REMEDY)
    if not metadata.get("version", "").isdigit() or int(metadata["version"]) > _VERSION:
        raise CheckpointError(path, "is from a newer version", "Update RMS-Net Highlights.")
