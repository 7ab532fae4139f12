"""SoccerNet's folders, label files and splits: ``league/season/game/{Labels.json, 1_NAME.npy, ...}``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, cast, get_args

from rmsnet.errors import FileProblemError, LabelFileError, MissingGameError, OptionError, SourceError
from rmsnet.feature_files import Features, load_features
from rmsnet.labels import Label, LabelSet

Split = Literal["train", "valid", "test"]
RATE = Fraction(2)  # frames per second of SoccerNet's features and of the evaluator's vectors
HALVES = (1, 2)

# "2 - 63:20". Minutes may have three digits; SoccerNet's own prediction files do not pad ("1 - 8:0").
_GAME_TIME = re.compile(r"\s*(\d) - (\d{1,3}):(\d{1,2})\s*")


@dataclass(frozen=True, slots=True)
class Annotation:
    """One annotated event of a game.

    Attributes:
        half: 1 or 2.
        time: seconds from the start of the half's video; milliseconds where the file has ``position``
            (SoccerNet-v2), whole seconds of ``gameTime`` otherwise (v1).
        label: the label's name in the label set ("goal").
        annotation: the word of the label file ("soccer-ball-own").
        game_time: as written, "2 - 63:20".
        visible: False where the broadcast does not show the event; None where the file does not say.
        team: "home", "away", "not applicable", or None.
    """

    half: int
    time: float
    label: str
    annotation: str
    game_time: str
    visible: bool | None = None
    team: str | None = None


@dataclass(frozen=True, slots=True)
class Game:
    """One game: two halves, each with a video and features of its own.

    Attributes:
        name: SoccerNet's name with forward slashes, ``league/season/date Home 1 - 1 Away``.
        folder: where its files are.
    """

    name: str
    folder: Path

    def annotations(self, labels: LabelSet) -> tuple[Annotation, ...]:
        """The events of halves 1 and 2 in the order of the label file.

        Annotations the set ignores ("penalty-missed") and halves other than 1 and 2 (extra time,
        for which SoccerNet has no video) are left out, as in the official evaluator.

        Raises:
            LabelFileError: the file is missing or damaged, or uses a word that the set does not know.
        """
        path = self.folder / labels.label_file
        known = annotation_words(labels)
        ignored = {word.casefold() for word in labels.ignored}
        found = []
        for number, entry in enumerate(_label_entries(path), start=1):
            word = _text(path, number, entry, "label")
            if word.casefold() in ignored:
                continue
            if word.casefold() not in known:
                raise LabelFileError(
                    path,
                    f"uses the label {word!r}, which is not in the label set {labels.name!r}",
                    "Choose the label set the file was made for (--labels) or correct the file.",
                )
            annotation = _annotation(path, number, entry, known[word.casefold()].name, word)
            if annotation.half in HALVES:
                found.append(annotation)
        return tuple(found)

    def file(self, half: int, name: str) -> Path:
        """Path of a half's file: ``NAME.npy`` stands for ``1_NAME.npy`` and ``2_NAME.npy``."""
        if half not in HALVES:
            raise OptionError(f"A game has no half {half}; it must be 1 or 2.")
        return self.folder / f"{half}_{name}"

    def features(
        self,
        half: int,
        name: str = "ResNET_PCA512.npy",
        *,
        width: int | None = None,
        finite: bool = True,
    ) -> Features:
        """The features of one half as ``[N, D]`` float32, memory-mapped where the file is float32.

        Args:
            half: 1 or 2.
            name: the file's name without its leading half number.
            width: D that is asked for; None accepts any.
            finite: read the file through once and refuse NaN and infinity; leave out when it was done.

        Raises:
            FeatureFileError: missing, damaged, not two-dimensional, of another width, or not finite.
        """
        return load_features(self.file(half, name), width=width, finite=finite)

    def video(self, half: int, name: str = "224p.mkv") -> Path:
        """Path of one half's video; raises SourceError where there is none."""
        path = self.file(half, name)
        if not path.is_file():
            raise SourceError(path, "does not exist", "Fetch it with: python -m rmsnet download --what videos.")
        return path


def event_frame(annotation: Annotation, rate: Fraction = RATE) -> int:
    """0-based index of the sampled frame on screen at the event: ``floor(time * rate)``.

    Exact for any rate: times are whole milliseconds. At 2 fps this is the evaluator's
    ``2 * (60 * mm + ss)`` for v1 and ``floor(2 * position_ms / 1000)`` for v2.
    """
    return round(annotation.time * 1000) * rate.numerator // (1000 * rate.denominator)


def is_half_time_substitution(annotation: Annotation) -> bool:
    """Whether this is a change made at half time, which nothing in the video shows (section III-C).

    Exactly ``substitution-in`` at ``2 - 00:00``; these are dropped in training, never in evaluation.
    """
    return annotation.annotation == "substitution-in" and annotation.game_time == "2 - 00:00"


