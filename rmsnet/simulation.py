"""A simulated SoccerNet: games whose features follow a documented, seeded model, for use without the data set.

A half is a sequence of latent vectors at 2 fps, sums of:

- **camera**: shots of about 6 s, cut at random; each shot is one of five kinds plus a vector of its own;
- **context**: a slow first-order autoregression (about a minute), the state of play;
- **events**: a weak cue up to 5 s before, a short moment at the event, an aftermath from 1-2.5 s after it for 4-8 s
  (celebration, the referee's book, the board), and mostly a replay 7-10 s after. Most evidence comes *after* the
  event, as section III-B of the paper says. Each phase has a direction per label, half of which all labels share.
  Strengths and times vary from event to event, annotations are off by about 0.3 s;
- **look-alikes**, which are no events: one or two phases of a label at full strength, without the others.

A game has a style of its own: gains and an offset over the latent directions. A fixed random orthonormal matrix turns
latents into features of any width, and white noise is added. ``difficulty`` scales the noise.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from rmsnet.atomic import write_atomically
from rmsnet.errors import LabelFileError, OptionError, OutputError
from rmsnet.labels import SOCCERNET_V1, LabelSet
from rmsnet.soccernet import HALVES, RATE, Game

Features = npt.NDArray[np.float32]
FEATURE_FILE = "ResNET_PCA512.npy"  # the usual name, whatever the width
_FPS = float(RATE)
_PHASES = 4  # cue, moment, aftermath, replay
_STRENGTH = (0.5, 1.7, 1.1, 0.9)  # of each phase, against white noise of 1 at difficulty 1
_SHARED = 0.5  # how much of a phase's direction (in power) is the same for all labels
_CAMERAS = 5
_CONTEXTS = 4


@dataclass(frozen=True, slots=True)
class SimulationOptions:
    """What is simulated.

    Attributes:
        labels: the label set.
        width: D of the features.
        half_minutes: length of a half.
        events_per_half: mean; SoccerNet v1 has about 7 in 45 minutes.
        lookalikes_per_half: mean number of moments that are no events.
        difficulty: standard deviation of the white noise.
        seed: of everything.
    """

    labels: LabelSet = field(default=SOCCERNET_V1)
    width: int = 512
    half_minutes: float = 45.0
    events_per_half: float = 7.0
    lookalikes_per_half: float = 14.0
    difficulty: float = 1.0
    seed: int = 0

    def __post_init__(self) -> None:
        least = latent_width(self.labels)
        if self.width < least:
            raise OptionError(f"width is {self.width}; {len(self.labels)} labels need at least {least}.")
        if self.half_minutes < 1:
            raise OptionError(f"half_minutes is {self.half_minutes}; it must be at least 1.")
        if min(self.events_per_half, self.lookalikes_per_half, self.difficulty, self.seed) < 0:
            raise OptionError("Events, look-alikes, difficulty and seed cannot be negative.")


@dataclass(frozen=True, slots=True, eq=False)
class SimulatedGame:
    """One game.

    Attributes:
        name: SoccerNet's three-part name.
        annotations: entries of its label file.
        features: of its two halves.
    """

    name: str
    annotations: tuple[dict[str, str], ...]
    features: tuple[Features, Features]


@dataclass(frozen=True, slots=True)
class _Appearance:
    """A phase on screen: label c and phase p with a strength, from one frame to another."""

    direction: int
    strength: float
    start: float
    end: float


def latent_width(labels: LabelSet) -> int:
    """Least width of features: a direction for each phase of each label, the shared ones, cameras and contexts."""
    return _PHASES * (len(labels) + 1) + _CAMERAS + _CONTEXTS


def simulated_games(
    options: SimulationOptions, split: str, count: int, real: Sequence[Game] = ()
) -> Iterator[SimulatedGame]:
    """The first ``count`` games of a split; each depends only on the options, the split and its number.

    Args:
        options: what is simulated.
        split: a name, such as "train".
        count: how many games.
        real: games whose labels are used, in turn, instead of sampled ones.
    """
    mixing = _mixing(options)
    split_seed = list(split.encode())
    for number in range(count):
        rng = np.random.default_rng([options.seed, number, *split_seed])
        entries = _real_entries(real[number], options.labels) if real else _sampled_entries(rng, options)
        halves = [_half(rng, options, mixing, [x for x in entries if x[0] == half]) for half in HALVES]
        words = [_annotation(options.labels, *entry) for entry in entries]
        name = f"simulated/seed-{options.seed}/{split} {number:03d} Home - Away"
        yield SimulatedGame(name, tuple(words), (halves[0], halves[1]))


def write_game(folder: Path, game: SimulatedGame, labels: LabelSet) -> None:
    """Write a game in SoccerNet's form below ``folder``."""
    place = folder / game.name
    try:
        place.mkdir(parents=True, exist_ok=True)
        for half, features in zip(HALVES, game.features, strict=True):
            np.save(place / f"{half}_{FEATURE_FILE}", features)
    except OSError as error:
        raise OutputError(place, f"cannot be written ({error})", "Choose another folder or make room.") from error
    content = {"UrlLocal": game.name, "annotations": list(game.annotations)}
    write_atomically(place / labels.label_file, json.dumps(content, indent=1).encode())


