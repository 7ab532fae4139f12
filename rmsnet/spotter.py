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
from rmsnet.timing import TimingScores, refine
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


# Windows are computed so many at once at least: their first and last frames' share is computed anew each time.
_AT_ONCE = 48


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


class Spotter:
    """Spots a source whose features arrive in order; in dense mode it keeps none of them.

    Args:
        network: in eval mode; a backbone is not needed.
        options: mode, smoothing and suppression; thresholds are left to the caller.
    """

    def __init__(self, network: RMSNet, options: SpottingOptions) -> None:
        self._network, self._options = network, options
        self._voter = DenseVoter(network)
        self._waiting: list[tuple[npt.NDArray[np.float64], Tensor]] = []
        self._timing = TimingScores(network.timing) if network.timing and options.mode == "dense" else None
        self._distances: list[Tensor] = []
        self._kept: list[Tensor] = []

    def add(self, times: npt.NDArray[np.float64], features: Tensor) -> None:
        """Take the next frames: times ``[n]`` in seconds, features ``[n, D]`` on the network's device."""
        self._waiting.append((times, features))
        if sum(len(waiting) for waiting, _ in self._waiting) >= _AT_ONCE:
            self._take()

    def curves(self) -> VoteCurves:
        """The votes so far; they lag behind what was added by some seconds of video."""
        return self._voter.curves()

    def finish(self) -> Spotting:
        """The spots, after the last frame."""
        if self._waiting:
            self._take()
        if not self._distances:
            return Spotting(self._voter.curves(), ())
        self._voter.finish()
        network, options = self._network, self._options
        strangeness = network.familiarity.strangeness(torch.cat(self._distances)) if network.familiarity else 0.0
        worth = trust(strangeness)
        curves = self._voter.curves().weighted(worth)
        if options.mode == "paper":
            spots = paper_spots(network, torch.cat(self._kept), curves.times)
            return Spotting(curves, tuple(replace(s, confidence=s.confidence * worth) for s in spots), strangeness)
        spots = curves.spots(options)
        if self._timing is not None and spots:
            config = network.config
            spots = refine(spots, self._timing.finish(), config.labels.names, curves.times, config.rate)
        return Spotting(curves, spots, strangeness)

    def _take(self) -> None:
        times = np.concatenate([times for times, _ in self._waiting])
        features = torch.cat([features for _, features in self._waiting])
        self._waiting.clear()
        self._voter.add(times, features)
        familiarity = self._network.familiarity
        self._distances.append(familiarity.distances(features).cpu() if familiarity else torch.zeros(len(features)))
        if self._timing is not None:
            self._timing.add(features)
        if self._options.mode == "paper":
            self._kept.append(features)


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
    device = next(network.parameters()).device
    if times is None:
        times = np.arange(len(features)) / float(network.config.rate)
    spotter = Spotter(network, options)
    if len(features):
        # A copy: maps are read-only.
        spotter.add(times, torch.from_numpy(np.array(features, np.float32)).to(device))
    return spotter.finish()


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
