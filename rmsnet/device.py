"""Which processor runs the network, and in which precision."""

from __future__ import annotations

from typing import Literal

import torch

from rmsnet.errors import OptionError

Precision = Literal["auto", "float32", "bfloat16"]


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


def resolve_precision(precision: Precision, device: torch.device) -> torch.dtype:
    """The number format of the network's arithmetic; "auto" asks the processor.

    A CPU without bfloat16 instructions emulates them, about ten times slower than float32.
    """
    if precision != "auto":
        return torch.bfloat16 if precision == "bfloat16" else torch.float32
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float32
    capabilities = getattr(torch.cpu, "get_capabilities", None)  # not in every version
    amx = device.type == "cpu" and capabilities is not None and capabilities().get("amx_bf16", False)
    return torch.bfloat16 if amx else torch.float32
