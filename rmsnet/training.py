"""Training RMS-Net (paper, sections III-B to IV-B), as a stream of epochs.

All randomness of an epoch follows from (seed, epoch), of a batch from (seed, epoch, batch, process), so a run that is
killed and resumed at the last whole epoch ends with the same weights as one that was not.
"""

from __future__ import annotations

import math
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from rmsnet import checkpoint, processes, training_state
from rmsnet.config import NetworkConfig, SpottingOptions
from rmsnet.device import choose_device, resolve_precision
from rmsnet.divergence import DivergenceWatch
from rmsnet.errors import OptionError, OutputError
from rmsnet.feature_bank import FeatureBank, SnippetSource
from rmsnet.frame_training import FrameBank, computed_features
from rmsnet.masking import frame_indices, plan
from rmsnet.model import RMSNet
from rmsnet.sampling import Draw, Indices, SnippetPool, collect
from rmsnet.schedule import learning_rate
from rmsnet.training_data import TrainingGame, data_fingerprint, feature_width
from rmsnet.training_options import TrainingOptions
from rmsnet.training_state import EpochReport, Progress, RunFolder
from rmsnet.training_step import TrainingStep
from rmsnet.validation import evaluate, paper_options, tune


@dataclass(frozen=True, slots=True)
class BatchDone:
    """A batch was trained on: for progress.

    Attributes:
        epoch: 0-based.
        batch: 0-based in the epoch.
        batches: in an epoch.
    """

    epoch: int
    batch: int
    batches: int


def train(
    games: Sequence[TrainingGame],
    valid: Sequence[TrainingGame],
    config: NetworkConfig,
    options: TrainingOptions,
    out: Path,
    *,
    network: RMSNet | None = None,
    resume: bool = False,
    statement: str | None = None,
) -> Iterator[EpochReport]:
    """Train a network and leave its best checkpoint in ``out/best.safetensors``.

    Games hold features, which train the head alone, or frames, which train the backbone too. After the last epoch
    dense mode's options are tuned on the validation games and stored in the checkpoint.

    Args:
        games: to learn from, without the substitutions of half time (section III-C).
        valid: to choose the best epoch with, complete.
        config: the network; its ``feature_dim`` must be the features'.
        options: how to train.
        out: the run's folder; made when it is missing.
        network: where to start from; ImageNet's backbone and a random head from the seed when absent.
        resume: go on with the run in ``out``, if there is one.
        statement: one sentence for people about what the network learned from; kept in the checkpoint.

    Yields:
        A report after each epoch; earlier epochs of a resumed run are not repeated.

    Raises:
        OptionError: the games, the configuration and the options do not fit together.
        OutputError: ``out`` already holds a run, or cannot be written.
        TrainingDivergedError: the loss became NaN or as bad as guessing; the best checkpoint is kept.
    """
    steps = train_steps(games, valid, config, options, out, network=network, resume=resume, statement=statement)
    for step in steps:
        if isinstance(step, EpochReport):
            yield step


def train_steps(
    games: Sequence[TrainingGame],
    valid: Sequence[TrainingGame],
    config: NetworkConfig,
    options: TrainingOptions,
    out: Path,
    *,
    network: RMSNet | None = None,
    resume: bool = False,
    statement: str | None = None,
) -> Iterator[BatchDone | EpochReport]:
    """``train``, with a step after each batch too."""
    training = _Training(games, valid, config, options, out, network)
    training.start(resume)
    while training.next_epoch is not None:
        yield from training.epoch(training.next_epoch)
    training.finish(statement)


