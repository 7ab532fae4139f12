"""Votes: each snippet claims one frame; where claims gather, there is an event (paper, section IV-F, Fig. 7)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from scipy.ndimage import gaussian_filter1d

from rmsnet.config import NetworkConfig, SpottingOptions
from rmsnet.errors import OptionError
from rmsnet.model import Prediction
from rmsnet.peaks import find_peaks
from rmsnet.spots import Spot

FloatArray = npt.NDArray[np.float32]
# Peaks lower than this are noise at any threshold worth setting.
LEAST_CONFIDENCE = 0.01


@dataclass(frozen=True, slots=True, eq=False)
class VoteCurves:
    """The votes of a source, before smoothing.

    Attributes:
        labels: C label names.
        rate: frames per second.
        times: ``[N]`` seconds of each sampled frame.
        counts: ``[C, N]`` snippets of that label that voted for that frame (what the paper plots).
        weights: ``[C, N]`` sum of the label's probability over the snippets that voted for that frame.
        coverage: ``[N]`` how many snippets could have voted for that frame.
    """

    labels: tuple[str, ...]
    rate: Fraction
    times: npt.NDArray[np.float64]
    counts: FloatArray
    weights: FloatArray
    coverage: FloatArray

    def confidence(self, smoothing: float) -> FloatArray:
        """Curves ``[C, N]`` in 0..1: the share of snippets that vote near a frame, weighted by probability.

        The Gaussian has height 1, not area 1: a snippet that votes exactly here counts in full.

        Args:
            smoothing: the Gaussian's standard deviation in seconds; 0 leaves the votes as they are.
        """
        share = self.weights / np.maximum(self.coverage, 1)
        sigma = smoothing * float(self.rate)
        if sigma > 0 and share.shape[1]:
            height = max(1.0, sigma * float(np.sqrt(2 * np.pi)))
            share = gaussian_filter1d(share, sigma, axis=1, mode="constant", truncate=3.0) * height
        return np.clip(share, 0.0, 1.0).astype(np.float32)

    def weighted(self, worth: float) -> VoteCurves:
        """The curves with every vote's weight multiplied by ``worth``, 0..1; the counts stay."""
        return self if worth == 1 else replace(self, weights=self.weights * np.float32(worth))

    def spots(self, options: SpottingOptions, least: float = LEAST_CONFIDENCE) -> tuple[Spot, ...]:
        """Peaks of the confidence curves in order of time, each the highest within ``options.suppression``.

        Thresholds are not applied: a spot's threshold only decides whether it is shown, and suppression keeps the
        strongest first, so the spots above any threshold are the same as if it had been applied before.
        """
        distance = max(1.0, options.suppression * float(self.rate))
        found = []
        for label, curve in zip(self.labels, self.confidence(options.smoothing), strict=True):
            peaks = find_peaks(curve, least, distance)
            found += [Spot(float(self.times[p]), label, float(curve[p])) for p in peaks]
        return tuple(sorted(found))


class VoteCounter:
    """Collects the votes of snippets in order, so that curves can be drawn while an analysis runs."""

    def __init__(self, config: NetworkConfig) -> None:
        self._config = config
        self._times = np.zeros(0, np.float64)
        classes = len(config.labels)
        self._counts, self._weights = (np.zeros((classes, 0), np.float32) for _ in range(2))
        self.snippets = 0  # how many have voted

    def add_frames(self, times: npt.NDArray[np.float64]) -> None:
        """Append the times ``[n]`` of further sampled frames."""
        self._times = np.concatenate([self._times, times])
        more = ((0, 0), (0, len(times)))
        self._counts, self._weights = np.pad(self._counts, more), np.pad(self._weights, more)

    def add_votes(self, prediction: Prediction) -> None:
        """Count the votes of the next snippets at stride 1; their frames must have been added.

        Raises:
            OptionError: the network's output is not a number, as with damaged weights or features.
        """
        probability = prediction.logits.float().softmax(dim=-1).cpu().numpy()
        if not np.isfinite(probability).all():
            raise OptionError("The network's output is not a number; the checkpoint or the features are damaged.")
        starts = self.snippets + np.arange(len(probability))
        claimed = voted_frame(starts, prediction.offset.float().cpu().numpy(), self._config.snippet_frames)
        frame = np.clip(np.rint(claimed), 0, len(self._times) - 1).astype(np.int64)
        best = probability.argmax(axis=1)
        for c in range(len(self._config.labels)):
            np.add.at(self._weights[c], frame, probability[:, c])
            np.add.at(self._counts[c], frame[best == c], 1)
        self.snippets += len(probability)

    def curves(self) -> VoteCurves:
        """The curves so far: frames no snippet has reached yet are zero."""
        config = self._config
        return VoteCurves(
            config.labels.names,
            config.rate,
            self._times.copy(),
            self._counts.copy(),
            self._weights.copy(),
            _coverage(len(self._times), self.snippets, config.snippet_frames),
        )


def voted_frame(start: npt.NDArray[np.int64], offset: FloatArray, snippet_frames: int) -> npt.NDArray[np.float64]:
    """The fractional frame a snippet claims: s + T * offset - 0.5 (offsets are unbiased, section III-A)."""
    frame: npt.NDArray[np.float64] = start + snippet_frames * offset.astype(np.float64) - 0.5
    return frame


def _coverage(frames: int, snippets: int, snippet_frames: int) -> FloatArray:
    """How many of the snippets 0..snippets-1 hold each frame ``[frames]``."""
    frame = np.arange(frames)
    first = np.maximum(frame - snippet_frames + 1, 0)
    last = np.minimum(frame, snippets - 1)
    coverage: FloatArray = np.maximum(last - first + 1, 0).astype(np.float32)
    return coverage
