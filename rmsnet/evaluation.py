"""A checkpoint's spots of whole games, as the evaluator would read them from files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from rmsnet.config import SpottingOptions
from rmsnet.feature_files import load_features
from rmsnet.model import RMSNet
from rmsnet.predictions import official_halves, spread_confidences
from rmsnet.soccernet import HALVES, Game
from rmsnet.spots import Spot
from rmsnet.spotter import spot_features


def spot_games(
    network: RMSNet,
    games: Iterable[Game],
    features: str,
    options: SpottingOptions,
    *,
    spread: bool = False,
) -> Iterator[dict[int, tuple[Spot, ...]]]:
    """Spot one game after the other from their feature files.

    Every candidate is given, whatever its confidence: thresholds are the evaluator's work.

    Args:
        network: in eval mode, on the device that shall do the work.
        games: games that passed ``check_games``.
        features: file name without its leading half number, at the network's rate.
        options: mode, smoothing and suppression.
        spread: give ``spread_confidence`` of each confidence.

    Yields:
        Spots by half, as ``write_predictions`` takes them and ``evaluate_games`` reads them.
    """
    for game in games:
        halves: dict[int, tuple[Spot, ...]] = {}
        for half in HALVES:
            array = load_features(game.file(half, features), width=network.config.feature_dim, finite=False)
            halves[half] = spot_features(network, array, options).spots
        yield official_halves(spread_confidences(halves) if spread else halves)
