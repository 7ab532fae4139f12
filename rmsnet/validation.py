"""Scores of a network on games held in memory, and the spotting options tuned on them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

import numpy as np
import torch

from rmsnet.average_precision import Entries, average_precisions
from rmsnet.config import Mode, NetworkConfig, SpottingOptions
from rmsnet.model import RMSNet
from rmsnet.spots import Spot
from rmsnet.spotter import paper_spots, spot_features, timed
from rmsnet.training_data import Array, TrainingGame
from rmsnet.votes import VoteCurves

DELTAS = tuple(Fraction(delta) for delta in range(5, 65, 5))  # seconds, full windows
# Tried in turn on validation games: seconds of smoothing and of suppression to each side.
SMOOTHINGS = (0.5, 1.0, 1.5, 2.5, 4.0)
SUPPRESSIONS = (5.0, 10.0, 20.0)
HIT_SECONDS = 5.0  # a threshold is judged by the events found within this time of the truth
LEAST_THRESHOLD = 0.05


@dataclass(frozen=True, slots=True)
class Scores:
    """Average-mAP over deltas of 5 to 60 s and what it is made of, each 0..1.

    Attributes:
        average_map: the one number.
        per_label: Average-AP by label name.
        per_delta: mean AP at each of the 12 deltas.
        precisions: AP ``[12][C]``.
    """

    average_map: float
    per_label: dict[str, float]
    per_delta: tuple[float, ...]
    precisions: tuple[tuple[float, ...], ...]

    def to_json(self) -> dict[str, Any]:
        """With the keys of ``python -m rmsnet evaluate --json``."""
        return {
            "a_mAP": self.average_map,
            "a_mAP_per_label": self.per_label,
            "mAP_per_delta": list(self.per_delta),
            "AP_per_delta_per_label": [list(row) for row in self.precisions],
        }


def score(config: NetworkConfig, games: Sequence[TrainingGame], spots: Sequence[Sequence[Spot]]) -> Scores:
    """Average-mAP of the spots of each half, in the order of games and halves."""
    truth = _entries([half.events for game in games for half in game.halves])
    found = _entries(
        [[(_frame(spot, config.rate), config.labels.index(spot.label)) for spot in half] for half in spots],
        [spot.confidence for half in spots for spot in half],
    )
    labels = config.labels
    precision = average_precisions(truth, found, len(labels), DELTAS, config.rate).all
    per_label: Array = np.asarray(np.trapezoid(precision, axis=0)) / (len(DELTAS) - 1)
    return Scores(
        float(per_label.mean()),
        {name: float(value) for name, value in zip(labels.names, per_label, strict=True)},
        tuple(float(value) for value in precision.mean(axis=1)),
        tuple(tuple(float(value) for value in row) for row in precision),
    )


def evaluate(network: RMSNet, games: Sequence[TrainingGame], options: SpottingOptions) -> Scores:
    """Scores of a network in eval mode on feature games."""
    spots = [_spots(network, half.features, options) for game in games for half in game.halves]
    return score(network.config, games, spots)


def tune(network: RMSNet, games: Sequence[TrainingGame]) -> tuple[SpottingOptions, Scores]:
    """Dense mode's smoothing, suppression and default thresholds, and its scores, on validation games.

    Smoothing and suppression are those of the grid with the best Average-mAP, the first of equals. A label's
    threshold is the one with the best F1 where a hit lies within 5 s of an event and an event has one hit, the
    lowest of equals, but never below 0.05; a label without events keeps the default.
    """
    base = SpottingOptions()
    halves = [half.features for game in games for half in game.halves]
    curves = [spot_features(network, features, base).curves for features in halves]
    best: tuple[Scores, SpottingOptions, list[tuple[Spot, ...]]] | None = None
    for smoothing in SMOOTHINGS:
        for suppression in SUPPRESSIONS:
            options = replace(base, smoothing=smoothing, suppression=suppression)
            spots = [_timed(network, curve.spots(options), x, curve) for curve, x in zip(curves, halves, strict=True)]
            scores = score(network.config, games, spots)
            if best is None or scores.average_map > best[0].average_map:
                best = scores, options, spots
    assert best is not None  # noqa: S101 - the grid is not empty
    scores, options, spots = best
    return options.with_thresholds(best_thresholds(network.config, games, spots)), scores


def best_thresholds(
    config: NetworkConfig, games: Sequence[TrainingGame], spots: Sequence[Sequence[Spot]]
) -> dict[str, float]:
    """The threshold of each label that has events, as ``tune`` describes, rounded down to 0.01."""
    events = [half.events for game in games for half in game.halves]
    found = {}
    for index, name in enumerate(config.labels.names):
        count = sum(event.label == index for half in events for event in half)
        hits = []
        for half, given in zip(events, spots, strict=True):
            times = [event.frame / float(config.rate) for event in half if event.label == index]
            hits += _hits(times, [spot for spot in given if spot.label == name])
        if count and hits:
            found[name] = _best_threshold(hits, count)
    return found


def _hits(times: list[float], spots: list[Spot]) -> list[tuple[float, bool]]:
    """Confidence of each spot and whether it is the hit of an event, strongest spots choosing first."""
    free = list(times)
    result = []
    for spot in sorted(spots, key=lambda spot: -spot.confidence):
        nearest = min(free, key=lambda time: abs(time - spot.time), default=None)
        hit = nearest is not None and abs(nearest - spot.time) <= HIT_SECONDS
        if hit and nearest is not None:
            free.remove(nearest)
        result.append((spot.confidence, hit))
    return result


def _best_threshold(hits: list[tuple[float, bool]], events: int) -> float:
    hits = sorted(hits, reverse=True)
    right = np.cumsum([hit for _, hit in hits])
    f1 = 2 * right / (np.arange(1, len(hits) + 1) + events)
    lowest_of_best = int(np.flatnonzero(f1 == f1.max())[-1])
    return max(LEAST_THRESHOLD, int(hits[lowest_of_best][0] * 100) / 100)


def _spots(network: RMSNet, features: Array, options: SpottingOptions) -> tuple[Spot, ...]:
    if options.mode == "dense":
        return spot_features(network, features, options).spots
    if not len(features):
        return ()
    device = next(network.parameters()).device
    tensor = torch.from_numpy(np.array(features, np.float32)).to(device)  # a copy: maps are read-only
    return paper_spots(network, tensor, np.arange(len(features)) / float(network.config.rate))


def _timed(network: RMSNet, spots: tuple[Spot, ...], features: Array, curves: VoteCurves) -> tuple[Spot, ...]:
    device = next(network.parameters()).device
    return timed(network, spots, torch.from_numpy(np.array(features, np.float32)).to(device), curves.times)


def _frame(spot: Spot, rate: Fraction) -> int:
    # The evaluator's own truncation of whole milliseconds.
    return int(round(spot.time * 1000) * rate / 1000)


def _entries(halves: Sequence[Sequence[tuple[int, int]]], values: Sequence[float] | None = None) -> Entries:
    rows = [(half, label, frame) for half, found in enumerate(halves) for frame, label in found]
    table = np.array(rows, dtype=np.int64).reshape(-1, 3)
    value = np.ones(len(table)) if values is None else np.array(values, dtype=np.float64)
    return Entries(table[:, 0], table[:, 1], table[:, 2], value)


def paper_options() -> SpottingOptions:
    """Options of the paper's own inference."""
    mode: Mode = "paper"
    return SpottingOptions(mode=mode)
