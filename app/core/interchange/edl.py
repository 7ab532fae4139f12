"""EDL, CMX3600: the list every editing system since 1980 reads. One rate, one track, timecodes only."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path

from app.core.cuts import MatchFile
from app.core.interchange.hand_off import HandOff
from app.core.interchange.timeline import PlacedClip, PlacedReel, clean, is_drop_frame, place
from app.core.timecode import format_smpte
from rmsnet.errors import OptionError


def edl(hand_off: HandOff) -> bytes:
    """The reel from 01:00:00:00 on; drop-frame at 29.97 and 59.94.

    Raises:
        OptionError: more than 999 clips, a mixture of rates, or a rate above 60: an EDL cannot say that.
    """
    reel = place(hand_off)
    if len(reel.clips) > 999:
        raise OptionError(f"An EDL holds 999 clips, this reel has {len(reel.clips)}. Use OTIO or FCP7 XML.")
    if any(clip.rate != reel.rate for clip in reel.clips) or reel.rate > 60:
        raise OptionError("An EDL has one rate of at most 60 frames per second. Use OTIO or FCP7 XML for this reel.")
    drop = all(is_drop_frame(source) for source in reel.sources)
    names = _reel_names(reel.sources)
    lines = [f"TITLE: {_ascii(reel.name)[:70]}", f"FCM: {'DROP FRAME' if drop else 'NON-DROP FRAME'}", ""]
    for number, clip in enumerate(reel.clips, start=1):
        lines += _event(number, clip, reel, drop, names[clip.source.path])
    return ("\r\n".join(lines) + "\r\n").encode("ascii", "replace")


def _event(number: int, clip: PlacedClip, reel: PlacedReel, drop: bool, name: str) -> list[str]:
    def timecode(frame: int) -> str:
        return format_smpte(frame % day, reel.rate, drop)

    # Drop-frame skips 108 (or 216) numbers an hour, so that 01:00:00;00 is this very frame.
    hour = round(3600 * reel.rate) if drop else round(reel.rate) * 3600
    day = 24 * hour
    frames = (
        clip.origin + clip.source_in,
        clip.origin + clip.source_out,
        hour + clip.record_in,
        hour + clip.record_out,
    )
    channels = "AA/V" if clip.source.audio_streams else "V"
    lines = [f"{number:03d}  {name:<8} {channels:<5} C        {' '.join(map(timecode, frames))}"]
    lines.append(f"* FROM CLIP NAME: {_ascii(clip.source.path.name)}")
    if clip.marker is not None:
        place_on_record = hour + clip.record_in + clip.marker - clip.source_in
        lines.append(f"* LOC: {timecode(place_on_record)} RED     {_ascii(clip.comment)[:60]}")
    return [
        *lines,
        f"* COMMENT: {_ascii(clip.title)}",
        *([f"* COMMENT: {_ascii(clip.comment)}"] if clip.facts else []),
        "",
    ]


def _reel_names(sources: list[MatchFile]) -> dict[Path, str]:
    """A name of at most eight capital letters and digits for each source, none twice."""
    names: dict[Path, str] = {}
    for number, source in enumerate(sources, start=1):
        name = re.sub(r"[^A-Z0-9]", "", _ascii(source.path.stem).upper())[:8]
        if not name or name in names.values() or name in ("AX", "BL", "BLACK", "BARS"):
            name = f"{name[:5]}{number:03d}"
        names[source.path] = name
    return names


def _ascii(text: str) -> str:
    """An EDL is ASCII: accents are dropped, other letters become question marks rather than a broken file."""
    plain = "".join(char for char in unicodedata.normalize("NFKD", clean(text)) if not unicodedata.combining(char))
    return plain.encode("ascii", "replace").decode()
