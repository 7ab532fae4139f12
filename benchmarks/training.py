"""Training throughput on this machine's CPU against a plain float32 loop, and the scores both reach.

    OMP_NUM_THREADS=1 nice python benchmarks/training.py [--iterations 40] [--scores]

The plain loop is what one would write first: a Dataset of snippets, a DataLoader, ``head(batch)``, loss, backward,
SGD. Both train the same network on the same features (512 wide, 41 frames, batches of 64). The two are timed in
turns, so that other load on the machine falls on both. ``--scores`` also trains both to the end on simulated games and
compares their validation Average-mAP, which must agree within a point (mean over three seeds).
"""

from __future__ import annotations

import argparse
import datetime
import json
import os
import platform
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import torch
from torch.utils.data import DataLoader, Dataset

from rmsnet.config import NetworkConfig
from rmsnet.feature_bank import FeatureBank
from rmsnet.labels import SOCCERNET_V1
from rmsnet.losses import spotting_losses
from rmsnet.masking import Masking, frame_indices, plan
from rmsnet.sampling import Draw, Event, Indices, collect
from rmsnet.schedule import learning_rate
from rmsnet.simulation import SimulationOptions, simulated_games
from rmsnet.training import initial_network, train
from rmsnet.training_data import TrainingGame, TrainingHalf
from rmsnet.training_options import TrainingOptions
from rmsnet.training_step import TrainingStep
from rmsnet.validation import evaluate, paper_options

CPU = torch.device("cpu")
BATCH = 64


class PlainSnippets(Dataset):
    def __init__(self, features: np.ndarray, frames: Indices, draw: Draw) -> None:
        self.features, self.frames = features, frames
        self.labels, self.offsets = draw.label, draw.offsets(frames.shape[1])

    def __len__(self) -> int:
        return len(self.labels)

    def __getitem__(self, i: int) -> tuple[torch.Tensor, int, float]:
        return torch.from_numpy(self.features[self.frames[i]]), int(self.labels[i]), float(self.offsets[i])


def plain_batches(network, optimizer, features, frames, draw) -> Iterator[float]:
    for snippets, labels, offsets in DataLoader(PlainSnippets(features, frames, draw), BATCH):
        losses = spotting_losses(network.head(snippets), labels, offsets.float(), 10.0)
        optimizer.zero_grad()
        losses.total.backward()
        optimizer.step()
        yield losses.total.item()


def our_batches(network, optimizer, bank, frames, draw) -> Iterator[float]:
    step = TrainingStep(network, torch.float32, CPU)
    for start in range(0, len(draw), BATCH):
        part = slice(start, start + BATCH)
        labels = torch.from_numpy(draw.label[part])
        offsets = torch.from_numpy(draw.offsets(frames.shape[1])[part])
        foreground = float((labels < 3).sum())
        losses = step(bank.gather(frames[part]), labels, offsets, 10.0, float(len(labels)), foreground)
        optimizer.zero_grad(set_to_none=True)
        losses.total.backward()
        optimizer.step()
        yield losses.total.item()


