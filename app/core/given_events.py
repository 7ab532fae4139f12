"""Events made elsewhere: predictions to review, and the truth to measure them against.

Read are SoccerNet's ``results_spotting.json`` and ``Labels*.json``, and the OSL JSON of OpenSportsLab's tools.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

from app.core.project import ProjectSource
from rmsnet.broadcast.match_clock import HALF_STARTS
from rmsnet.errors import FileProblemError, LabelFileError, OptionError, PredictionFileError
from rmsnet.labels import SOCCERNET_V1, SOCCERNET_V2, Label, LabelSet
from rmsnet.predictions import read_predictions
from rmsnet.soccernet import Game
from rmsnet.spots import Spot

MAX_BYTES = 200_000_000
GRACE = 2.0
"""Seconds after a file's end at which an event still belongs to it: annotators round."""

# SoccerNet-v2's cards in the words of v1, which knows one kind.
_WIDER = {"yellow card": "card", "red card": "card", "yellow->red card": "card"}
_FORMS = "Give a results_spotting.json, a Labels.json, or an OSL JSON file."


@dataclass(frozen=True, slots=True)
class GivenEvent:
    """An event of a file: source index, seconds of the source, label, and 0..1 (1 for truth)."""

    source: int
    time: float
    label: str
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class GivenEvents:
    """The events of a file, as far as they belong to a match.

    Attributes:
        path: the file.
        labels: the label set whose names the events use.
        events: by source and time.
        unknown: words that the label set does not know, one for each event left out.
        outside: how many events lie in no file of the match.
    """

    path: Path
    labels: LabelSet
    events: tuple[GivenEvent, ...]
    unknown: tuple[str, ...] = ()
    outside: int = 0

    def spots_of(self, source: int) -> list[Spot]:
        """The events of one source as spots."""
        return [Spot(e.time, e.label, e.confidence) for e in self.events if e.source == source]


def is_truth(path: Path) -> bool:
    """Whether a file holds annotations, not predictions.

    Raises:
        FileProblemError: it is neither.
    """
    data = _read_json(path)
    if "annotations" in data or "predictions" in data:
        return "annotations" in data
    return not any("confidence_score" in event for sample in _samples(path, data) for event in _list(sample, "events"))


def read_given_predictions(path: Path, sources: Sequence[ProjectSource], usual: LabelSet) -> GivenEvents:
    """Predictions made elsewhere.

    Args:
        path: a ``results_spotting.json`` or an OSL JSON file.
        sources: the match files that the halves of the file are.
        usual: the label set to prefer; another one is taken where it knows more of the file's words.

    Raises:
        FileProblemError: the file is damaged or of another kind.
    """
    data = _read_json(path)
    if "data" in data:
        return _read_osl(path, data, sources, None)
    if "predictions" not in data:
        raise PredictionFileError(path, "holds no predictions", _FORMS)
    tried = [(read_predictions(path, "", labels), labels) for labels in (usual, SOCCERNET_V1, SOCCERNET_V2)]
    found, labels = min(tried, key=lambda pair: len(pair[0].unknown_words))
    entries = [(half, spot.time, spot.label, spot.confidence) for half in found.halves for spot in found.halves[half]]
    if not all(0 <= confidence <= 1 for *_, confidence in entries):
        raise PredictionFileError(path, "has confidences outside 0..1", "Scale them to 0..1.")
    return _placed(path, labels, entries, sources, found.unknown_words)


def read_given_truth(path: Path, sources: Sequence[ProjectSource], labels: LabelSet) -> GivenEvents:
    """Annotations, in the words of ``labels``.

    Args:
        path: a ``Labels*.json`` or an OSL JSON file.
        sources: the match files that the halves of the file are.
        labels: the label set of what is to be measured; annotations it does not know are left out.

    Raises:
        FileProblemError: the file is damaged or of another kind.
    """
    data = _read_json(path)
    if "data" in data:
        return _read_osl(path, data, sources, labels)
    if "annotations" not in data:
        raise LabelFileError(path, "holds no annotations", _FORMS)
    entries, unknown = [], []
    for half, time, word in _annotations(path, labels):
        name = _name_in(labels, word)
        if name is None:
            unknown.append(word)
        else:
            entries.append((half, time, name, 1.0))
    return _placed(path, labels, entries, sources, tuple(unknown))


def place_in_sources(half: int, time: float, sources: Sequence[ProjectSource]) -> tuple[int, float] | None:
    """Source and its time of a time in a half (seconds from kick-off), None when no file shows it."""
    none_known = all(source.half is None for source in sources)
    for index, source in enumerate(sources):
        if source.holds_halves:
            read = _where_read(half, time, source)
            if read is not None:
                return index, read
            continue
        own = source.half or (index + 1 if none_known else 1)
        start = source.clock_offset if source.clock_offset is not None else HALF_STARTS.get(own, 0.0)
        inside = HALF_STARTS.get(half, 0.0) + time - start
        if own == half and 0 <= inside <= source.duration + GRACE:
            return index, min(inside, source.duration)
    return None


