"""SoccerNet's ``results_spotting.json``: the file every spotter writes and the official evaluator reads."""

from __future__ import annotations

import json
import math
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from rmsnet.atomic import write_atomically
from rmsnet.errors import PredictionFileError
from rmsnet.labels import LabelSet
from rmsnet.soccernet import HALVES, RATE
from rmsnet.spots import Spot

FILE_NAME = "results_spotting.json"
Halves = Mapping[int, Sequence[Spot]]  # spots of a game by half (1, 2); times in seconds inside the half
_LOGIT_RANGE = 17.0  # a float32 softmax knows nothing between 1 - 6e-8 (logit 16.6) and 1


@dataclass(frozen=True, slots=True)
class GamePredictions:
    """The spots of one game.

    Attributes:
        halves: spots by half (1 and 2, always both), in the order of the file; times are seconds inside
            the half, labels are names of the label set, confidences are as written.
        unknown_words: label words of the file that the set does not know, one for each spot left out.
    """

    halves: Mapping[int, tuple[Spot, ...]]
    unknown_words: tuple[str, ...] = field(default=())


class Predictions:
    """The predictions of many games: a folder or a zip archive of ``GAME/results_spotting.json``.

    A context manager; an archive is opened once.

    Raises:
        PredictionFileError: neither a folder nor a zip archive.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._archive: zipfile.ZipFile | None = None
        if path.is_dir():
            return
        try:
            self._archive = zipfile.ZipFile(path)
        except (OSError, zipfile.BadZipFile) as error:
            raise PredictionFileError(
                path, "is neither a folder nor a zip archive of predictions", "Give the folder that holds the leagues."
            ) from error

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._archive is not None:
            self._archive.close()

    def read(self, game: str, labels: LabelSet) -> GamePredictions:
        """The spots of one game by its SoccerNet name.

        Raises:
            PredictionFileError: the game is missing, or its file is damaged.
        """
        name = f"{game}/{FILE_NAME}"
        path = self.path / name  # also for an archive: it reads as archive.zip/league/season/game/...
        try:
            data = self._archive.read(name) if self._archive else path.read_bytes()
        except (FileNotFoundError, KeyError) as error:
            raise PredictionFileError(
                self.path,
                f"holds no predictions for the game {game!r}",
                f"Add {FILE_NAME} in the game's folder (an empty list of predictions will do), or leave the game out.",
            ) from error
        except (OSError, zipfile.BadZipFile) as error:
            raise PredictionFileError(path, f"cannot be read ({error})", "Write it again.") from error
        return _parse(path, data, labels)


def read_predictions(path: Path, game: str, labels: LabelSet) -> GamePredictions:
    """One game's spots from a folder or zip archive of many games, or from one JSON file; see ``Predictions``."""
    if path.is_file() and not zipfile.is_zipfile(path):
        try:
            return _parse(path, path.read_bytes(), labels)
        except OSError as error:
            raise PredictionFileError(path, f"cannot be read ({error})", "Write it again.") from error
    with Predictions(path) as predictions:
        return predictions.read(game, labels)


def write_predictions(
    path: Path,
    game: str,
    halves: Halves,
    labels: LabelSet,
    *,
    rate: Fraction | None = RATE,
) -> None:
    """Write one game's ``results_spotting.json``, exactly as the official evaluator reads it, atomically.

    Args:
        path: the file to write; its folder must exist.
        game: SoccerNet's name of the game, or any name for another source.
        halves: spots by half (1, 2), times in seconds inside the half; ``spread_confidences`` of them
            for spotters whose confidences crowd above 0.995.
        labels: the label set, which knows the official words.
        rate: move each time to the nearest sampled frame of this rate, see ``position_ms``; None keeps it.

    Raises:
        OptionError: a spot's label is not in the set.
        OutputError: the file cannot be written.
    """
    entries = [
        _entry(half, spot, labels, rate)
        for half in sorted(halves)
        for spot in sorted(halves[half], key=lambda spot: spot.time)
    ]
    text = json.dumps({"UrlLocal": game, "predictions": entries}, indent=4, ensure_ascii=False)
    write_atomically(path, text.encode() + b"\n")


