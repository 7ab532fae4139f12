"""Average-mAP exactly as SoccerNet's official evaluator computes it, in memory and vectorised.

Rules that surprise: a tolerance of 60 s is the full window, so a hit lies at most 30 s away; scores are
compared with 200 thresholds, so all above 0.995 tie; nothing is suppressed, a second spot on one event is a
false positive; a label without events counts 0 in the mean; and perfect precision with a recall of 0.99
scores 10/11, because the eleventh recall is 1.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from rmsnet.average_precision import Entries, FloatArray, average_precisions
from rmsnet.errors import OptionError
from rmsnet.labels import SOCCERNET_V2, LabelSet
from rmsnet.predictions import Halves
from rmsnet.soccernet import HALVES, RATE, Annotation

LOOSE_TOLERANCES = tuple(range(5, 61, 5))  # seconds, full width
_ENDLESS_SECONDS = 1e9  # beyond any half, and far from where 64-bit milliseconds end
TIGHT_TOLERANCES = tuple(range(1, 6))
# The official factor on the mean over the events not shown: only 13 of SoccerNet-v2's 17 labels have any.
_UNSHOWN_FACTOR = 17 / 13


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """Average precision by tolerance and label, and its means; all values are 0..1.

    Attributes:
        tolerances: full widths in seconds.
        labels: names in class order.
        ap: ``[tolerances, labels]`` 11-point interpolated average precision.
        factor: multiplies the mean over tolerances, as the official evaluator does for events not shown.
    """

    tolerances: tuple[int, ...]
    labels: tuple[str, ...]
    ap: FloatArray
    factor: float = 1.0

    @property
    def a_mAP(self) -> float:
        """Average-mAP: the mean over labels, averaged over the tolerances by the trapezoid rule."""
        return float(_trapezoid(self.ap.mean(axis=1))) * self.factor

    @property
    def a_mAP_per_label(self) -> dict[str, float]:
        """Average over the tolerances of each label's average precision (without ``factor``)."""
        return dict(zip(self.labels, _trapezoid(self.ap).tolist(), strict=True))

    @property
    def mAP_per_delta(self) -> dict[int, float]:
        """Mean over the labels at each tolerance in seconds (without ``factor``)."""
        return dict(zip(self.tolerances, self.ap.mean(axis=1).tolist(), strict=True))

    @property
    def ap_per_label_per_delta(self) -> dict[str, dict[int, float]]:
        """Average precision of each label at each tolerance in seconds."""
        columns = self.ap.T.tolist()
        return {
            name: dict(zip(self.tolerances, column, strict=True))
            for name, column in zip(self.labels, columns, strict=True)
        }


@dataclass(frozen=True, slots=True, eq=False)
class Evaluation:
    """The official numbers of a set of predictions; ``visible`` and ``unshown`` only where the labels say.

    Attributes:
        loose: tolerances 5, 10, ..., 60 s, the paper's Average-mAP.
        tight: tolerances 1, ..., 5 s.
        visible, unshown: ``loose`` over the events that the broadcast shows, or does not.
        events: annotated events of each label.
        spots: predictions of each label.
    """

    loose: Curve
    tight: Curve
    visible: Curve | None
    unshown: Curve | None
    events: dict[str, int]
    spots: dict[str, int]

    @property
    def a_mAP(self) -> float:
        """The Average-mAP of the paper, 0..1."""
        return self.loose.a_mAP

    @property
    def a_mAP_tight(self) -> float:
        """The Average-mAP over tolerances of 1 to 5 s, 0..1."""
        return self.tight.a_mAP

    def to_json(self) -> dict[str, Any]:
        """A JSON object with the official quantities under the official names; tolerances are text keys."""
        data: dict[str, Any] = {
            "a_mAP": self.a_mAP,
            "a_mAP_per_label": self.loose.a_mAP_per_label,
            "mAP_per_delta": _text_keys(self.loose.mAP_per_delta),
            "ap_per_label_per_delta": {name: _text_keys(ap) for name, ap in self.loose.ap_per_label_per_delta.items()},
            "a_mAP_tight": self.a_mAP_tight,
            "a_mAP_tight_per_label": self.tight.a_mAP_per_label,
            "mAP_per_delta_tight": _text_keys(self.tight.mAP_per_delta),
        }
        for name, curve in (("visible", self.visible), ("unshown", self.unshown)):
            if curve is not None:
                data[f"a_mAP_{name}"] = curve.a_mAP
                data[f"a_mAP_{name}_per_label"] = curve.a_mAP_per_label
                data[f"mAP_per_delta_{name}"] = _text_keys(curve.mAP_per_delta)
        return data | {"events": self.events, "spots": self.spots}


