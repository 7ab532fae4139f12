"""python -m rmsnet simulate: a simulated SoccerNet, labels and features with known difficulty."""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np
from tqdm import tqdm

from rmsnet.atomic import write_atomically
from rmsnet.errors import OptionError
from rmsnet.labels import label_set
from rmsnet.simulation import SimulationOptions, games_with_labels, simulated_games, write_game
from rmsnet.soccernet import Game


def add_arguments(parser: argparse.ArgumentParser) -> None:
    default = SimulationOptions()
    parser.add_argument("--out", type=Path, required=True, help="folder for the league folders and lists of games")
    parser.add_argument("--games", type=int, default=30, help="training games (%(default)s)")
    parser.add_argument("--valid", type=int, default=10, help="validation games (%(default)s)")
    parser.add_argument("--test", type=int, default=10, help="test games (%(default)s)")
    parser.add_argument("--labels", default="v1", help="v1, v2 or a label set's JSON file (%(default)s)")
    parser.add_argument("--real-labels", type=Path, help="SoccerNet's root folder: use its labels, not sampled ones")
    parser.add_argument("--width", type=int, default=default.width, help="of the features (%(default)s)")
    parser.add_argument(
        "--half-minutes", type=float, default=default.half_minutes, help="length of a half (%(default)s)"
    )
    parser.add_argument("--events", type=float, default=default.events_per_half, help="mean per half (%(default)s)")
    parser.add_argument(
        "--look-alikes", type=float, default=default.lookalikes_per_half, help="mean per half (%(default)s)"
    )
    parser.add_argument("--difficulty", type=float, default=default.difficulty, help="noise (%(default)s)")
    parser.add_argument("--seed", type=int, default=default.seed, help="of everything (%(default)s)")


def run(args: argparse.Namespace) -> int:
    labels = label_set(args.labels)
    options = SimulationOptions(
        labels, args.width, args.half_minutes, args.events, args.look_alikes, args.difficulty, args.seed
    )
    counts = {"train": args.games, "valid": args.valid, "test": args.test}
    real = _real_games(args, sum(counts.values())) if args.real_labels else ()
    first = 0
    for split, count in counts.items():
        chosen = real[first : first + count]
        first += count
        names = []
        games = simulated_games(options, split, count, chosen)
        for game in tqdm(games, total=count, desc=split, unit="game", disable=None, leave=False):
            write_game(args.out, game, labels)
            names.append(game.name)
        if names:
            write_atomically(args.out / f"{split}.txt", "".join(f"{name}\n" for name in names).encode())
    print(f"{sum(counts.values())} simulated games are in {args.out}, listed in train.txt, valid.txt and test.txt.")
    return 0


def _real_games(args: argparse.Namespace, count: int) -> tuple[Game, ...]:
    games = games_with_labels(args.real_labels, label_set(args.labels))
    if len(games) < count:
        raise OptionError(f"{count} games are asked for, but {args.real_labels} has labels of {len(games)}.")
    order = np.random.default_rng(args.seed).permutation(len(games))[:count]
    return tuple(games[i] for i in order)
