import numpy as np
import pytest

from rmsnet.config import NetworkConfig
from rmsnet.metrics import evaluate_games
from rmsnet.sampling import Event
from rmsnet.soccernet import Annotation
from rmsnet.spots import Spot
from rmsnet.training_data import TrainingGame, TrainingHalf
from rmsnet.validation import best_thresholds, score

CONFIG = NetworkConfig()
EMPTY = np.zeros((5400, 1), np.float32)


def game(*halves):
    return TrainingGame("game", tuple(TrainingHalf(EMPTY, tuple(Event(*event) for event in half)) for half in halves))


def test_scores_are_the_evaluators():
    rng = np.random.default_rng(0)
    games, truth, spots, predictions = [], [], [], []
    for _ in range(4):
        halves = [[(int(rng.integers(5000)), int(rng.integers(3))) for _ in range(6)] for _ in range(2)]
        games.append(game(*halves))
        truth.append([
            Annotation(half + 1, frame / 2, CONFIG.labels.names[label], "", "") for half in (0, 1)
            for frame, label in halves[half]
        ])  # fmt: skip
        found = {}
        for half in (0, 1):
            near = [(max(0, frame / 2 + rng.normal(0, 8)), label) for frame, label in halves[half]]
            far = [(rng.uniform(0, 2600), int(rng.integers(3))) for _ in range(5)]
            found[half + 1] = [Spot(round(t, 3), CONFIG.labels.names[x], rng.random()) for t, x in (*near, *far)]
            spots.append(found[half + 1])
        predictions.append(found)
    scores = score(CONFIG, games, spots)
    expected = evaluate_games(truth, predictions, CONFIG.labels).loose
    assert scores.average_map == pytest.approx(expected.a_mAP, abs=1e-12)
    assert scores.per_label == pytest.approx(expected.a_mAP_per_label, abs=1e-12)
    assert list(scores.per_delta) == pytest.approx(list(expected.mAP_per_delta.values()), abs=1e-12)


def test_a_threshold_has_the_best_f1_and_a_floor():
    games = [game([(200, 0), (400, 0), (600, 1)])]
    spots = [[
        Spot(100.5, "goal", 0.9), Spot(203.0, "goal", 0.456), Spot(300.0, "goal", 0.4), Spot(301.0, "goal", 0.3),
        Spot(300.0, "card", 0.02), Spot(500.0, "substitution", 0.8),
    ]]  # fmt: skip
    # Both goals are found down to 0.456; the card's only hit lies below the floor; no substitution happened.
    assert best_thresholds(CONFIG, games, spots) == {"goal": 0.45, "card": 0.05}


def test_an_event_has_one_hit_within_five_seconds():
    games = [game([(200, 0)])]
    near = [[Spot(100.0, "goal", 0.5), Spot(101.0, "goal", 0.3)]]
    assert best_thresholds(CONFIG, games, near) == {"goal": 0.5}
    far = [[Spot(105.1, "goal", 0.5), Spot(95.0, "goal", 0.3)]]
    assert best_thresholds(CONFIG, games, far) == {"goal": 0.3}
