"""The ablations' tables as Markdown and figures as PNG."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from rmsnet.ablation import FULL, Result, Table
from rmsnet.config import SpottingOptions
from rmsnet.errors import OptionError
from rmsnet.model import RMSNet
from rmsnet.spotter import spot_features
from rmsnet.training_data import TrainingGame
from rmsnet.validation import DELTAS

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

_BARE = "without offset regression"
_AROUND_SECONDS = 60.0  # shown to each side of an event in Figure 7


def markdown(table: Table, results: Sequence[Result]) -> str:
    """A table: mean and spread over seeds of Average-mAP in per cent, and the paper's figure."""
    seeds = sorted({result.seed for result in results})
    lines = [
        f"### {'Figure' if table.key == '6' else 'Table'} {table.key}: {table.title}",
        "",
        "| model | validation | test | against full | dense test | paper's test |",
        "|---|---|---|---|---|---|",
    ]
    full = _values(results, FULL, "test")
    for variant in table.variants:
        test = _values(results, variant.name, "test")
        if not len(test):
            continue
        change = f"{test.mean() - full.mean():+.1f}" if len(full) else ""
        mark = " †" if any(result.diverged for result in results if result.variant == variant.name) else ""
        cells = [_cell(_values(results, variant.name, kind)) for kind in ("valid", "test", "dense")]
        paper = "" if variant.paper is None else f"{variant.paper:.1f}"
        name = f"lambda = 10 ({FULL})" if table.key == "6" and variant.name == FULL else variant.name
        lines.append(f"| {name}{mark} | {cells[0]} | {cells[1]} | {change} | {cells[2]} | {paper} |")
    count = f"{len(seeds)} seeds ({', '.join(map(str, seeds))})"
    lines += ["", f"Average-mAP in per cent, mean ± standard deviation over {count}."]
    if any("†" in line for line in lines):
        lines.append("† a run diverged; measured with the best checkpoint before that.")
    return "\n".join([*lines, ""])


def by_tolerance_and_label(results: Sequence[Result], labels: Sequence[str]) -> bytes:
    """Figure 4: AP of each label by tolerance, full model."""
    figure, axes = _figure()
    chosen = [result for result in results if result.variant == FULL]
    table = np.mean([result.test["AP_per_delta_per_label"] for result in chosen], axis=0)
    for name, column in zip(labels, table.T, strict=True):
        axes.plot(_tolerances(), 100 * column, marker="o", ms=3, label=name)
    axes.set(xlabel="tolerance δ (s)", ylabel="AP (%)", title="AP by label and tolerance", ylim=(0, 100))
    axes.legend()
    return _png(figure)


def by_tolerance(results: Sequence[Result]) -> bytes:
    """Figure 5: mAP by tolerance, with and without the offset regression."""
    figure, axes = _figure()
    for name, colour in ((FULL, "tab:red"), (_BARE, "tab:blue")):
        chosen = [result.test["mAP_per_delta"] for result in results if result.variant == name]
        if chosen:
            axes.plot(_tolerances(), 100 * np.mean(chosen, axis=0), colour, marker="o", ms=3, label=name)
    axes.set(xlabel="tolerance δ (s)", ylabel="mAP (%)", title="mAP by tolerance", ylim=(0, 100))
    axes.legend()
    return _png(figure)


def by_lambda(table: Table, results: Sequence[Result]) -> bytes:
    """Figure 6: Average-mAP by the weight of the regression."""
    figure, axes = _figure()
    points = []
    for variant in table.variants:
        values = _values(results, variant.name, "test")
        if len(values):
            points.append((float(dict(variant.options).get("lambda_offset", 10.0)), values.mean(), values.std()))
    weight, mean, spread = np.array(points).T
    axes.errorbar(weight, mean, spread, marker="o", capsize=3)
    axes.set(xscale="symlog", xlabel="λ", ylabel="test Average-mAP (%)", title="Weight of the offset regression")
    return _png(figure)


def votes_against_truth(network: RMSNet, games: Sequence[TrainingGame]) -> bytes:
    """Figure 7: how many snippets voted for each frame around the first event of each label, and the truth."""
    labels = network.config.labels.names
    figure, _ = _figure(len(labels), height=2.0)
    rate = float(network.config.rate)
    for index, name in enumerate(labels):
        panel = figure.axes[index]
        for features, frame in _first_event(games, index):
            curves = spot_features(network, features, SpottingOptions()).curves
            around = slice(max(0, int(frame - _AROUND_SECONDS * rate)), int(frame + _AROUND_SECONDS * rate))
            panel.plot(curves.times[around], curves.counts[index][around], "tab:blue")
            panel.axvline(frame / rate, color="tab:red")
        panel.set(ylabel="votes", title=name)
    figure.axes[-1].set(xlabel="time (s)")
    return _png(figure)


def _first_event(games: Sequence[TrainingGame], label: int) -> Iterator[tuple[np.ndarray, int]]:
    for game in games:
        for half in game.halves:
            for event in half.events:
                if event.label == label:
                    yield half.features, event.frame
                    return


def _values(results: Sequence[Result], name: str, kind: str) -> np.ndarray:
    return np.array([100 * getattr(result, kind)["a_mAP"] for result in results if result.variant == name])


def _cell(values: np.ndarray) -> str:
    return f"{values.mean():.1f}" if len(values) == 1 else f"{values.mean():.1f} ± {values.std(ddof=1):.1f}"


def _tolerances() -> list[float]:
    return [float(delta) for delta in DELTAS]


def _figure(rows: int = 1, height: float = 4.0) -> tuple[Figure, Axes]:
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as error:
        raise OptionError('Figures need matplotlib: pip install "rmsnet-highlights[research]".') from error
    figure = Figure(figsize=(6, height * rows), layout="constrained")
    FigureCanvasAgg(figure)
    axes = [figure.add_subplot(rows, 1, row + 1) for row in range(rows)]
    return figure, axes[0]


def _png(figure: Figure) -> bytes:
    content = io.BytesIO()
    figure.savefig(content, format="png", dpi=120)
    return content.getvalue()
