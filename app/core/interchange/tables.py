"""CSV: every event with everything that is known about it, for spreadsheets and scripts."""

from __future__ import annotations

import csv
import io

from app.core.interchange.hand_off import HandOff

COLUMNS = (
    *("id", "source", "half", "clock", "time", "label", "state", "confidence", "note", "in_point", "out_point"),
    *("model", "model_fingerprint", "threshold", "spotted_time", "spotted_label"),
)


def events_csv(hand_off: HandOff) -> bytes:
    """One row per event, rejected ones too; in and out points of those in the reel. UTF-8 with a mark for Excel."""
    clips = {clip.event_id: clip for clip in hand_off.reel.clips}
    clips |= {other: clip for clip in hand_off.reel.clips for other in clip.merged_ids}
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, COLUMNS, restval="")
    table.writeheader()
    for event in hand_off.project.events:
        source, clip = hand_off.project.sources[event.source], clips.get(event.id)
        row: dict[str, object] = {
            **hand_off.facts(event),
            "source": source.path,
            "half": source.position(event.time)[0] or "",
            "clock": source.clock(event.time),
            "time": f"{event.time:.3f}",
        }
        if clip is not None:
            row |= {"in_point": f"{clip.in_point:.3f}", "out_point": f"{clip.out_point:.3f}"}
        table.writerow({key: _harmless(value) for key, value in row.items()})
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def _harmless(value: object) -> object:
    """Text that a spreadsheet would take as a formula gets an apostrophe before it."""
    return "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