def games(options: SimulationOptions, split: str, count: int) -> list[TrainingGame]:
    made = []
    for game in simulated_games(options, split, count):
        halves = []
        for half in (1, 2):
            events = [
                Event(int(x["position"]) // 500, options.labels.index(x["label"]))
                for x in game.annotations
                if x["gameTime"].startswith(str(half))
            ]
            halves.append(TrainingHalf(game.features[half - 1], tuple(events)))
        made.append(TrainingGame(game.name, tuple(halves)))
    return made


def throughput(iterations: int) -> dict:
    """Snippets a second of both, timed in turns of five batches."""
    train_games = games(SimulationOptions(half_minutes=20, seed=0), "train", 3)
    features = np.concatenate([half.features for game in train_games for half in game.halves])
    pool = collect([(len(h.features), h.events) for g in train_games for h in g.halves], 3)
    rng = np.random.default_rng(0)
    draw = pool.draw(rng, (iterations + 5) * BATCH // 4)
    frames = frame_indices(draw, plan(Masking(), rng, draw, pool.background, 41), 41)
    running = {}
    for name in ("plain", "ours"):
        network = initial_network(NetworkConfig(), 0).train()
        optimizer = torch.optim.SGD(network.parameters(), 0.001, momentum=0.9, weight_decay=1e-4)
        source = features if name == "plain" else FeatureBank(train_games, CPU)
        running[name] = (plain_batches if name == "plain" else our_batches)(network, optimizer, source, frames, draw)
    seconds: dict[str, list[float]] = {"plain": [], "ours": []}
    for turn in range(iterations // 5 + 1):
        for name, batches in running.items():
            began = time.process_time()
            for _ in range(5):
                next(batches)
            if turn:  # the first turn warms up
                seconds[name].append((time.process_time() - began) / 5)
    rates = {name: round(BATCH / statistics.median(values), 1) for name, values in seconds.items()}
    return {**{f"{k}_snippets_per_cpu_second": v for k, v in rates.items()},
            "ratio": round(rates["ours"] / rates["plain"], 2)}  # fmt: skip


def plain_score(train_games, valid, config: NetworkConfig, options: TrainingOptions) -> float:
    """Best validation Average-mAP of the plain loop with the same sampling, masks and schedule."""
    pool = collect([(len(h.features), h.events) for g in train_games for h in g.halves], 3)
    features = np.concatenate([half.features for game in train_games for half in game.halves])
    network = initial_network(config, options.seed)
    optimizer = torch.optim.SGD(network.parameters(), options.lr, momentum=0.9, weight_decay=options.weight_decay)
    best, batches = 0.0, -(-4 * options.snippets_per_class // BATCH)
    optimizer.param_groups[0]["lr"] = learning_rate(options.lr, 0, options.epochs * batches, batches)
    for epoch in range(options.epochs):
        rng = np.random.default_rng([options.seed, epoch])
        draw = pool.draw(rng, options.snippets_per_class)
        frames = frame_indices(draw, plan(options.masking, rng, draw, pool.background, 41), 41)
        network.train()
        for batch, _ in enumerate(plain_batches(network, optimizer, features, frames, draw)):
            following = epoch * batches + batch + 1
            optimizer.param_groups[0]["lr"] = learning_rate(options.lr, following, options.epochs * batches, batches)
        best = max(best, evaluate(network.eval(), valid, paper_options()).average_map)
    return best


def scores() -> dict:
    simulation = SimulationOptions(width=64, half_minutes=15, events_per_half=9, lookalikes_per_half=9, difficulty=0.4)
    train_games, valid = games(simulation, "train", 30), games(simulation, "valid", 10)
    config = NetworkConfig(feature_dim=64)
    found: dict[str, list[float]] = {"plain": [], "ours": []}
    for seed in range(3):
        options = TrainingOptions(epochs=6, seed=seed, lr=0.04, snippets_per_class=600, patience=0)
        found["plain"].append(plain_score(train_games, valid, config, options))
        with tempfile.TemporaryDirectory() as folder:
            reports = list(train(train_games, valid, config, options, Path(folder)))
        found["ours"].append(max(report.average_map for report in reports))
    means = {name: 100 * statistics.mean(values) for name, values in found.items()}
    return {
        "validation_average_map": {name: [round(100 * x, 2) for x in values] for name, values in found.items()},
        "difference_of_means": round(means["ours"] - means["plain"], 2),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--iterations", type=int, default=40)
    parser.add_argument("--scores", action="store_true")
    parser.add_argument("--out", type=Path, default=Path(__file__).parent / "results" / "training.json")
    args = parser.parse_args()
    record = {
        "date": datetime.date.today().isoformat(),
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {torch.get_num_threads()} threads used",
        "cpu": torch.backends.cpu.get_cpu_capability(),
        "torch": torch.__version__,
        "labels": SOCCERNET_V1.name,
        "throughput": throughput(args.iterations),
    }
    if args.scores:
        record["scores"] = scores()
    args.out.parent.mkdir(exist_ok=True)
    args.out.write_text(json.dumps(record, indent=1), encoding="utf-8")
    print(json.dumps(record, indent=1))


if __name__ == "__main__":
    main()
