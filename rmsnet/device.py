"""Which processor runs the network, and in which precision."""

from __future__ import annotations

import torch

from rmsnet.errors import OptionError


def choose_device(name: str = "auto") -> torch.device:
    """The device called ``auto`` (a GPU when there is one), ``cpu``, ``cuda``, ``cuda:1`` or ``mps``.

    Raises:
        OptionError: no such device here.
    """
    if name == "auto":
        if torch.cuda.is_available():
            return torch.device("cuda")
        return torch.device("mps" if torch.backends.mps.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError as error:
        raise OptionError(f"{name!r} is not a device: give auto, cpu, cuda or mps.") from error
    if (device.type == "cuda" and not torch.cuda.is_available()) or (
        device.type == "mps" and not torch.backends.mps.is_available()
    ):
        raise OptionError(f"This machine has no {device.type} device; give --device cpu.")
    return device


def describe_device(device: torch.device) -> str:
    """A device's name for people: "CPU" or "CUDA (NVIDIA H200)"."""
    if device.type == "cuda":
        return f"CUDA ({torch.cuda.get_device_name(device)})"
    return {"cpu": "CPU", "mps": "Apple GPU"}.get(device.type, device.type)
