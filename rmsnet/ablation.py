"""The paper's ablations from one base configuration: Tables III, IV and V and the sweep of Figure 6.

Every run has a folder; a finished one is read, not repeated, and an unfinished one is resumed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from rmsnet import checkpoint
from rmsnet.atomic import write_atomically
from rmsnet.config import NetworkConfig
from rmsnet.errors import FileProblemError, OptionError, TrainingDivergedError
from rmsnet.frame_training import computed_features
from rmsnet.training import train
from rmsnet.training_data import TrainingGame, data_fingerprint
from rmsnet.training_options import TrainingOptions
from rmsnet.training_state import EpochReport
from rmsnet.validation import evaluate, paper_options

FULL = "full model"
_P = {"1/5": 1 / 5, "1/4": 1 / 4, "1/3": 1 / 3, "1/2": 1 / 2, "1": 1.0}
_Q = ("0.1", "0.25", "0.5", "0.75", "1")
_LAMBDAS = ("0", "0.1", "1", "10", "30", "100")


@dataclass(frozen=True, slots=True)
class Variant:
    """One row of a table.

    Attributes:
        name: of the row, and of the folder of its runs.
        options: the training options it changes.
        offset_regression: False takes every event at the snippet's centre.
        paper: Average-mAP the paper has on the test set, in per cent; None where it has only a curve.
    """

    name: str
    options: tuple[tuple[str, Any], ...] = ()
    offset_regression: bool = True
    paper: float | None = None

    def apply(self, config: NetworkConfig, options: TrainingOptions) -> tuple[NetworkConfig, TrainingOptions]:
        """The base configuration and options, changed."""
        return replace(config, offset_regression=self.offset_regression), replace(options, **dict(self.options))


@dataclass(frozen=True, slots=True)
class Table:
    """One table or figure of the paper.

    Attributes:
        key: "III", "IV", "V" or "6".
        title: what it shows.
        variants: its rows; ``FULL`` stands for the base configuration, which all of them share.
    """

    key: str
    title: str
    variants: tuple[Variant, ...]


_BASE = Variant(FULL, paper=65.5)


def tables() -> dict[str, Table]:
    """The ablations by key, in the paper's order."""
    without = (
        # Without uniform offsets the paper drops the regression too, since all offsets are one half.
        Variant("without uniform offsets", (("uniform_offsets", False), ("mask_p", 0.0)), False, 46.2),
        Variant("without offset regression", (), False, 55.7),
        Variant("without masking", (("mask_p", 0.0),), True, 64.0),
    )
    p_scores, q_scores = (64.6, 64.4, 65.5, 64.4, 60.7), (63.4, 64.7, 65.5, 64.0, 62.6)
    after = (62.5, 62.9, 61.8, 60.7, 54.1)
    masking = [_masked(f"p = {p}, q = 0.5", score, mask_p=_P[p]) for p, score in zip(_P, p_scores, strict=True)]
    masking += [_masked(f"p = 1/3, q = {q}", score, mask_q=float(q)) for q, score in zip(_Q, q_scores, strict=True)]
    sides = [
        _masked(f"after, p = {p}", score, mask_p=_P[p], mask_side="after") for p, score in zip(_P, after, strict=True)
    ]
    lambdas = [Variant(f"lambda = {x}", (("lambda_offset", float(x)),)) for x in _LAMBDAS if x != "10"]
    lambdas.insert(_LAMBDAS.index("10"), _BASE)
    return {
        "III": Table("III", "Removing key components", (_BASE, *without)),
        "IV": Table("IV", "Masking probability p and maximum offset q", tuple(dict.fromkeys(masking))),
        "V": Table("V", "Masking frames after the event", tuple(sides)),
        "6": Table("6", "Weight of the offset regression", tuple(lambdas)),
    }


def _masked(name: str, paper: float, **options: Any) -> Variant:
    if name == "p = 1/3, q = 0.5":
        return _BASE
    return Variant(name, tuple(options.items()), paper=paper)


@dataclass(frozen=True, slots=True)
class Result:
    """Scores of one run, in the form of ``validation.Scores.to_json``, all 0..1.

    Attributes:
        variant: its row.
        seed: of the run.
        valid: paper mode on the validation games.
        test: paper mode on the test games.
        dense: dense mode on the test games, tuned on the validation games.
        diverged: what the training said if it diverged; the scores are those of its best checkpoint before.
    """

    variant: str
    seed: int
    valid: dict[str, Any]
    test: dict[str, Any]
    dense: dict[str, Any]
    diverged: str = ""


@dataclass(frozen=True, slots=True, eq=False)
class Ablation:
    """What all runs share.

    Attributes:
        train, valid, test: the games.
        config, options: the base configuration.
        out: folder of the runs.
    """

    train: Sequence[TrainingGame]
    valid: Sequence[TrainingGame]
    test: Sequence[TrainingGame]
    config: NetworkConfig
    options: TrainingOptions
    out: Path

    def run(self, variant: Variant, seed: int) -> Iterator[EpochReport | Result]:
        """Train and test one variant; yields its epochs, and last its result.

        Raises:
            FileProblemError: the folder holds a result of other data or options.
        """
        config, options = variant.apply(self.config, replace(self.options, seed=seed))
        folder = self.run_folder(variant, seed)
        path = folder / "result.json"
        asked = {"config": config.to_json(), "options": options.to_json(), "test": data_fingerprint(self.test)}
        if path.is_file():
            yield _read(path, asked)
            return
        diverged = ""
        try:
            yield from train(self.train, self.valid, config, options, folder, resume=True)
        except TrainingDivergedError as error:
            if not (folder / "best.safetensors").is_file():
                raise
            diverged = str(error)
        result = self._tested(folder, variant, seed, diverged)
        write_atomically(path, json.dumps({"asked": asked, "result": asdict(result)}, indent=1).encode())
        yield result

    def _tested(self, folder: Path, variant: Variant, seed: int, diverged: str) -> Result:
        best = checkpoint.load(folder / "best.safetensors")
        network, paper = best.network, paper_options()
        valid, test = (computed_features(network, games) for games in (self.valid, self.test))
        scores = [
            evaluate(network, games, options).to_json()
            for games, options in ((valid, paper), (test, paper), (test, best.options))
        ]
        return Result(variant.name, seed, scores[0], scores[1], scores[2], diverged)

    def run_folder(self, variant: Variant, seed: int) -> Path:
        """Where a run's checkpoint, log and result are."""
        name = variant.name.replace("/", "-").replace(" = ", "_").replace(", ", "_").replace(" ", "_")
        return self.out / "runs" / f"{name}_seed{seed}"


def chosen_variants(keys: Sequence[str]) -> list[Variant]:
    """The variants of some tables, each once.

    Raises:
        OptionError: there is no such table.
    """
    known = tables()
    if unknown := [key for key in keys if key not in known]:
        raise OptionError(f"There is no ablation {unknown[0]!r}; there are {', '.join(known)}.")
    return list(dict.fromkeys(variant for key in keys for variant in known[key].variants))


def _read(path: Path, asked: dict[str, Any]) -> Result:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        result, there = Result(**data["result"]), data["asked"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise FileProblemError(path, f"is not a readable result ({error})", "Delete it to run it again.") from error
    if there != asked:
        raise FileProblemError(path, "is of other data or settings", "Give another folder, or delete this one.")
    return result
