"""What a network is trained on: games as arrays, whatever made them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
import numpy.typing as npt

from rmsnet.errors import OptionError
from rmsnet.game_checks import clamp_frame
from rmsnet.labels import LabelSet
from rmsnet.sampling import Event
from rmsnet.soccernet import HALVES, RATE, Game, event_frame, is_half_time_substitution

Array = npt.NDArray[Any]


@dataclass(frozen=True, slots=True, eq=False)
class TrainingHalf:
    """One continuous recording.

    Attributes:
        features: ``[N, D]`` floats, or ``[N, H, W, 3]`` uint8 RGB frames to train a backbone on; may be memory-mapped.
        events: what happens in it; every frame lies in 0..N-1.
    """

    features: Array
    events: tuple[Event, ...]

    def __post_init__(self) -> None:
        for event in self.events:
            if not 0 <= event.frame < len(self.features):
                raise OptionError(f"An event lies at frame {event.frame} of a half of {len(self.features)} frames.")


@dataclass(frozen=True, slots=True, eq=False)
class TrainingGame:
    """One match: its halves are never joined in a snippet.

    Attributes:
        name: for messages and the training record.
        halves: usually two.
    """

    name: str
    halves: tuple[TrainingHalf, ...]


def soccernet_games(
    games: Iterable[Game], labels: LabelSet, features: str, *, training: bool, rate: Fraction = RATE
) -> tuple[TrainingGame, ...]:
    """SoccerNet's games with features computed elsewhere; check them with ``check_games`` first.

    Args:
        games: what to read; features stay memory-mapped.
        labels: the label set.
        features: file name without its leading half number.
        training: drop the substitutions of half time (section III-C), as one does in training only.
        rate: feature frames per second.
    """
    return tuple(
        game_with_arrays(
            game, labels, [game.features(half, features, finite=False) for half in HALVES], training=training, rate=rate
        )
        for game in games
    )


def game_with_arrays(
    game: Game, labels: LabelSet, arrays: Sequence[Array], *, training: bool, rate: Fraction = RATE
) -> TrainingGame:
    """A SoccerNet game whose halves' features or frames are these arrays; arguments as for ``soccernet_games``."""
    annotations = [x for x in game.annotations(labels) if not (training and is_half_time_substitution(x))]
    halves = []
    for half, array in zip(HALVES, arrays, strict=True):
        events = tuple(
            Event(clamp_frame(event_frame(x, rate), len(array)), labels.index(x.label))
            for x in annotations
            if x.half == half
        )
        halves.append(TrainingHalf(array, events))
    return TrainingGame(game.name, tuple(halves))


def feature_width(games: Sequence[TrainingGame]) -> int | None:
    """D of feature arrays, None for frames.

    Raises:
        OptionError: no games, or arrays of different kinds or widths.
    """
    shapes = {half.features.shape[1:] for game in games for half in game.halves}
    if len(shapes) != 1:
        raise OptionError(
            "There are no games to train on."
            if not shapes
            else f"The games' arrays differ in shape: {', '.join(sorted(map(str, shapes)))}."
        )
    shape = shapes.pop()
    return int(shape[0]) if len(shape) == 1 else None


def data_fingerprint(games: Sequence[TrainingGame]) -> str:
    """Hash of names, events and a sample of the arrays: tells whether a run is resumed on the same data."""
    digest = hashlib.blake2b(digest_size=16)
    for game in games:
        digest.update(game.name.encode())
        for half in game.halves:
            digest.update(repr((half.features.shape, half.events)).encode())
            digest.update(np.ascontiguousarray(half.features[::997]).tobytes())
    return digest.hexdigest()
