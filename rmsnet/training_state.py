"""What a run leaves on disk after every epoch: its state, its log, and a picture of the log."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, fields
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from safetensors.torch import save
from torch import Tensor, nn

from rmsnet.atomic import write_atomically
from rmsnet.errors import CheckpointError

_FORMAT = "rmsnet-training-state"


@dataclass(frozen=True, slots=True)
class EpochReport:
    """One epoch of training.

    Attributes:
        epoch: 0-based.
        epochs: at most, in the run.
        lr: rate of its last iteration.
        loss, classification, offset: means over the epoch's batches.
        average_map: Average-mAP in paper mode on the validation games, 0..1.
        per_label: Average-AP by label name.
        improved: whether this is the best epoch so far.
        seconds: taken by its training, without validation.
        examples_per_second: snippets trained on, over all processes.
        peak_memory_mb: of the GPU; 0 on a CPU.
    """

    epoch: int
    epochs: int
    lr: float
    loss: float
    classification: float
    offset: float
    average_map: float
    per_label: dict[str, float]
    improved: bool
    seconds: float
    examples_per_second: float
    peak_memory_mb: float = 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run has come.

    Attributes:
        identity: configuration, options and data: what must be the same when a run is resumed.
        history: the epochs done.
        chance_beaten: whether the network was ever clearly better than guessing.
    """

    identity: dict[str, Any]
    history: tuple[EpochReport, ...] = ()
    chance_beaten: bool = False

    @property
    def best(self) -> EpochReport | None:
        """The first epoch with the best validation score."""
        return max(self.history, key=lambda report: report.average_map, default=None)

    def epochs_without_better(self) -> int:
        """Epochs since the best one."""
        return len(self.history) - 1 - self.best.epoch if self.best else 0


@dataclass(frozen=True, slots=True)
class RunFolder:
    """The files of one run.

    Attributes:
        folder: where they are.
    """

    folder: Path
    best: Path = field(init=False)
    last: Path = field(init=False)
    log: Path = field(init=False)
    picture: Path = field(init=False)

    def __post_init__(self) -> None:
        for name, file in (
            ("best", "best.safetensors"),
            ("last", "last.safetensors"),
            ("log", "log.csv"),
            ("picture", "log.png"),
        ):
            object.__setattr__(self, name, self.folder / file)


def save_state(path: Path, network: nn.Module, optimizer: torch.optim.Optimizer, progress: Progress) -> None:
    """Write weights, momenta and progress as one file, in one step."""
    tensors = {f"network.{name}": value for name, value in network.state_dict().items()}
    for name, parameter in network.named_parameters():
        momentum = optimizer.state.get(parameter, {}).get("momentum_buffer")
        if momentum is not None:
            tensors[f"momentum.{name}"] = momentum
    content = save(
        {name: value.detach().cpu().contiguous() for name, value in tensors.items()},
        {"format": _FORMAT, "progress": json.dumps(asdict(progress))},
    )
    write_atomically(path, content)


def load_state(path: Path, network: nn.Module, optimizer: torch.optim.Optimizer) -> Progress:
    """Restore what ``save_state`` wrote into a network and an optimizer of the same shape.

    Raises:
        CheckpointError: damaged, foreign, or of another network.
    """
    remedy = "Start again in another folder, without --resume."
    try:
        with safe_open(path, framework="pt") as file:
            metadata = file.metadata() or {}
            tensors: dict[str, Tensor] = {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118
    except (SafetensorError, OSError) as error:
        raise CheckpointError(path, f"is not a readable training state ({error})", remedy) from error
    if metadata.get("format") != _FORMAT:
        raise CheckpointError(path, "is not the state of a training run", remedy)
    try:
        data = json.loads(metadata["progress"])
        network.load_state_dict(_part(tensors, "network."))
        for name, parameter in network.named_parameters():
            if (momentum := tensors.get(f"momentum.{name}")) is not None:
                optimizer.state[parameter]["momentum_buffer"] = momentum.to(parameter.device)
        history = tuple(EpochReport(**report) for report in data["history"])
        return Progress(data["identity"], history, data["chance_beaten"])
    except (KeyError, TypeError, ValueError, RuntimeError) as error:
        raise CheckpointError(path, f"is the state of another network ({error})", remedy) from error


def write_log(run: RunFolder, history: Sequence[EpochReport]) -> None:
    """Write the log as CSV and, where matplotlib is installed, as a picture."""
    names = [x.name for x in fields(EpochReport) if x.name != "per_label"]
    labels = list(history[0].per_label) if history else []
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow([*names, *(f"AP {label}" for label in labels)])
    for report in history:
        writer.writerow([*(getattr(report, name) for name in names), *report.per_label.values()])
    write_atomically(run.log, text.getvalue().encode())
    if (picture := draw_log(history)) is not None:
        write_atomically(run.picture, picture)


def draw_log(history: Sequence[EpochReport]) -> bytes | None:
    """Loss and validation Average-mAP by epoch as PNG; None without matplotlib."""
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError:
        return None
    epochs = [report.epoch for report in history]
    figure = Figure(figsize=(9, 3.5), layout="constrained")
    FigureCanvasAgg(figure)
    losses, scores = figure.subplots(1, 2)
    losses.plot(epochs, [report.classification for report in history], label="classification")
    losses.plot(epochs, [report.offset for report in history], label="offset")
    losses.set(xlabel="epoch", title="training loss", yscale="log")
    scores.plot(epochs, [100 * report.average_map for report in history], "k", label="all labels")
    for label in history[0].per_label if history else ():
        scores.plot(epochs, [100 * report.per_label[label] for report in history], lw=1, label=label)
    scores.set(xlabel="epoch", title="validation Average-mAP (paper mode)")
    losses.legend()
    scores.legend(fontsize="small", ncols=2)
    content = io.BytesIO()
    figure.savefig(content, format="png", dpi=100)
    return content.getvalue()


def _part(tensors: dict[str, Tensor], prefix: str) -> dict[str, Tensor]:
    return {name.removeprefix(prefix): value for name, value in tensors.items() if name.startswith(prefix)}
