"""What the library says about a match, in the person's language; a sentence that is not known here stays English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from PySide6.QtCore import QCoreApplication

SCORE_BUG, SOUND = "score_bug", "loudness"


def tr(text: str) -> str:
    """The translation of a sentence."""
    return QCoreApplication.translate("told", text)


def in_words(sentence: str) -> str:
    """A sentence of the library as the window says it."""
    for pattern, words in _sentences():
        found = re.fullmatch(pattern, sentence)
        if found is not None:
            return words.format(*found.groups())
    return sentence


def why_absent(absent: Mapping[str, str]) -> str:
    """What could not be used for moments, in sentences."""
    unasked = {
        SCORE_BUG: tr("The score bug was not looked for."),
        SOUND: tr("The sound was not measured."),
    }
    why = [in_words(absent[name]) if absent[name] else unasked[name] for name in (SCORE_BUG, SOUND) if name in absent]
    return " ".join(why)


def _sentences() -> Iterator[tuple[str, str]]:
    yield r"No score bug was found\.", tr("No score bug was found.")
    yield r"The file has no sound\.", tr("The file has no sound.")
    yield r"The sound cannot be decoded\.", tr("The sound cannot be decoded.")
    yield r"The sound is silent\.", tr("The sound is silent.")
    yield (
        r"The sound is in a format that this program cannot decode\.",
        tr("The sound is in a format that this program cannot decode."),
    )
    yield r"The sound ends at (\S+)\.", tr("The sound ends at {0}.")
    yield r"(\d+) packets of the sound are damaged\.", tr("{0} packets of the sound are damaged.")
    yield r"(\d+) sound tracks: using stream (\d+)\.", tr("{0} sound tracks: using stream {1}.")
    yield r"(\d+) video streams: using stream (\d+) \((.+)\)\.", tr("{0} video streams: using stream {1} ({2}).")
    yield (
        r"Trained on (\d+) matches rendered by this software, not on real footage: it is not a broadcast model, and "
        r"what it says about real matches means little\.",
        tr(
            "Trained on {0} matches rendered by this software, not on real footage: it is not a broadcast model, and "
            "what it says about real matches means little."
        ),
    )
    yield r"Damaged from (\S+) on: analysed up to there\.", tr("Damaged from {0} on: analysed up to there.")
