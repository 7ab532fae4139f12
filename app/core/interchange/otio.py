"""OpenTimelineIO: the reel as a ``.otio`` file, with events as markers and everything known about them as metadata."""

from __future__ import annotations

from typing import Any

from app.core.interchange.hand_off import HandOff
from app.core.interchange.timeline import PlacedClip, PlacedReel, file_url, place


def otio_json(hand_off: HandOff) -> bytes:
    """A timeline with a video track and, where there is sound, an audio track."""
    import opentimelineio as otio

    reel = place(hand_off)
    timeline = otio.schema.Timeline(reel.name)
    timeline.global_start_time = otio.opentime.RationalTime(0, float(reel.rate))
    kinds = [otio.schema.TrackKind.Video]
    if any(clip.source.audio_streams for clip in reel.clips):
        kinds.append(otio.schema.TrackKind.Audio)
    for kind in kinds:
        track = otio.schema.Track(kind, kind=kind)
        track.extend([_clip(otio, clip, with_marker=kind == kinds[0]) for clip in reel.clips])
        timeline.tracks.append(track)
    timeline.metadata["rmsnet"] = _about(hand_off, reel)
    return str(timeline.to_json_string(indent=1)).encode() + b"\n"


def _clip(otio: Any, clip: PlacedClip, with_marker: bool) -> Any:
    rate = float(clip.rate)
    media = otio.schema.ExternalReference(
        file_url(clip.source.path),
        _range(otio, clip.origin, clip.origin + round(clip.source.duration * clip.rate), rate),
    )
    media.name = clip.source.path.name
    shown = _range(otio, clip.origin + clip.source_in, clip.origin + clip.source_out, rate)
    made = otio.schema.Clip(clip.title, media, shown)
    made.metadata["rmsnet"] = dict(clip.facts)
    if with_marker and clip.marker is not None:
        marker = otio.schema.Marker(
            clip.comment, _range(otio, clip.origin + clip.marker, clip.origin + clip.marker + 1, rate)
        )
        marker.metadata["rmsnet"] = dict(clip.facts)
        made.markers.append(marker)
    return made


def _range(otio: Any, start: int, end: int, rate: float) -> Any:
    time = otio.opentime.RationalTime
    return otio.opentime.TimeRange(time(start, rate), time(end - start, rate))


def _about(hand_off: HandOff, reel: PlacedReel) -> dict[str, str]:
    model = hand_off.project.model
    about = {"rate": str(reel.rate)}
    if model is not None:
        about |= {"model": model.name, "model_fingerprint": model.fingerprint, "trained_on": model.trained_on}
    return about