class _Training:
    """A run in progress."""

    def __init__(
        self,
        games: Sequence[TrainingGame],
        valid: Sequence[TrainingGame],
        config: NetworkConfig,
        options: TrainingOptions,
        out: Path,
        network: RMSNet | None,
    ) -> None:
        _check(games, valid, config)
        self.config, self.options, self.run = config, options, RunFolder(out)
        self.pool = _pool(games, config, options)
        self.valid = valid
        self.rank, self.world = processes.rank(), processes.count()
        self.device = processes.device(choose_device(options.device))
        self.network = (network or initial_network(config, options.seed)).to(self.device)
        self.source = self._source(games)
        parameters = _trained_parameters(self.network, games, options)
        self.optimizer = torch.optim.SGD(
            parameters, lr=options.lr, momentum=options.momentum, weight_decay=options.weight_decay
        )
        step = TrainingStep(self.network, resolve_precision(options.precision, self.device), self.device)
        regression = config.offset_regression and options.lambda_offset > 0
        self.step = processes.replicate(step, self.device, every_parameter_used=regression)
        self.progress = Progress(_identity(games, valid, config, options))
        classes = sum(count > 0 for count in self.pool.counts()) + 1
        self.examples = classes * options.snippets_per_class
        self.batches = math.ceil(self.examples / options.batch_size)
        self.warmup = round(options.warmup_epochs * self.batches)
        self.watch = DivergenceWatch(len(config.labels), options.lambda_offset * regression, options.lr, self.warmup)

    def start(self, resume: bool) -> None:
        """Make the folder, or take up the run that is in it."""
        if self.run.last.exists() and not resume:
            raise OutputError(self.run.folder, "already holds a training run", "Give --resume or another folder.")
        try:
            self.run.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise OutputError(self.run.folder, f"cannot be made ({error})", "Give another folder.") from error
        if self.run.last.exists():
            identity = self.progress.identity
            self.progress = training_state.load_state(self.run.last, self.network, self.optimizer)
            _refuse_other_run(self.run.last, self.progress.identity, identity)
            self.watch.beaten = self.progress.chance_beaten

    @property
    def next_epoch(self) -> int | None:
        """The epoch to train next; None when the run is over."""
        done = len(self.progress.history)
        stop = self.options.patience and self.progress.epochs_without_better() >= self.options.patience
        return None if stop or done >= self.options.epochs else done

    def epoch(self, epoch: int) -> Iterator[BatchDone | EpochReport]:
        """Train one epoch, validate, and write the run's state."""
        draw, frames = self._draw(epoch)
        began = time.perf_counter()
        sums = torch.zeros(3, dtype=torch.float64, device=self.device)
        self.step.train()
        for batch in range(self.batches):
            sums += self._batch(epoch, batch, draw, frames)
            yield BatchDone(epoch, batch, self.batches)
        total, classification, offset = (sums / self.batches).tolist()
        self.watch.end_epoch(classification, offset)
        seconds = time.perf_counter() - began
        scores = processes.from_first(self._validate)
        best = self.progress.best
        report = EpochReport(
            epoch=epoch,
            epochs=self.options.epochs,
            lr=self.optimizer.param_groups[0]["lr"],
            loss=total,
            classification=classification,
            offset=offset,
            average_map=scores["a_mAP"],
            per_label=scores["a_mAP_per_label"],
            improved=best is None or scores["a_mAP"] > best.average_map,
            seconds=seconds,
            examples_per_second=self.examples / seconds,
            peak_memory_mb=_peak_memory(self.device),
        )
        history = (*self.progress.history, report)
        self.progress = replace(self.progress, history=history, chance_beaten=self.watch.beaten)
        if self.rank == 0:
            self._write(report)
        yield report

    def finish(self, statement: str | None) -> None:
        """Tune dense mode on the validation games and write the best checkpoint with its record."""
        if self.rank != 0:
            return
        best = checkpoint.load(self.run.best).network.to(self.device)
        valid = computed_features(best, self.valid)
        paper = evaluate(best, valid, paper_options())
        options, dense = tune(best, valid)
        record = self._record()
        record["statement"] = statement or f"Trained on {record['data']['training_games']} games."
        record["validation"] = {"paper": paper.to_json(), "dense": dense.to_json()}
        checkpoint.save(self.run.best, best, options, record)

    def _draw(self, epoch: int) -> tuple[Draw, Indices]:
        options, length = self.options, self.config.snippet_frames
        rng = np.random.default_rng([options.seed, epoch])
        draw = self.pool.draw(rng, options.snippets_per_class)
        mask = plan(options.masking, rng, draw, self.pool.background, length)
        return draw, frame_indices(draw, mask, length)

    def _batch(self, epoch: int, batch: int, draw: Draw, frames: Indices) -> Tensor:
        options = self.options
        iteration = epoch * self.batches + batch
        rate = learning_rate(options.lr, iteration, options.epochs * self.batches, self.warmup)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        whole = slice(batch * options.batch_size, (batch + 1) * options.batch_size)
        labels = draw.label[whole]
        part = slice(self.rank, None, self.world)
        seed = np.random.SeedSequence([options.seed, epoch, batch, self.rank]).generate_state(1)[0]
        with torch.random.fork_rng([self.device] if self.device.type == "cuda" else []):
            torch.manual_seed(int(seed))
            losses = self.step(
                self.source.gather(frames[whole][part]),
                torch.from_numpy(labels[part]).to(self.device),
                torch.from_numpy(draw.offsets(self.config.snippet_frames)[whole][part]).to(self.device),
                options.lambda_offset,
                len(labels) / self.world,
                float((labels < self.pool.labels).sum()) / self.world,
            )
        self.optimizer.zero_grad(set_to_none=True)
        losses.total.backward()
        self.optimizer.step()
        values = processes.mean(torch.stack([value.detach().double() for value in losses]))
        self.watch.add(float(values[0]))
        return values

    def _validate(self) -> dict[str, Any]:
        self.step.eval()
        games = computed_features(self.network, self.valid)
        return evaluate(self.network, games, paper_options()).to_json()

    def _write(self, report: EpochReport) -> None:
        # The state comes last: a kill in between repeats the epoch, which ends the same.
        if report.improved:
            checkpoint.save(self.run.best, self.network, SpottingOptions(), self._record())
        training_state.write_log(self.run, self.progress.history)
        training_state.save_state(self.run.last, self.network, self.optimizer, self.progress)

    def _record(self) -> dict[str, Any]:
        best = self.progress.best
        identity = self.progress.identity
        counts = dict(zip(self.config.labels.names, self.pool.counts(), strict=True))
        return {
            "statement": f"Training in progress, epoch {len(self.progress.history)}.",
            "options": identity["options"],
            "data": {
                **identity["data"],
                "foreground_snippets": counts,
                "background_snippets": len(self.pool.background),
            },
            "epochs_done": len(self.progress.history),
            "best_epoch": best.epoch if best else None,
        }

    def _source(self, games: Sequence[TrainingGame]) -> SnippetSource:
        if feature_width(games) is None:
            return FrameBank(games, self.device)
        return FeatureBank(games, self.device, self.options.half_storage)


