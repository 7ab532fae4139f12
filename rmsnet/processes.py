"""A run spread over several processes by ``torchrun``; with one process everything here is the identity."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel


@contextmanager
def joined() -> Iterator[int]:
    """Join the processes ``torchrun`` started, if it did; gives this one's number and leaves at the end."""
    started = "RANK" in os.environ and count() == 1
    if started:
        dist.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    try:
        yield rank()
    finally:
        if started:
            dist.destroy_process_group()


def rank() -> int:
    """This process's number, 0-based."""
    return dist.get_rank() if dist.is_available() and dist.is_initialized() else 0


def count() -> int:
    """How many processes train together."""
    return dist.get_world_size() if dist.is_available() and dist.is_initialized() else 1


def device(chosen: torch.device) -> torch.device:
    """The device of this process: each has a GPU of its own where GPUs are used."""
    if str(chosen) == "cuda":
        chosen = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
        torch.cuda.set_device(chosen)
    return chosen


def replicate(module: nn.Module, device: torch.device, *, every_parameter_used: bool) -> nn.Module:
    """The module, its gradients averaged over all processes."""
    if count() == 1:
        return module
    devices = [device] if device.type == "cuda" else None
    return DistributedDataParallel(module, devices, find_unused_parameters=not every_parameter_used)


def mean(values: Tensor) -> Tensor:
    """The mean over all processes."""
    if count() > 1:
        dist.all_reduce(values)
        values = values / count()
    return values


def from_first(make: Callable[[], Any]) -> Any:
    """What the first process makes, on all of them."""
    box = [make() if rank() == 0 else None]
    if count() > 1:
        dist.broadcast_object_list(box, src=0)
    return box[0]
