"""EDL, CMX3600: the list every editing system since 1980 reads. One rate, one track, timecodes only."""

from __future__ import annotations

from app.core.interchange.hand_off import HandOff
from app.core.interchange.timeline import PlacedClip, PlacedReel, clean, place
from app.core.timecode import DROP_FRAME_RATES, format_smpte
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
    drop = reel.rate in DROP_FRAME_RATES
    lines = [f"TITLE: {_ascii(reel.name)[:70]}", f"FCM: {'DROP FRAME' if drop else 'NON-DROP FRAME'}", ""]
    for number, clip in enumerate(reel.clips, start=1):
        lines += _event(number, clip, reel, drop)
    return ("\r\n".join(lines) + "\r\n").encode("ascii", "replace")


def _event(number: int, clip: PlacedClip, reel: PlacedReel, drop: bool) -> list[str]:
    hour = round(reel.rate) * 3600 if not drop else round(3600 * reel.rate)
    # Drop-frame skips 108 (or 216) numbers an hour, so that 01:00:00;00 is this very frame.
    times = [
        format_smpte(frame, reel.rate, drop)
        for frame in (clip.source_in, clip.source_out, hour + clip.record_in, hour + clip.record_out)
    ]
    channels = "AA/V" if clip.source.audio_streams else "V"
    lines = [f"{number:03d}  AX       {channels:<5} C        {' '.join(times)}"]
    lines.append(f"* FROM CLIP NAME: {_ascii(clip.source.path.name)}")
    if clip.marker is not None:
        place_on_record = hour + clip.record_in + clip.marker - clip.source_in
        lines.append(f"* LOC: {format_smpte(place_on_record, reel.rate, drop)} RED     {_ascii(clip.comment)[:60]}")
    return [*lines, f"* COMMENT: {_ascii(clip.title)}", ""]


def _ascii(text: str) -> str:
    """An EDL is ASCII; other letters become question marks rather than a broken file."""
    return clean(text).encode("ascii", "replace").decode()