def _where_read(half: int, time: float, source: ProjectSource) -> float | None:
    """When a file shows a time of a half, by the clock that was read off its score bug."""
    pieces = source.match_clock
    # A person knows better which half a file is; a bug that counts each half from nought cannot tell.
    halves = [source.half if source.half is not None and len(pieces) == 1 else piece.half for piece in pieces]
    best: tuple[float, float] | None = None
    for own, piece in zip(halves, pieces, strict=True):
        begins = HALF_STARTS.get(own, 0.0)
        inside = time + (begins if piece.clock >= begins else 0.0) - piece.ahead
        outside = max(piece.start - inside, inside - piece.end, 0.0)
        if own == half and -GRACE <= inside <= source.duration + GRACE and (best is None or outside < best[0]):
            best = outside, min(max(0.0, inside), source.duration)
    return best[1] if best else None


def _annotations(path: Path, labels: LabelSet) -> list[tuple[int, float, str]]:
    """Half, time and word of every annotation, in the first label set that knows all words of the file."""
    problem: LabelFileError | None = None
    for known in (labels, SOCCERNET_V1, SOCCERNET_V2):
        try:
            found = Game(path.stem, path.parent).annotations(replace(known, label_file=path.name))
        except LabelFileError as error:
            problem = error
        else:
            return [(a.half, a.time, a.label) for a in found]
    assert problem is not None  # noqa: S101
    raise problem


def _name_in(labels: LabelSet, word: str) -> str | None:
    for name in (word, _WIDER.get(word.casefold(), word)):
        try:
            return labels.find(name).name
        except OptionError:
            continue
    return None


def _placed(
    path: Path,
    labels: LabelSet,
    entries: Iterable[tuple[int, float, str, float]],
    sources: Sequence[ProjectSource],
    unknown: tuple[str, ...],
) -> GivenEvents:
    events, outside = [], 0
    for half, time, label, confidence in entries:
        place = place_in_sources(half, time, sources)
        if place is None:
            outside += 1
        else:
            events.append(GivenEvent(*place, label, confidence))
    return GivenEvents(path, labels, _in_order(events), unknown, outside)


def _in_order(events: Iterable[GivenEvent]) -> tuple[GivenEvent, ...]:
    return tuple(sorted(events, key=lambda event: (event.source, event.time, event.label)))


# OSL JSON: {"data": [{"inputs": [{"path"}], "events": [{"label", "position_ms", "confidence_score"}]}]}


def _read_osl(
    path: Path, data: dict[str, Any], sources: Sequence[ProjectSource], labels: LabelSet | None
) -> GivenEvents:
    samples = _samples(path, data)
    entries: list[tuple[int | None, float, str, float]] = []
    for number, sample in enumerate(samples):
        index = _source_of(sample, number, len(samples), sources)
        entries += [(index, *_osl_event(path, event)) for event in _list(sample, "events")]
    if labels is None:
        words = list(dict.fromkeys(word for _, _, word, _ in entries))
        labels = _set_of(path, words)
    events, unknown, outside = [], [], 0
    for source, time, word, confidence in entries:
        name = _name_in(labels, word)
        if name is None:
            unknown.append(word)
        elif source is None or time > sources[source].duration + GRACE:
            outside += 1
        else:
            events.append(GivenEvent(source, time, name, confidence))
    return GivenEvents(path, labels, _in_order(events), tuple(unknown), outside)


def _set_of(path: Path, words: list[str]) -> LabelSet:
    """The known label set that holds all words, else one made of them."""
    for known in (SOCCERNET_V1, SOCCERNET_V2):
        if words and all(_exact(known, word) for word in words):
            return known
    if not words:
        raise PredictionFileError(path, "holds no events", _FORMS)
    return LabelSet(path.stem, path.name, tuple(Label(word, word, (word,)) for word in sorted(words)))


def _exact(labels: LabelSet, word: str) -> bool:
    try:
        labels.find(word)
    except OptionError:
        return False
    return True


def _source_of(sample: dict[str, Any], number: int, count: int, sources: Sequence[ProjectSource]) -> int | None:
    """The match file of a sample: the one of its name, else the one of its number when all are there."""
    names = {PurePosixPath(str(given.get("path", "")).replace("\\", "/")).name for given in _list(sample, "inputs")}
    for index, source in enumerate(sources):
        if PurePosixPath(source.path).name in names:
            return index
    return number if count == len(sources) else None


def _osl_event(path: Path, event: dict[str, Any]) -> tuple[float, str, float]:
    try:
        time, word = float(event["position_ms"]) / 1000, str(event["label"])
        confidence = float(event.get("confidence_score", 1.0))
        if 0 <= time < float("inf") and 0 <= confidence <= 1:
            return time, word, confidence
    except (KeyError, TypeError, ValueError, OverflowError):
        pass
    raise PredictionFileError(path, "has a damaged event", "Each needs a label, and position_ms as a number.")


def _samples(path: Path, data: dict[str, Any]) -> list[dict[str, Any]]:
    samples = data.get("data")
    if isinstance(samples, list) and all(isinstance(sample, dict) for sample in samples):
        return samples
    raise PredictionFileError(path, "is no list of events that is known here", _FORMS)


def _list(entry: dict[str, Any], key: str) -> list[dict[str, Any]]:
    found = entry.get(key)
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []


def _read_json(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FileProblemError(path, "is too large for a list of events", _FORMS)
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError as error:
        raise FileProblemError(path, "does not exist", "Check its name.") from error
    except OSError as error:
        raise FileProblemError(path, f"cannot be read: {error.strerror}", "Check its permissions.") from error
    except (ValueError, RecursionError) as error:
        raise FileProblemError(path, "is not a JSON file", _FORMS) from error
    if not isinstance(data, dict):
        raise FileProblemError(path, "is no list of events that is known here", _FORMS)
    return data
