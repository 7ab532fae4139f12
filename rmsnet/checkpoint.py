"""A checkpoint rebuilds itself: configuration, label set, weights and training record in one safetensors file."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save as to_bytes

from rmsnet.atomic import write_atomically
from rmsnet.config import NetworkConfig, SpottingOptions
from rmsnet.errors import CheckpointError, OptionError
from rmsnet.model import RMSNet

_FORMAT = "rmsnet-checkpoint"
_VERSION = 1
_REMEDY = "Give a checkpoint written by python -m rmsnet train."


@dataclass(frozen=True, slots=True, eq=False)
class Checkpoint:
    """A spotter read from disk.

    Attributes:
        path: where it was read.
        network: the network in eval mode, on the CPU.
        options: how its votes become spots, with default thresholds per label.
        record: what was learned from and how: "statement" (one sentence for people), data, seed, scores, ...
        fingerprint: hash of the file, hex: names the model in projects and exports.
    """

    path: Path
    network: RMSNet
    options: SpottingOptions
    record: dict[str, Any]
    fingerprint: str

    @property
    def config(self) -> NetworkConfig:
        """The network's dimensions and label set."""
        return self.network.config

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
        network = _rebuild(config, tensors)
    except (KeyError, TypeError, ValueError, RuntimeError, OptionError) as error:
        raise CheckpointError(path, f"does not describe a network ({error})", _REMEDY) from error
    digest = hashlib.blake2b(path.read_bytes(), digest_size=16).hexdigest()
    return Checkpoint(path, network, options, record, digest)


def _check_format(path: Path, metadata: dict[str, str]) -> None:
    if metadata.get("format") != _FORMAT:
        raise CheckpointError(path, "is a safetensors file, but not an RMS-Net checkpoint", _REMEDY)
    if not metadata.get("version", "").isdigit() or int(metadata["version"]) > _VERSION:
        raise CheckpointError(path, "is from a newer version", "Update RMS-Net Highlights.")


def _rebuild(config: NetworkConfig, tensors: dict[str, torch.Tensor]) -> RMSNet:
    network = RMSNet(config)
    network.load_state_dict(tensors)
    return network.eval()
