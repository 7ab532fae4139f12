"""From features to spots: every window votes as soon as its last frame is here."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor

from rmsnet.config import SpottingOptions
from rmsnet.dense import predict_every_window
from rmsnet.familiarity import trust
from rmsnet.model import Prediction, RMSNet
from rmsnet.snippets import at_least_one_snippet, gather, snippet_starts
from rmsnet.spots import Spot
from rmsnet.timing import refine
from rmsnet.votes import VoteCounter, VoteCurves, voted_frame


@dataclass(frozen=True, slots=True, eq=False)
class Spotting:
    """What a spotter says of one source.

    Attributes:
        curves: the votes of every window.
        spots: every candidate in order of time, whatever its confidence; thresholds come after.
        strangeness: how far the source lies from what the network learned from; up to 1 is familiar. Beyond, its
            votes count for less, so that a network that knows nothing shows nothing.
    """

    curves: VoteCurves
    spots: tuple[Spot, ...]
    strangeness: float = 0.0


class DenseVoter:
    """Turns features that arrive in batches into votes, each window as soon as its last frame is here."""

    def __init__(self, network: RMSNet) -> None:
        self._network = network
        self._snippet_frames = network.config.snippet_frames
        self._counter = VoteCounter(network.config)
        self._tail: Tensor | None = None  # frames that windows still to come will need

    def add(self, times: npt.NDArray[np.float64], features: Tensor) -> None:
        """Count the votes of the windows that end in these frames: times ``[n]``, features ``[n, D]``."""
        self._counter.add_frames(times)
        known = features if self._tail is None else torch.cat([self._tail, features])
        if len(known) >= self._snippet_frames:
            self._counter.add_votes(predict_every_window(self._network.head, known, self._snippet_frames))
            known = known[len(known) - self._snippet_frames + 1 :]
        self._tail = known

    def finish(self) -> None:
        """Let a source shorter than one snippet vote too, its last frame repeated."""
        # A tail of T - 1 frames may also be what the last window left; only a source without any window is short.
        if self._tail is not None and self._counter.snippets == 0:
            padded = at_least_one_snippet(self._tail, self._snippet_frames)
            self._counter.add_votes(predict_every_window(self._network.head, padded, self._snippet_frames))

    def curves(self) -> VoteCurves:
        """The votes so far."""
        return self._counter.curves()


def spot_features(
    network: RMSNet,
    features: npt.NDArray[np.float32],
    options: SpottingOptions,
    times: npt.NDArray[np.float64] | None = None,
) -> Spotting:
    """Spot a source whose features are known.

    Args:
        network: in eval mode.
        features: ``[N, D]``, N >= 0.
        options: mode, smoothing and suppression; thresholds are left to the caller.
        times: ``[N]`` seconds of each frame; n / rate when absent.
    """
    config = network.config
    device = next(network.parameters()).device
    if times is None:
        times = np.arange(len(features)) / float(config.rate)
    voter = DenseVoter(network)
    tensor = torch.from_numpy(np.array(features, np.float32)).to(device)  # a copy: maps are read-only
    if len(tensor):
        voter.add(times, tensor)
        voter.finish()
    return finish_spotting(network, voter.curves(), tensor, options)


def finish_spotting(network: RMSNet, curves: VoteCurves, features: Tensor, options: SpottingOptions) -> Spotting:
    """The spots of a source whose windows have all voted; features ``[N, D]`` serve paper mode."""
    if not len(features):
        return Spotting(curves, ())
    strangeness = network.familiarity.strangeness(features) if network.familiarity else 0.0
    worth = trust(strangeness)
    curves = curves.weighted(worth)
    if options.mode == "dense":
        return Spotting(curves, timed(network, curves.spots(options), features, curves.times), strangeness)
    spots = paper_spots(network, features, curves.times)
    return Spotting(curves, tuple(replace(s, confidence=s.confidence * worth) for s in spots), strangeness)


def timed(
    network: RMSNet, spots: tuple[Spot, ...], features: Tensor, times: npt.NDArray[np.float64]
) -> tuple[Spot, ...]:
    """The spots at the times of the network's timing head, or as they are when it has none."""
    if network.timing is None or not spots:
        return spots
    config = network.config
    return refine(spots, network.timing.scores(features), config.labels.names, times, config.rate)


@torch.inference_mode()
def paper_spots(network: RMSNet, features: Tensor, times: npt.NDArray[np.float64]) -> tuple[Spot, ...]:
    """The paper's inference (section IV-B): windows of stride T, one event each at most, no suppression.

    Args:
        network: in eval mode.
        features: ``[N, D]`` on the network's device.
        times: ``[N]`` seconds of each frame.
    """
    config = network.config
    padded = at_least_one_snippet(features, config.snippet_frames)
    starts = snippet_starts(len(features), config.snippet_frames, config.snippet_frames)
    prediction = Prediction(*(x.float().cpu() for x in _in_batches(network, padded, starts)))
    probability, best = prediction.logits.softmax(dim=-1).max(dim=-1)
    frames = voted_frame(np.array(starts), prediction.offset.numpy(), config.snippet_frames)
    at = np.interp(frames, np.arange(len(times)), times)
    found = [
        Spot(float(t), config.labels.names[c], float(p))
        for t, c, p in zip(at, best.tolist(), probability.tolist(), strict=True)
        if c != config.background
    ]
    return tuple(sorted(found))


def _in_batches(network: RMSNet, features: Tensor, starts: list[int]) -> tuple[Tensor, Tensor]:
    size = 256
    parts: list[Prediction] = [
        network.head(gather(features, starts[i : i + size], network.config.snippet_frames))
        for i in range(0, len(starts), size)
    ]
    return torch.cat([p.logits for p in parts]), torch.cat([p.offset for p in parts])
