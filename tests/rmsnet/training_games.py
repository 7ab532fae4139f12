"""Small games on which a spotter can be trained in a second."""

from dataclasses import replace

import numpy as np

from rmsnet.config import NetworkConfig
from rmsnet.labels import Label, LabelSet
from rmsnet.sampling import Event
from rmsnet.training import initial_network, train
from rmsnet.training_data import TrainingGame, TrainingHalf
from rmsnet.training_options import TrainingOptions

T, WIDTH = 11, 16
LABELS = LabelSet("two", "Labels.json", (Label("goal", "soccer", ("goal",)), Label("card", "card", ("card",))))
CONFIG = NetworkConfig(labels=LABELS, feature_dim=WIDTH, snippet_frames=T)
OPTIONS = TrainingOptions(
    epochs=3, lr=0.02, batch_size=16, snippets_per_class=36, precision="float32", device="cpu", warmup_epochs=0.5
)


def game(seed, frames=400, halves=2):
    return TrainingGame(f"game {seed}", tuple(_half(np.random.default_rng([seed, i]), frames) for i in range(halves)))


def _half(rng, frames):
    features = rng.normal(0, 0.3, (frames, WIDTH)).astype(np.float32)
    events = []
    for middle in range(40, frames - 20, 50):
        frame, label = middle + int(rng.integers(-10, 10)), int(rng.integers(2))
        features[frame : frame + 3, label] += 4
        events.append(Event(frame, label))
    return TrainingHalf(features, tuple(events))


def frame_game(seed, frames=60, size=32):
    rng = np.random.default_rng(seed)
    pictures = rng.integers(0, 256, (frames, size, size, 3), dtype=np.uint8)
    return TrainingGame(f"frames {seed}", (TrainingHalf(pictures, (Event(30, seed % 2),)),))


def train_without_dropout(out):
    """One epoch of 69 snippets in batches of 16, the same in any number of processes."""
    network = initial_network(CONFIG, 0)
    network.head.dropout.p = 0.0
    options = replace(OPTIONS, epochs=1, snippets_per_class=23)
    (report,) = train([game(0)], [game(9)], CONFIG, options, out, network=network)
    return report
