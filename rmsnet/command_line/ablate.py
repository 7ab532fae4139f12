"""python -m rmsnet ablate: run the paper's ablations and write their tables and figures."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tqdm import tqdm

from rmsnet import ablation_report as report
from rmsnet import checkpoint
from rmsnet.ablation import FULL, Ablation, Result, Variant, chosen_variants, tables
from rmsnet.atomic import write_atomically
from rmsnet.config import NetworkConfig
from rmsnet.errors import OptionError
from rmsnet.game_checks import FeatureCheck, check_games
from rmsnet.labels import label_set
from rmsnet.soccernet import find_games
from rmsnet.training_data import TrainingGame, soccernet_games
from rmsnet.training_options import TrainingOptions, apply_settings

_FIGURES = ("4", "5", "6", "7")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, required=True, help="SoccerNet's root folder")
    parser.add_argument("--features", required=True, help="NAME.npy, which stands for 1_NAME.npy and 2_NAME.npy")
    parser.add_argument("--labels", required=True, help="v1, v2 or a label set's JSON file")
    parser.add_argument("--out", type=Path, required=True, help="folder for runs, tables and figures")
    for split in ("train", "valid", "test"):
        parser.add_argument(f"--{split}-games", default=split, help="a split or a list of games (%(default)s)")
    parser.add_argument("--tables", default="III,IV,V", help="of III, IV, V (%(default)s)")
    parser.add_argument("--figures", default="4,5,6,7", help="of 4, 5, 6, 7; 6 adds its own runs (%(default)s)")
    parser.add_argument("--seeds", default="0", help="such as 0,1,2 (%(default)s)")
    parser.add_argument("--epochs", type=int, help=f"of each run, at most ({TrainingOptions().epochs})")
    parser.add_argument("--set", action="append", default=[], metavar="KEY=VALUE", dest="settings",
                        help="settings of the base configuration, as for train")  # fmt: skip


def run(args: argparse.Namespace) -> int:
    keys, figures, seeds = _listed(args.tables), _listed(args.figures), _seeds(args.seeds)
    if wrong := [figure for figure in figures if figure not in _FIGURES]:
        raise OptionError(f"There is no figure {wrong[0]!r} to draw; there are {', '.join(_FIGURES)}.")
    keys += ["6"] if "6" in figures else []
    variants = chosen_variants(keys)
    if figures and FULL not in [variant.name for variant in variants]:
        variants.insert(0, tables()["III"].variants[0])
    ablation = _prepared(args)
    results = [_result(ablation, variant, seed) for seed in seeds for variant in variants]
    text = "\n".join(report.markdown(tables()[key], results) for key in keys)
    write_atomically(args.out / "ablations.md", text.encode())
    for figure in figures:
        write_atomically(args.out / f"figure{figure}.png", _drawn(figure, ablation, results, seeds[0]))
    print(text)
    return 0


def _prepared(args: argparse.Namespace) -> Ablation:
    config, options = apply_settings(NetworkConfig(labels=label_set(args.labels)), TrainingOptions(), args.settings)
    if args.epochs is not None:
        options = replace(options, epochs=args.epochs)
    width = None
    games: dict[str, tuple[TrainingGame, ...]] = {}
    for split in ("train", "valid", "test"):
        named = getattr(args, f"{split}_games")
        found = find_games(args.data, named if named in ("train", "valid", "test") else Path(named))
        checked = check_games(found, config.labels, FeatureCheck(args.features, width))
        width = checked.width
        games[split] = soccernet_games(checked.games, config.labels, args.features, training=split == "train")
    config = replace(config, feature_dim=width or config.feature_dim)
    return Ablation(games["train"], games["valid"], games["test"], config, options, args.out)


def _result(ablation: Ablation, variant: Variant, seed: int) -> Result:
    result = None
    with tqdm(
        ablation.run(variant, seed), desc=f"{variant.name}, seed {seed}", unit="epoch", disable=None, leave=False
    ) as steps:
        for step in steps:
            result = step if isinstance(step, Result) else None
    assert result is not None  # noqa: S101 - a run ends with its result
    print(
        f"{variant.name}, seed {seed}: validation {100 * result.valid['a_mAP']:.1f}, "
        f"test {100 * result.test['a_mAP']:.1f}, dense {100 * result.dense['a_mAP']:.1f}",
        flush=True,
    )
    return result


def _drawn(figure: str, ablation: Ablation, results: Sequence[Result], seed: int) -> bytes:
    if figure == "4":
        return report.by_tolerance_and_label(results, ablation.config.labels.names)
    if figure == "5":
        return report.by_tolerance(results)
    if figure == "6":
        return report.by_lambda(tables()["6"], results)
    full = tables()["III"].variants[0]
    best = checkpoint.load(ablation.run_folder(full, seed) / "best.safetensors")
    return report.votes_against_truth(best.network, ablation.test)


def _listed(text: str) -> list[str]:
    return [word.strip() for word in text.split(",") if word.strip()]


def _seeds(text: str) -> list[int]:
    try:
        seeds = [int(word) for word in _listed(text)]
    except ValueError as error:
        raise OptionError(f"--seeds is {text!r}; it must be whole numbers, such as 0,1,2.") from error
    if not seeds:
        raise OptionError("--seeds lists no number.")
    return seeds