def find_games(data: Path, split: str | Path, *, must_exist: bool = True) -> tuple[Game, ...]:
    """The games of an official split, or of a list of games.

    Args:
        data: SoccerNet's root folder, the one that holds the leagues.
        split: "train", "valid" or "test" (the ``SoccerNet`` package knows which games these are; no
            network is used), or a file with one game a line or in SoccerNet's JSON form.
        must_exist: False returns games without a folder too, for ``check_games`` to list.

    Raises:
        MissingGameError: the data folder or a game's folder does not exist.
        OptionError: the split is unknown, empty, names a game twice, or needs the missing package.
    """
    if not data.is_dir():
        raise MissingGameError(data, "is not a folder", "Give SoccerNet's root folder, which holds the leagues.")
    games = tuple(Game(name, data / name) for name in game_names(split))
    missing = [game for game in games if not game.folder.is_dir()]
    if missing and must_exist:
        more = f" and {len(missing) - 1} more" if len(missing) > 1 else ""
        raise MissingGameError(
            missing[0].folder,
            f"does not exist: the data folder lacks this game{more}",
            "Fetch it with python -m rmsnet download, list the games you have (--games), "
            "or go on without it (--skip-bad-games).",
        )
    return games


def game_names(split: str | Path) -> tuple[str, ...]:
    """The names of a split's games, with forward slashes and in their order; raises like ``find_games``."""
    if isinstance(split, str) and split in get_args(Split):
        names = _official_names(cast(Split, split))
    else:
        names = _listed_names(Path(split))
    if not names:
        raise OptionError(f"{str(split)!r} lists no games.")
    if twice := {name for name in names if names.count(name) > 1}:
        raise OptionError(f"{str(split)!r} lists the game {min(twice)!r} more than once.")
    return names


@lru_cache
def annotation_words(labels: LabelSet) -> dict[str, Label]:
    """What each case-folded word of a label file means; own names win, as in ``LabelSet.index``."""
    words = {word.casefold(): label for label in labels.labels for word in label.annotations}
    for label in labels.labels:
        words[label.soccernet.casefold()] = label
    for label in labels.labels:
        words[label.name.casefold()] = label
    return words


def _official_names(split: Split) -> tuple[str, ...]:
    try:
        from SoccerNet.utils import getListGames
    except ImportError as error:
        raise OptionError(
            f"The official {split} split is part of the SoccerNet package, which is not installed. "
            'Install it with pip install "rmsnet-highlights[research]", or give a list of games.'
        ) from error
    return tuple(name.replace("\\", "/") for name in getListGames(split))


def _listed_names(path: Path) -> tuple[str, ...]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise OptionError(
            f"{str(path)!r} is neither train, valid, test nor a readable text file with one game a line."
        ) from error
    if path.suffix.lower() == ".json":
        try:
            return tuple(_json_names(json.loads(text)))
        except ValueError as error:
            raise FileProblemError(
                path, "is not a list of games", "Use {league: {season: [game, ...]}} or one game a line."
            ) from error
    lines = (line.strip().replace("\\", "/").strip("/") for line in text.splitlines())
    return tuple(line for line in lines if line and not line.startswith("#"))


def _json_names(data: Any, prefix: str = "") -> Iterator[str]:
    """Games of SoccerNet's ``{league: {season: [game]}}``, or of a plain list."""
    if isinstance(data, dict):
        for name, inner in data.items():
            yield from _json_names(inner, f"{prefix}{name}/")
    elif isinstance(data, list) and all(isinstance(name, str) for name in data):
        yield from (f"{prefix}{name}" for name in data)
    else:
        raise ValueError("neither a list nor an object")


def _label_entries(path: Path) -> Iterable[Any]:
    try:
        entries = json.loads(path.read_text(encoding="utf-8-sig"))["annotations"]
    except FileNotFoundError as error:
        raise LabelFileError(
            path, "does not exist", "Fetch it with: python -m rmsnet download --what labels."
        ) from error
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise LabelFileError(path, f"is not a readable label file ({error})", "Fetch it again.") from error
    if not isinstance(entries, list):
        raise LabelFileError(path, "has no list of annotations", "Fetch it again.")
    return entries


def _annotation(path: Path, number: int, entry: Any, label: str, word: str) -> Annotation:
    game_time = _text(path, number, entry, "gameTime")
    matched = _GAME_TIME.fullmatch(game_time)
    if matched is None:
        raise _bad_entry(path, number, f"the gameTime {game_time!r}", "It must read like '2 - 63:20'.")
    half, minutes, seconds = (int(part) for part in matched.groups())
    time = 60.0 * minutes + seconds
    if "position" in entry:  # SoccerNet-v2: milliseconds, as text; more exact than gameTime
        try:
            time = int(entry["position"]) / 1000
        except (TypeError, ValueError):
            time = -1.0
        if time < 0:
            raise _bad_entry(path, number, f"the position {entry['position']!r}", "It must be milliseconds.")
    visibility, team = entry.get("visibility"), entry.get("team")
    visible = None if visibility is None else visibility != "not shown"
    return Annotation(half, time, label, word, game_time, visible, None if team is None else str(team))


def _text(path: Path, number: int, entry: Any, key: str) -> str:
    if not isinstance(entry, dict) or not isinstance(entry.get(key), str):
        raise _bad_entry(path, number, f"no {key}", "Correct the file or fetch it again.")
    return cast(str, entry[key])


def _bad_entry(path: Path, number: int, problem: str, remedy: str) -> LabelFileError:
    return LabelFileError(path, f"has {problem} in annotation {number}", remedy)
