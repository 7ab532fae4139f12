"""Hand-over to other systems: the same reel in the words of each editing system.

``FORMATS`` is the one table; the command line and the window make their options and menus from it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from app.core.atomic import check_target, write_atomically
from app.core.interchange.chapters import webvtt, youtube_chapters
from app.core.interchange.edl import edl
from app.core.interchange.fcp7 import fcp7_xml
from app.core.interchange.fcpxml import fcpxml
from app.core.interchange.hand_off import HandOff
from app.core.interchange.otio import otio_json
from app.core.interchange.soccernet import labels_json, write_spotting_results
from app.core.interchange.sportscode import sportscode_xml
from app.core.interchange.tables import events_csv

__all__ = ["FORMATS", "Format", "HandOff", "write_hand_off"]


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of file.

    Attributes:
        title: for menus.
        suffix: of its files.
        about: one line of help.
        make: its content.
    """

    title: str
    suffix: str
    about: str
    make: Callable[[HandOff], bytes] | None = None


FORMATS: dict[str, Format] = {
    "otio": Format("OpenTimelineIO", ".otio", "the reel as an OpenTimelineIO timeline", otio_json),
    "edl": Format("EDL (CMX3600)", ".edl", "the reel as a CMX3600 edit decision list", edl),
    "fcp7": Format("FCP7 XML (Premiere, Resolve)", ".xml", "the reel for Premiere Pro and Resolve", fcp7_xml),
    "fcpxml": Format("FCPXML (Final Cut Pro)", ".fcpxml", "the reel for Final Cut Pro", fcpxml),
    "sportscode": Format("Sportscode XML", ".xml", "the reel's clips as coded instances", sportscode_xml),
    "soccernet": Format("SoccerNet predictions", ".json", "results_spotting.json of the official evaluator"),
    "soccernet-labels": Format("SoccerNet labels", ".json", "Labels-v2.json, as annotators write it", labels_json),
    "csv": Format("Table (CSV)", ".csv", "every event with confidence, state and model", events_csv),
    "chapters": Format("YouTube chapters", ".txt", "the reel's chapters for a YouTube description", youtube_chapters),
    "webvtt": Format("WebVTT chapters", ".vtt", "the reel's chapters as WebVTT", webvtt),
}


def write_hand_off(kind: str, hand_off: HandOff, path: Path, *, overwrite: bool = False) -> None:
    """Write one hand-off file in one step.

    Args:
        kind: a key of ``FORMATS``.
        hand_off: what to write.
        path: where.
        overwrite: whether a file that is there may be replaced.

    Raises:
        OutputError: it exists, or cannot be written.
        OptionError: the format cannot say what the reel holds.
    """
    check_target(path, overwrite)
    make = FORMATS[kind].make
    if make is None:
        write_spotting_results(hand_off, path)
    else:
        write_atomically(path, make(hand_off))
