"""Every check a data set must pass before any work starts: one named error, or a list of games to leave out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from rmsnet.errors import FeatureFileError, MissingGameError, OptionError, RmsNetError
from rmsnet.feature_files import load_features
from rmsnet.labels import LabelSet
from rmsnet.soccernet import HALVES, RATE, Annotation, Game, event_frame

# 27 events of SoccerNet-v2 lie at the very end of their half's video, one frame past the last
# sampled one. Events up to this many seconds past the features count as the last frame.
LATE_SECONDS = 1


@dataclass(frozen=True, slots=True)
class BadGame:
    """A game that failed a check, and the error that says why."""

    game: Game
    error: RmsNetError


@dataclass(frozen=True, slots=True)
class FeatureCheck:
    """What every feature file must be.

    Attributes:
        name: file name without its leading half number ("ResNET_PCA512.npy").
        width: D; None takes the width of the first readable file for all.
        rate: feature frames per second.
    """

    name: str
    width: int | None = None
    rate: Fraction = RATE


@dataclass(frozen=True, slots=True)
class CheckedGames:
    """The games that passed and those that did not, each in the order given; ``width`` is D, if features were read."""

    games: tuple[Game, ...]
    bad: tuple[BadGame, ...]
    width: int | None = None


def check_games(
    games: Iterable[Game],
    labels: LabelSet,
    features: FeatureCheck | None = None,
    *,
    video: str | None = None,
    skip_bad: bool = False,
) -> CheckedGames:
    """Check each game's folder, label file and (when asked for) features or videos.

    Features are read through once: width, NaN and infinity, and whether they reach the last event.

    Args:
        games: what ``find_games`` returned, with ``must_exist=False`` when bad games are skipped.
        labels: the label set that the label files must keep to.
        features: what the feature files must be; None does not look at them.
        video: name of the videos without the half number; None does not look for them.
        skip_bad: leave bad games out and list them instead of raising the first error.

    Raises:
        RmsNetError: the first problem found, by its own name; with ``skip_bad`` only when no game is left.
    """
    good: list[Game] = []
    bad: list[BadGame] = []
    width = features.width if features else None
    for game in games:
        try:
            width = _check(game, labels, features, width, video)
            good.append(game)
        except RmsNetError as error:
            if not skip_bad:
                raise
            bad.append(BadGame(game, error))
    if bad and not good:
        raise OptionError(f"None of the {len(bad)} games can be used; the first: {bad[0].error}")
    return CheckedGames(tuple(good), tuple(bad), width)


def clamp_frame(frame: int, frames: int) -> int:
    """The frame an event counts for in a half of ``frames`` frames: events just past the end take the last."""
    return min(frame, frames - 1)


def _check(
    game: Game, labels: LabelSet, features: FeatureCheck | None, width: int | None, video: str | None
) -> int | None:
    if not game.folder.is_dir():
        raise MissingGameError(
            game.folder, "does not exist", "Fetch the game with python -m rmsnet download or leave it out."
        )
    annotations = game.annotations(labels)
    for half in HALVES:
        if features is not None:
            width = _check_features(game, half, features, width, _of_half(annotations, half))
        if video is not None:
            game.video(half, video)
    return width


def _check_features(
    game: Game, half: int, check: FeatureCheck, width: int | None, annotations: Iterator[Annotation]
) -> int:
    path = game.file(half, check.name)
    frames, found_width = load_features(path, width=width).shape
    last = max(annotations, key=lambda annotation: annotation.time, default=None)
    if last is not None and event_frame(last, check.rate) >= frames + check.rate * LATE_SECONDS:
        raise FeatureFileError(
            path,
            f"has {frames} frames, but {last.annotation!r} at {last.game_time!r} lies in frame "
            f"{event_frame(last, check.rate)}",
            f"Compute the features again at {check.rate} frames per second for the whole half.",
        )
    return int(found_width)


def _of_half(annotations: Iterable[Annotation], half: int) -> Iterator[Annotation]:
    return (annotation for annotation in annotations if annotation.half == half)
