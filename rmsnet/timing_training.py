"""Training the timing head: where in a stretch of features that holds an event the event is."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from rmsnet.config import NetworkConfig
from rmsnet.errors import OptionError
from rmsnet.feature_files import Features
from rmsnet.timing import CONTEXT, TimingHead

_STRETCH = 41  # frames among which the event is to be found


@dataclass(frozen=True, slots=True)
class Moment:
    """An event at a fractional frame of a source, and its class."""

    source: int
    frame: float
    label: int


@dataclass(frozen=True, slots=True)
class TimingOptions:
    """How the head learns.

    Attributes:
        epochs: times each event is seen, in a stretch that is shifted anew each time.
        batch_size: stretches in a batch.
        lr: highest rate of the one-cycle schedule, AdamW.
        weight_decay: of AdamW.
        seed: of weights, order and shifts.
    """

    epochs: int = 40
    batch_size: int = 32
    lr: float = 2e-3
    weight_decay: float = 0.05
    seed: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class TimingEpoch:
    """Progress: epochs done of all, the mean loss, and the head (in eval mode)."""

    done: int
    epochs: int
    loss: float
    head: TimingHead


def train_timing(
    config: NetworkConfig, sources: Sequence[Features], moments: Sequence[Moment], options: TimingOptions
) -> Iterator[TimingEpoch]:
    """Train a timing head from nothing.

    Args:
        config: label set and feature width.
        sources: features ``[N, D]`` of each half.
        moments: the events; those too near to an end are left out.
        options: how to train.

    Yields:
        After each epoch; the last one's head is the result.

    Raises:
        OptionError: no event has enough frames around it.
    """
    room = _STRETCH + CONTEXT
    usable = [m for m in moments if room <= m.frame < len(sources[m.source]) - room]
    if not usable:
        raise OptionError("No event has enough frames around it to learn its moment from.")
    with torch.random.fork_rng([]):
        torch.manual_seed(options.seed)
        yield from _epochs(TimingHead(config), sources, usable, options)


def _epochs(
    head: TimingHead, sources: Sequence[Features], moments: Sequence[Moment], options: TimingOptions
) -> Iterator[TimingEpoch]:
    _standardise(head, sources)
    rng = np.random.default_rng(options.seed)
    batches = math.ceil(len(moments) / options.batch_size)
    optimizer = torch.optim.AdamW(head.parameters(), options.lr, weight_decay=options.weight_decay)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.lr, total_steps=batches * options.epochs)
    for epoch in range(options.epochs):
        head.train()
        total = 0.0
        for chosen in np.array_split(rng.permutation(len(moments)), batches):
            loss = _loss(head, sources, [moments[i] for i in chosen], rng)
            optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
            optimizer.step()
            schedule.step()
            total += float(loss.detach())
        head.eval()
        yield TimingEpoch(epoch + 1, options.epochs, total / batches, head)


def _standardise(head: TimingHead, sources: Sequence[Features]) -> None:
    count = sum(map(len, sources))
    mean = np.sum([source.sum(0, dtype=np.float64) for source in sources], axis=0) / count
    square = np.sum([((source - mean) ** 2).sum(0) for source in sources], axis=0) / count
    head.get_buffer("mean").copy_(torch.from_numpy(mean))
    head.get_buffer("deviation").copy_(torch.from_numpy(np.sqrt(square) + 1e-3))


def _loss(head: TimingHead, sources: Sequence[Features], moments: Sequence[Moment], rng: np.random.Generator) -> Tensor:
    target = np.zeros((len(moments), _STRETCH), np.float32)
    stretches = []
    for row, moment in enumerate(moments):
        place = int(rng.integers(4, _STRETCH - 4))
        whole = int(moment.frame)
        first = whole - place - CONTEXT
        stretches.append(sources[moment.source][first : first + _STRETCH + 2 * CONTEXT])
        # An event between two sampled frames belongs to both, by nearness.
        target[row, place] = 1 - (moment.frame - whole)
        target[row, place + 1] = moment.frame - whole
    scores = head(torch.from_numpy(np.stack(stretches)))[..., CONTEXT:-CONTEXT]
    labels = torch.tensor([moment.label for moment in moments])
    own = scores[torch.arange(len(moments)), labels]
    loss: Tensor = -(torch.from_numpy(target) * own.log_softmax(dim=1)).sum(dim=1).mean()
    return loss
