"""Rendered matches as training games: frames without encoding, degraded as broadcasts are, to per-frame features."""

from __future__ import annotations

import hashlib
import multiprocessing
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from copy import deepcopy
from dataclasses import astuple, dataclass
from functools import partial
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt
import torch

from rmsnet.backbone import Backbone
from rmsnet.checkpoint import weights_fingerprint
from rmsnet.config import NetworkConfig
from rmsnet.degradation import Degradation
from rmsnet.extraction import fold_batch_norm
from rmsnet.rendering import HELD_OUT_STYLES, STYLES, MatchPlan, plan_match, sampled_frames
from rmsnet.sampling import Event
from rmsnet.timing_training import Moment
from rmsnet.training_data import TrainingGame, TrainingHalf

_RENDERED_SIZE = (224, 398)  # as sources of this size come: detail is lost in scaling, not before
_BATCH = 32
_LABEL_LEAD = 0.25  # seconds


@dataclass(frozen=True, slots=True)
class RenderedMatch:
    """A match to render: equal values give equal frames.

    Attributes:
        seed: of the plan and of the losses.
        style: a name of ``rmsnet.rendering.STYLES`` or ``HELD_OUT_STYLES``.
        minutes: its length.
        density: how many times as many events as a real match has; 0 for none.
        half: 1 or 2: second halves have most of the substitutions.
        degraded: passed through the losses of ``Degradation``.
    """

    seed: int
    style: str
    minutes: float
    density: float
    half: int = 1
    degraded: bool = True

    def plan(self) -> MatchPlan:
        """The timeline and its truth."""
        return plan_match(
            self.seed,
            minutes=self.minutes,
            style=self.style,
            events=self.density > 0,
            density=self.density or 1.0,
            half=self.half,
        )

    def frames(self, config: NetworkConfig) -> Iterator[npt.NDArray[np.uint8]]:
        """Pictures ``[H, W, 3]`` RGB at the network's rate and size."""
        degrade = Degradation(self.seed) if self.degraded else None
        wanted = (config.frame_width, config.frame_height)
        for frame in sampled_frames(self.plan(), rate=config.rate, size=_RENDERED_SIZE):
            image = degrade(frame) if degrade else frame
            yield np.asarray(cv2.resize(image, wanted, interpolation=cv2.INTER_AREA), np.uint8)

    def moments(self, config: NetworkConfig, source: int) -> list[Moment]:
        """The truth for the timing head, as source number ``source``.

        A quarter of a second early: half-way between the instant and SoccerNet's label of it, which knows whole
        seconds, rounded down.
        """
        rate = float(config.rate)
        return [
            Moment(source, max(event.time - _LABEL_LEAD, 0.0) * rate, config.labels.index(event.label))
            for event in self.plan().events
        ]

    def events(self, config: NetworkConfig, frames: int) -> tuple[Event, ...]:
        """The truth as frames and classes."""
        return tuple(
            Event(min(int(event.time * config.rate), frames - 1), config.labels.index(event.label))
            for event in self.plan().events
        )


def training_matches(
    count: int, first_seed: int, minutes: float, density: float, styles: Sequence[str] = tuple(STYLES)
) -> list[RenderedMatch]:
    """Matches that go round styles, halves and densities; one in eight is without events: silence is learned too.

    Dense matches are told more briefly, so some are left sparse for the long celebrations and replays.
    """
    densities = (density / 2, density, 1.5 * density)
    return [
        RenderedMatch(
            first_seed + i,
            styles[i % len(styles)],
            minutes,
            0.0 if i % 8 == (i // 8) % 8 else densities[i % 3],
            half=1 + (i // len(styles)) % 2,
        )
        for i in range(count)
    ]


def held_out_matches(count: int, first_seed: int, minutes: float, density: float) -> list[RenderedMatch]:
    """Undegraded matches in styles that no training uses."""
    styles = tuple(HELD_OUT_STYLES)
    return [
        RenderedMatch(first_seed + i, styles[i % len(styles)], minutes, density, half=1 + i % 2, degraded=False)
        for i in range(count)
    ]


def render_frames(
    matches: Iterable[RenderedMatch], config: NetworkConfig, folder: Path, processes: int = 2
) -> Iterator[Path]:
    """The frames of each match as a file of ``[N, H, W, 3]`` uint8, rendered in parallel and kept.

    Args:
        matches: what to render.
        config: size and rate.
        folder: where the files are kept; made when missing.
        processes: how many render at once.
    """
    folder.mkdir(parents=True, exist_ok=True)
    # Spawned, not forked: torch's threads do not survive a fork.
    with ProcessPoolExecutor(processes, multiprocessing.get_context("spawn")) as pool:
        yield from pool.map(partial(_frames_file, config=config, folder=folder), matches)


def _frames_file(match: RenderedMatch, config: NetworkConfig, folder: Path) -> Path:
    cv2.setNumThreads(1)
    size = repr((astuple(match), config.frame_height, config.frame_width, str(config.rate)))
    path = folder / f"{hashlib.blake2b(size.encode(), digest_size=12).hexdigest()}.npy"
    if not path.exists():
        beside = path.with_suffix(".partial.npy")
        np.save(beside, np.stack(list(match.frames(config))))
        beside.replace(path)
    return path


def feature_game(match: RenderedMatch, frames: Path, config: NetworkConfig, backbone: Backbone) -> TrainingGame:
    """A match as a game of one half with features ``[N, D]``, computed once and kept beside its frames.

    Args:
        match: what was rendered.
        frames: its file of ``render_frames``.
        config: rate and label set.
        backbone: computes the features.
    """
    path = frames.with_name(f"{frames.stem}.{weights_fingerprint(backbone.state_dict())[:12]}.npy")
    if not path.exists():
        images = np.load(frames, mmap_mode="r", allow_pickle=False)
        np.save(path, np.concatenate(list(_features(images, backbone))))
    features = np.load(path, allow_pickle=False)
    return TrainingGame(f"{match.style} {match.seed}", (TrainingHalf(features, match.events(config, len(features))),))


@torch.inference_mode()
def _features(images: npt.NDArray[np.uint8], backbone: Backbone) -> Iterator[npt.NDArray[np.float32]]:
    fast = deepcopy(backbone).eval()
    fold_batch_norm(fast)
    for i in range(0, len(images), _BATCH):
        features: npt.NDArray[np.float32] = fast(torch.from_numpy(np.array(images[i : i + _BATCH]))).numpy()
        yield features
