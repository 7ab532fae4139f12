"""Label sets: what a spotter can find. The set belongs to the checkpoint, never to the code."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rmsnet.errors import LabelFileError, OptionError


@dataclass(frozen=True, slots=True)
class Label:
    """One kind of event.

    Attributes:
        name: the word used everywhere inside the project ("goal").
        soccernet: the word of SoccerNet's ``results_spotting.json`` ("soccer").
        annotations: the words of SoccerNet's label files that mean it ("soccer-ball", "soccer-ball-own").
    """

    name: str
    soccernet: str
    annotations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LabelSet:
    """An ordered set of labels; class ``c`` of a network is ``labels[c]``, background comes last.

    Attributes:
        name: "v1", "v2" or a name of your own.
        label_file: the file that holds the annotations of a game.
        labels: the labels in class order.
        ignored: annotations that are known and are not events ("penalty-missed").
    """

    name: str
    label_file: str
    labels: tuple[Label, ...]
    ignored: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.labels or len(set(self.names)) != len(self.labels):
            raise OptionError(f"Label set {self.name!r} needs at least one label and no label twice.")

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def names(self) -> tuple[str, ...]:
        """The names in class order."""
        return tuple(label.name for label in self.labels)

    def index(self, word: str) -> int:
        """Class index of a label given by its name, SoccerNet word or annotation, in any case.

        Raises:
            OptionError: no label is called that.
        """
        folded = word.casefold()
        for match in (self._own_words, self._annotation_words):
            for i, label in enumerate(self.labels):
                if folded in match(label):
                    return i
        raise OptionError(f"{word!r} is not one of the labels {', '.join(self.names)}.")

    def find(self, word: str) -> Label:
        """The label given by its name, SoccerNet word or annotation; raises like ``index``."""
        return self.labels[self.index(word)]

    def to_json(self) -> dict[str, Any]:
        """A JSON object from which ``from_json`` makes an equal set."""
        return {
            "name": self.name,
            "label_file": self.label_file,
            "labels": [
                {"name": x.name, "soccernet": x.soccernet, "annotations": list(x.annotations)} for x in self.labels
            ],
            "ignored": list(self.ignored),
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> LabelSet:
        """The set described by ``to_json``; raises KeyError or TypeError on foreign data."""
        labels = tuple(Label(x["name"], x["soccernet"], tuple(x["annotations"])) for x in data["labels"])
        return cls(data["name"], data["label_file"], labels, tuple(data.get("ignored", ())))

    @staticmethod
    def _own_words(label: Label) -> set[str]:
        return {label.name.casefold(), label.soccernet.casefold()}

    @staticmethod
    def _annotation_words(label: Label) -> set[str]:
        return {word.casefold() for word in label.annotations}


SOCCERNET_V1 = LabelSet(
    "v1",
    "Labels.json",
    (
        Label("goal", "soccer", ("soccer-ball", "soccer-ball-own")),
        Label("card", "card", ("y-card", "r-card", "yr-card")),
        Label("substitution", "subs", ("substitution-in",)),
    ),
    ignored=("penalty-missed", "substitution-out"),
)

_V2_NAMES = (
    "Penalty",
    "Kick-off",
    "Goal",
    "Substitution",
    "Offside",
    "Shots on target",
    "Shots off target",
    "Clearance",
    "Ball out of play",
    "Throw-in",
    "Foul",
    "Indirect free-kick",
    "Direct free-kick",
    "Corner",
    "Yellow card",
    "Red card",
    "Yellow->red card",
)
SOCCERNET_V2 = LabelSet("v2", "Labels-v2.json", tuple(Label(name, name, (name,)) for name in _V2_NAMES))


def label_set(name: str) -> LabelSet:
    """The label set called ``v1`` or ``v2``, or the one described by a JSON file of that path.

    Raises:
        OptionError: neither a known name nor a file.
        LabelFileError: the file does not describe a label set.
    """
    known = {"v1": SOCCERNET_V1, "v2": SOCCERNET_V2}
    if name in known:
        return known[name]
    path = Path(name)
    if not path.is_file():
        raise OptionError(f"{name!r} is not a label set: give v1, v2, or a JSON file that describes one.")
    try:
        return LabelSet.from_json(json.loads(path.read_text(encoding="utf-8")))
    except (ValueError, KeyError, TypeError) as error:
        raise LabelFileError(path, "does not describe a label set", "See docs/training.md for the form.") from error