def evaluate_games(
    truth: Sequence[Sequence[Annotation]],
    predictions: Sequence[Halves],
    labels: LabelSet,
    rate: Fraction = RATE,
) -> Evaluation:
    """Measure predictions of whole games, in memory.

    Args:
        truth: the annotations of each game, in the order of their file.
        predictions: for each game its spots by half, in the order of their file: the last of several
            spots of one label in one frame wins. Thresholds are the evaluator's work: give every spot.
        labels: the label set, whose order of labels the result keeps.
        rate: frames per second at which times are compared; the official evaluator's is 2.

    Raises:
        OptionError: the two lists differ in length, or a spot's label is not in the set.
    """
    if len(truth) != len(predictions):
        raise OptionError(f"There are annotations of {len(truth)} games and predictions of {len(predictions)}.")
    index = {name: i for i, name in enumerate(labels.names)}
    events = _event_entries(truth, index, rate)
    spots = _spot_entries(predictions, index, rate)
    tolerances = (*TIGHT_TOLERANCES, *LOOSE_TOLERANCES)
    found = average_precisions(events, spots, len(labels), [Fraction(t) for t in tolerances], rate)
    tight = len(TIGHT_TOLERANCES)

    def loose_curve(ap: FloatArray, factor: float = 1.0) -> Curve:
        return Curve(LOOSE_TOLERANCES, labels.names, ap[tight:], factor)

    says_visible = any(annotation.visible is not None for game in truth for annotation in game)
    factor = _UNSHOWN_FACTOR if labels == SOCCERNET_V2 else 1.0
    return Evaluation(
        loose=loose_curve(found.all),
        tight=Curve(TIGHT_TOLERANCES, labels.names, found.all[:tight]),
        visible=loose_curve(found.visible) if says_visible else None,
        unshown=loose_curve(found.unshown, factor) if says_visible else None,
        events=_count(labels, events),
        spots=_count(labels, spots),
    )


def average_map(
    truth: Sequence[Sequence[Annotation]],
    predictions: Sequence[Halves],
    labels: LabelSet,
    rate: Fraction = RATE,
) -> float:
    """Only the Average-mAP, 0..1, as validation during training wants it; arguments as ``evaluate_games``."""
    return evaluate_games(truth, predictions, labels, rate).a_mAP


def _event_entries(games: Sequence[Sequence[Annotation]], index: dict[str, int], rate: Fraction) -> Entries:
    rows = (
        (2 * number + annotation.half, index[annotation.label], annotation.time, annotation.visible is not False)
        for number, game in enumerate(games)
        for annotation in game
        if annotation.half in HALVES
    )
    entries = _entries(rows, rate)
    return Entries(entries.half, entries.label, entries.frame, np.where(entries.value > 0, 1.0, -1.0))


def _spot_entries(games: Sequence[Halves], index: dict[str, int], rate: Fraction) -> Entries:
    unknown = {s.label for game in games for spots in game.values() for s in spots if s.label not in index}
    if unknown:
        raise OptionError(f"{min(unknown)!r} is not one of the labels {', '.join(index)}.")
    rows = (
        (2 * number + half, index[spot.label], spot.time, spot.confidence)
        for number, game in enumerate(games)
        for half in HALVES
        for spot in game.get(half, ())
    )
    return _entries(rows, rate)


def _entries(rows: Iterable[tuple[int, int, float, float]], rate: Fraction) -> Entries:
    table = np.array(list(rows), np.float64).reshape(-1, 4)
    seconds = np.clip(table[:, 2], -_ENDLESS_SECONDS, _ENDLESS_SECONDS)
    milliseconds = np.rint(seconds * 1000).astype(np.int64)
    frame = np.abs(milliseconds) * rate.numerator // (1000 * rate.denominator)
    frame = np.where(milliseconds < 0, -frame, frame)  # towards zero, like the package's int()
    return Entries(table[:, 0].astype(np.int64), table[:, 1].astype(np.int64), frame, table[:, 3])


def _count(labels: LabelSet, entries: Entries) -> dict[str, int]:
    counts = np.bincount(entries.label, minlength=len(labels))
    return dict(zip(labels.names, counts.tolist(), strict=True))


def _trapezoid(values: FloatArray) -> npt.NDArray[np.float64]:
    """Area over the first axis divided by the number of steps; one value stands for itself."""
    if len(values) == 1:
        return np.asarray(values[0])
    return np.asarray((values[:-1] + values[1:]).sum(axis=0) / 2 / (len(values) - 1))


def _text_keys(values: dict[int, float]) -> dict[str, float]:
    return {str(key): value for key, value in values.items()}
