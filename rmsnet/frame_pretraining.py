"""A small backbone from nothing: it learns from rendered frames to say what a picture shows.

The renderer knows of each frame which kind of shot it is, what the person in it does, which caption lies over it,
whether it is a replay and whether an event has just happened in it. A network that can tell these has the features a
spotter needs, without ImageNet.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from rmsnet.backbone import Backbone
from rmsnet.config import NetworkConfig
from rmsnet.rendered_matches import RenderedMatch
from rmsnet.rendering import MatchPlan

CAPTIONS = ("goal", "yellow", "red", "in-out", "name", "facts")
_EVENT_LABELS = ("goal", "card", "substitution")
_JUST_SECONDS = 3.0  # how long an event has "just" happened: a card held up, a ball in the net, a board in the air


@dataclass(frozen=True, slots=True)
class PretrainingStep:
    """Progress: batches done of all, and the loss."""

    batch: int
    batches: int
    loss: float


@dataclass(frozen=True, slots=True)
class PretrainingOptions:
    """How the backbone learns.

    Attributes:
        epochs: times the frames are gone through.
        share: of the frames seen in an epoch, drawn at random: neighbours half a second apart teach much the same.
        batch_size: frames in a batch.
        lr: highest rate of the one-cycle schedule, AdamW.
        weight_decay: of AdamW.
        seed: of weights, order and flips.
    """

    epochs: int = 1
    share: float = 0.6
    batch_size: int = 32
    lr: float = 2e-3
    weight_decay: float = 0.02
    seed: int = 0


def shot_words(plan: MatchPlan, times: npt.NDArray[np.float64]) -> list[str]:
    """What the camera shows at each time: the view, the gesture, and whether it is a replay."""
    starts = np.array([shot.start for shot in plan.shots])
    shots = [plan.shots[max(int(i), 0)] for i in np.searchsorted(starts, times, side="right") - 1]
    return [f"{shot.view} {shot.gesture}{' replay' if shot.replay else ''}" for shot in shots]


def overlays(plan: MatchPlan, times: npt.NDArray[np.float64]) -> npt.NDArray[np.float32]:
    """Which captions lie over the picture, and which label's event has just happened: ``[N, 9]`` of 0, 1.

    The events are what gives a feature a sense of the moment: the same shot shows a referee before and after the
    card is up.
    """
    seen = np.zeros((len(times), len(CAPTIONS) + len(_EVENT_LABELS)), np.float32)
    for caption in plan.captions:
        if caption.kind in CAPTIONS:
            seen[(times >= caption.start) & (times < caption.end), CAPTIONS.index(caption.kind)] = 1
    for event in plan.events:
        just = (times >= event.time) & (times < event.time + _JUST_SECONDS)
        seen[just, len(CAPTIONS) + _EVENT_LABELS.index(event.label)] = 1
    return seen


def pretrain(
    backbone: Backbone,
    matches: Sequence[RenderedMatch],
    frames: Sequence[Path],
    config: NetworkConfig,
    options: PretrainingOptions,
) -> Iterator[PretrainingStep]:
    """Train a backbone in place, all of it, batch norm included.

    Args:
        backbone: with random weights.
        matches: what was rendered.
        frames: their files of ``render_frames``, in the same order.
        config: size and rate of the frames.
        options: how to learn.
    """
    pictures = [np.load(path, mmap_mode="r", allow_pickle=False) for path in frames]
    index = np.concatenate([np.stack([np.full(len(p), m), np.arange(len(p))], 1) for m, p in enumerate(pictures)])
    words, seen = _targets(matches, pictures, config)
    vocabulary = {word: i for i, word in enumerate(sorted(set(words)))}
    shots = torch.tensor([vocabulary[word] for word in words])
    generator = torch.Generator().manual_seed(options.seed)
    torch.manual_seed(options.seed)
    task = nn.Linear(backbone.feature_dim, len(vocabulary) + seen.shape[1])
    optimizer = torch.optim.AdamW(
        [*backbone.parameters(), *task.parameters()], lr=options.lr, weight_decay=options.weight_decay
    )
    chosen_frames = max(1, round(len(index) * options.share))
    per_epoch = math.ceil(chosen_frames / options.batch_size)
    batches = per_epoch * options.epochs
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, options.lr, total_steps=batches, pct_start=0.15)
    nn.Module.train(backbone, True)  # Backbone.train would leave batch norm in eval mode
    done = 0
    for _ in range(options.epochs):
        order = torch.randperm(len(index), generator=generator)[:chosen_frames]
        for first in range(0, chosen_frames, options.batch_size):
            chosen = order[first : first + options.batch_size]
            images = torch.from_numpy(np.stack([pictures[m][i] for m, i in index[chosen.numpy()]]))
            if torch.rand((), generator=generator) < 0.5:
                images = images.flip(2)
            loss = _loss(task(backbone(images)), shots[chosen], seen[chosen])
            optimizer.zero_grad(set_to_none=True)
            torch.autograd.backward(loss)
            optimizer.step()
            schedule.step()
            done += 1
            yield PretrainingStep(done, batches, float(loss.detach()))
    backbone.eval()


def _targets(
    matches: Sequence[RenderedMatch], pictures: Sequence[npt.NDArray[np.uint8]], config: NetworkConfig
) -> tuple[list[str], Tensor]:
    words: list[str] = []
    seen = []
    for match, images in zip(matches, pictures, strict=True):
        plan, times = match.plan(), np.arange(len(images)) / float(config.rate)
        words += shot_words(plan, times)
        seen.append(overlays(plan, times))
    return words, torch.from_numpy(np.concatenate(seen))


def _loss(output: Tensor, shots: Tensor, seen: Tensor) -> Tensor:
    kinds = seen.shape[1]
    shot_loss = F.cross_entropy(output[:, :-kinds], shots, label_smoothing=0.05)
    return shot_loss + 2 * F.binary_cross_entropy_with_logits(output[:, -kinds:], seen)
