"""SoccerNet's two files: predictions as the official evaluator reads them, and labels as annotators write them."""

from __future__ import annotations

import json
from pathlib import Path

from app.core.interchange.hand_off import HandOff
from rmsnet.predictions import position_ms, write_predictions
from rmsnet.spots import Spot


def spots_by_half(hand_off: HandOff) -> dict[int, tuple[Spot, ...]]:
    """Kept events as spots of halves 1 and 2 (extra time is not evaluated); a person's own events are certain."""
    halves: dict[int, list[Spot]] = {1: [], 2: []}
    for event in hand_off.kept_events():
        half, time = hand_off.time_in_half(event)
        if half in halves:
            halves[half].append(Spot(time, event.label, 1.0 if event.confidence is None else event.confidence))
    return {half: tuple(spots) for half, spots in halves.items()}


def write_spotting_results(hand_off: HandOff, path: Path) -> None:
    """Write ``results_spotting.json``.

    Raises:
        OutputError: the file cannot be written.
        OptionError: an event's label is not in the project's label set.
    """
    write_predictions(path, hand_off.name, spots_by_half(hand_off), hand_off.project.label_set)


def labels_json(hand_off: HandOff) -> bytes:
    """``Labels-v2.json`` (or ``Labels.json``) with the kept events, in the words of the label set's annotations."""
    annotations = []
    for event in hand_off.kept_events():
        half, time = hand_off.time_in_half(event)
        position = position_ms(time, None)
        annotations.append(
            {
                "gameTime": f"{half} - {position // 60_000:02d}:{position // 1000 % 60:02d}",
                "label": hand_off.project.label_set.find(event.label).annotations[0],
                "position": str(position),
                "team": "not applicable",
                "visibility": "visible",
            }
        )
    content = {"UrlLocal": hand_off.name, "UrlYoutube": "", "annotations": annotations}
    return json.dumps(content, indent=4, ensure_ascii=False).encode() + b"\n"