def games_with_labels(folder: Path, labels: LabelSet) -> tuple[Game, ...]:
    """Every game below SoccerNet's root folder that has the set's label file, in order of name."""
    files = sorted(folder.glob(f"*/*/*/{labels.label_file}"))
    if not files:
        raise LabelFileError(folder, f"holds no game with {labels.label_file}", "Give SoccerNet's root folder.")
    return tuple(Game(file.parent.relative_to(folder).as_posix(), file.parent) for file in files)


# An entry is (half, second, label index).
_Entry = tuple[int, int, int]


def _sampled_entries(rng: np.random.Generator, options: SimulationOptions) -> list[_Entry]:
    seconds = int(options.half_minutes * 60)
    entries = []
    for half in HALVES:
        count = rng.poisson(options.events_per_half)
        times = np.sort(rng.integers(5, seconds - 5, count)).tolist()
        entries += [(half, time, int(rng.integers(len(options.labels)))) for time in times]
    return entries


def _real_entries(game: Game, labels: LabelSet) -> list[_Entry]:
    annotations = game.annotations(labels)
    return [(x.half, int(x.time), labels.index(x.label)) for x in sorted(annotations, key=lambda x: (x.half, x.time))]


def _annotation(labels: LabelSet, half: int, second: int, label: int) -> dict[str, str]:
    return {
        "gameTime": f"{half} - {second // 60:02d}:{second % 60:02d}",
        "label": labels.labels[label].annotations[0],
        "position": str(1000 * second),
        "team": "home",
        "visibility": "visible",
    }


def _mixing(options: SimulationOptions) -> Features:
    """Orthonormal rows ``[latents, D]``."""
    rng = np.random.default_rng([options.seed, 10**6])
    square, _ = np.linalg.qr(rng.normal(size=(options.width, latent_width(options.labels))))
    return np.ascontiguousarray(square.T, dtype=np.float32)


def _half(
    rng: np.random.Generator, options: SimulationOptions, mixing: Features, entries: Sequence[_Entry]
) -> Features:
    last = max((second for _, second, _ in entries), default=0)
    frames = int(max(options.half_minutes * 60, last + 5) * _FPS)
    latent = np.zeros((frames, len(mixing)), np.float32)
    shown = [part for _, second, label in entries for part in _event(rng, second, label)]
    for _ in range(rng.poisson(options.lookalikes_per_half)):
        shown += _look_alike(rng, int(rng.integers(5, int(frames / _FPS) - 5)), int(rng.integers(len(options.labels))))
    _show(latent, shown, len(options.labels))
    latent[:, -_CAMERAS - _CONTEXTS : -_CONTEXTS] = _cameras(rng, frames)
    latent[:, -_CONTEXTS:] = _context(rng, frames)
    # The game's style. It differs between the halves too: another light, another end.
    styled = latent * rng.lognormal(0, 0.15, len(mixing)) + rng.normal(0, 0.3, len(mixing))
    noise = rng.normal(0, options.difficulty, (frames, options.width))
    result: Features = (styled @ mixing + noise).astype(np.float32)
    return result


def _event(rng: np.random.Generator, second: float, label: int) -> list[_Appearance]:
    """The four phases of an event, as spans of time in seconds."""
    second += rng.normal(0, 0.3)  # annotations are made by hand
    strength = np.array(_STRENGTH) * rng.lognormal(0, 0.35) * rng.lognormal(0, 0.2, _PHASES)
    aftermath, replay = second + rng.uniform(1, 2.5), second + rng.uniform(7, 10)
    spans = [
        (second - rng.uniform(2, 5), second),
        (second, second + rng.uniform(0.75, 1.75)),
        (aftermath, aftermath + rng.uniform(4, 8)),
        (replay, replay + rng.uniform(3, 6) * (rng.random() < 0.7)),
    ]
    return [_Appearance(_PHASES * label + p, float(strength[p]), *spans[p]) for p in range(_PHASES)]


def _look_alike(rng: np.random.Generator, second: float, label: int) -> list[_Appearance]:
    phases = _event(rng, second, label)
    kept = rng.choice(_PHASES, int(rng.integers(1, 3)), replace=False)
    return [phases[p] for p in kept]


def _show(latent: Features, shown: Sequence[_Appearance], labels: int) -> None:
    """Add the appearances: part of each lies on a direction that all labels share."""
    for part in shown:
        start, end = (int(np.clip(round(x * _FPS), 0, len(latent))) for x in (part.start, part.end))
        latent[start:end, part.direction] += part.strength * (1 - _SHARED) ** 0.5
        latent[start:end, _PHASES * labels + part.direction % _PHASES] += part.strength * _SHARED**0.5


def _cameras(rng: np.random.Generator, frames: int) -> npt.NDArray[Any]:
    shot = np.cumsum(rng.random(frames) < 1 / (6 * _FPS))
    kind = rng.choice(_CAMERAS, shot[-1] + 1, p=(0.5, 0.2, 0.15, 0.1, 0.05))
    vectors: npt.NDArray[Any] = np.eye(_CAMERAS)[kind] * 1.5 + rng.normal(0, 0.4, (len(kind), _CAMERAS))
    return np.asarray(vectors[shot])


def _context(rng: np.random.Generator, frames: int) -> npt.NDArray[Any]:
    from scipy.signal import lfilter

    keep = np.exp(-1 / (60 * _FPS))
    steps = rng.normal(0, np.sqrt(1 - keep**2), (frames, _CONTEXTS))
    return np.asarray(lfilter([1], [1, -keep], steps, axis=0))
