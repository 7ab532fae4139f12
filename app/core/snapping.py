"""In and out points that fall on the director's cuts, on demand: a clip then never begins with the end of a shot.

What the window may rely on: ``snapped`` only reads the file around the two points (about a second of decoding) and
returns options; nothing else changes. What happened stays inside its clip.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.core.events import Event
from app.core.reel import Override, Reel, ReelOptions, clip_of
from rmsnet.video import FrameReader

WITHIN = 1.0
"""Seconds by which a point moves at most, unless asked otherwise."""


def snapped(event: Event, options: ReelOptions, reader: FrameReader, within: float = WITHIN) -> ReelOptions:
    """Options in which one event's clip begins and ends at the nearest cuts.

    Args:
        event: whose clip.
        options: as they are.
        reader: of the event's source.
        within: seconds a point may move; where no cut is so near, it stays.

    Returns:
        The same object when neither point moves.

    Raises:
        SourceError: the file is damaged there.
    """
    from rmsnet.broadcast.cuts import snap_to_cut

    duration = reader.info.duration
    clip = clip_of(replace(event, source=0), options, (_Length(duration),))
    if clip is None:
        return options
    earliest, latest = event.span
    start = snap_to_cut(reader, clip.in_point, within) if clip.in_point > 0 else None
    end = snap_to_cut(reader, clip.out_point, within) if clip.out_point < duration else None
    own = options.overrides.get(event.id, Override())
    new = Override(
        start if start is not None and start <= earliest else own.in_point,
        end if end is not None and end > latest else own.out_point,
    )
    return options if new == own else options.with_override(event.id, new)


def snapped_reel(
    events: Iterable[Event], reel: Reel, options: ReelOptions, sources: Sequence[Path], within: float = WITHIN
) -> ReelOptions:
    """Options in which every clip of a reel begins and ends at the nearest cuts.

    Raises:
        SourceError: a file cannot be used.
    """
    shown = {name for clip in reel.clips for name in (clip.event_id, *clip.merged_ids)}
    taken = sorted((event for event in events if event.id in shown), key=lambda event: (event.source, event.time))
    for index, path in enumerate(sources):
        own = [event for event in taken if event.source == index]
        if not own:
            continue
        with FrameReader(path) as reader:
            for event in own:
                options = snapped(event, options, reader, within)
    return options


@dataclass(frozen=True, slots=True)
class _Length:
    """A source as far as a clip needs to know it."""

    duration: float