def position_ms(time: float, rate: Fraction | None) -> int:
    """SoccerNet's ``position``: milliseconds from the start of the half, never negative.

    The evaluator cuts off the part of a frame: a time of 9.99 frames counts as frame 9. Spots are
    estimates around an event's frame, so each is moved to the nearest frame of ``rate`` first, at
    that frame's first whole millisecond. With a rate of None the time is only rounded to milliseconds.
    """
    if rate is None:
        return max(round(time * 1000), 0)
    return max(math.ceil(Fraction(round(Fraction(time) * rate)) / rate * 1000), 0)


def official_halves(halves: Halves, rate: Fraction = RATE) -> dict[int, tuple[Spot, ...]]:
    """The spots as ``write_predictions`` and ``read_predictions`` would hand them on, without a file."""
    return {
        half: tuple(
            Spot(position_ms(spot.time, rate) / 1000, spot.label, spot.confidence)
            for spot in sorted(halves.get(half, ()), key=lambda spot: spot.time)
        )
        for half in HALVES
    }


def spread_confidence(confidence: float) -> float:
    """A confidence 0..1 on a scale that the evaluator's 200 thresholds can tell apart: its logit.

    ``0.5 + logit(c) / 34``, cut to 0..1. It keeps the order of confidences and 0, 0.5 and 1, and turns
    0.995, 0.9995 and 0.99995 from one tie into 0.66, 0.72 and 0.79. It is no longer a probability: use
    it for the official evaluator, not for thresholds.
    """
    if confidence <= 0 or confidence >= 1:
        return min(max(confidence, 0.0), 1.0)
    logit = math.log(confidence) - math.log1p(-confidence)
    return min(max(0.5 + logit / (2 * _LOGIT_RANGE), 0.0), 1.0)


def spread_confidences(halves: Halves) -> dict[int, tuple[Spot, ...]]:
    """The spots of a game with ``spread_confidence`` of each confidence."""
    return {
        half: tuple(replace(spot, confidence=spread_confidence(spot.confidence)) for spot in spots)
        for half, spots in halves.items()
    }


def _entry(half: int, spot: Spot, labels: LabelSet, rate: Fraction | None) -> dict[str, str]:
    position = position_ms(spot.time, rate)
    minutes, seconds = divmod(position // 1000, 60)
    return {
        "gameTime": f"{half} - {minutes:02d}:{seconds:02d}",
        "label": labels.find(spot.label).soccernet,
        "position": str(position),
        "half": str(half),
        "confidence": repr(float(spot.confidence)),
    }


def _parse(path: Path, data: bytes, labels: LabelSet) -> GamePredictions:
    try:
        entries = json.loads(data.decode("utf-8-sig"))["predictions"]
    except (ValueError, KeyError, TypeError) as error:
        raise PredictionFileError(
            path, f"is not a {FILE_NAME} ({error})", 'It must hold {"predictions": [...]}.'
        ) from error
    if not isinstance(entries, list):
        raise PredictionFileError(path, "has no list of predictions", 'It must hold {"predictions": [...]}.')
    words = {label.soccernet: label.name for label in labels.labels} | {name: name for name in labels.names}
    halves: dict[int, list[Spot]] = {half: [] for half in HALVES}
    unknown = []
    for number, entry in enumerate(entries, start=1):
        half, word, time, confidence = _fields(path, number, entry)
        if word not in words:
            unknown.append(word)
        elif half in halves:
            halves[half].append(Spot(time, words[word], confidence))
    return GamePredictions({half: tuple(spots) for half, spots in halves.items()}, tuple(unknown))


def _fields(path: Path, number: int, entry: Any) -> tuple[int, str, float, float]:
    try:
        half, word = int(entry["half"]), entry["label"]
        time, confidence = int(entry["position"]) / 1000, float(entry["confidence"])
        if isinstance(word, str):
            return half, word, time, confidence
    except (KeyError, TypeError, ValueError, OverflowError):
        pass
    raise PredictionFileError(
        path,
        f"has a damaged entry, number {number}",
        "Each needs a label, and half, position (milliseconds) and confidence as numbers or numeric text.",
    )