def initial_network(config: NetworkConfig, seed: int) -> RMSNet:
    """A network with ImageNet's backbone (if the configuration has one) and a random head that follows the seed."""
    with torch.random.fork_rng([]):
        torch.manual_seed(seed)
        return RMSNet(config, pretrained=True)


def _pool(games: Sequence[TrainingGame], config: NetworkConfig, options: TrainingOptions) -> SnippetPool:
    halves = [(len(half.features), half.events) for game in games for half in game.halves]
    return collect(halves, len(config.labels), config.snippet_frames, options.uniform_offsets)


def _trained_parameters(network: RMSNet, games: Sequence[TrainingGame], options: TrainingOptions) -> list[nn.Parameter]:
    if network.backbone is not None:
        network.backbone.requires_grad_(False)
        if feature_width(games) is None and options.finetune == "last_block":
            network.backbone.requires_grad_(True)
            network.backbone.freeze_below_last_block()
    return [parameter for parameter in network.parameters() if parameter.requires_grad]


def _check(games: Sequence[TrainingGame], valid: Sequence[TrainingGame], config: NetworkConfig) -> None:
    width, valid_width = feature_width(games), feature_width(valid)
    if width != valid_width:
        raise OptionError(f"Training games have features of width {width}, validation games of {valid_width}.")
    if width is None and config.backbone is None:
        raise OptionError("The games hold frames, but the network has no backbone; choose one.")
    if width is not None and width != config.feature_dim:
        raise OptionError(f"The features have width {width}, but the network takes {config.feature_dim}.")
    labels = {event.label for game in (*games, *valid) for half in game.halves for event in half.events}
    if labels and max(labels) >= len(config.labels):
        raise OptionError(f"An event has class {max(labels)}, but there are {len(config.labels)} labels.")
    if not any(half.events for game in valid for half in game.halves):
        raise OptionError("The validation games hold no event; give games with events.")


def _identity(
    games: Sequence[TrainingGame], valid: Sequence[TrainingGame], config: NetworkConfig, options: TrainingOptions
) -> dict[str, Any]:
    return {
        "config": config.to_json(),
        "options": options.to_json(),
        "data": {
            "training": data_fingerprint(games),
            "validation": data_fingerprint(valid),
            "training_games": len(games),
            "validation_games": len(valid),
        },
    }


def _refuse_other_run(path: Path, there: dict[str, Any], asked: dict[str, Any]) -> None:
    changed = [key for part in there for key in there[part] if there[part][key] != asked.get(part, {}).get(key)]
    if changed:
        raise OutputError(
            path,
            f"was trained with other values of {', '.join(changed)}",
            "Resume with the same settings and data, or start in another folder.",
        )


def _peak_memory(device: torch.device) -> float:
    return torch.cuda.max_memory_allocated(device) / 2**20 if device.type == "cuda" else 0.0
