"""Frames as they are stored: whether a key frame may stand after frames of elsewhere, and what decoders need."""

from __future__ import annotations

from collections.abc import Iterator

from app.core.cuts import MatchFile
from rmsnet.video.container import OpenSource
from rmsnet.video.cursor import PacketCursor

# H.265's kinds of units: "clean random access" begins an open group, "broken link access" one cut off from before.
_CLEAN_ACCESS, _BROKEN_LINK = 21, 18
# Kinds of units that are a fresh start, with how to find a unit's kind in its first byte.
_FRESH = {"h264": (0x1F, 0, (5,)), "hevc": (0x3F, 1, (19, 20))}


def starts_afresh(source: MatchFile, packet_number: int) -> bool:
    """Whether nothing before a key frame matters to it or to what follows: it may stand after frames of elsewhere.

    H.264 and H.265 also know key frames that rely on what was decoded before (open groups, gradual refresh).
    """
    return _begins_with(source, packet_number, ())


def can_follow_others(source: MatchFile, packet_number: int) -> bool:
    """Whether a key frame can be made to stand after frames of elsewhere without encoding: see ``cut_off``."""
    return _begins_with(source, packet_number, (_CLEAN_ACCESS,) if source.info.codec == "hevc" else ())


def cut_off(source: MatchFile, data: bytes) -> bytes:
    """A key frame's packet for use after frames of elsewhere: H.265's open groups get a broken link.

    The two kinds of unit differ in nothing but their number, and in that a decoder forgets what was before.
    """
    if source.info.codec != "hevc":
        return data
    changed = bytearray(data)
    for place in _units(data, is_prefixed(decoder_settings(source))):
        if (data[place] >> 1) & 0x3F == _CLEAN_ACCESS:
            changed[place] = (data[place] & 0x81) | _BROKEN_LINK << 1
    return bytes(changed)


def decoder_settings(source: MatchFile) -> bytes:
    """What a decoder must be told before a source's first frame: copied frames can only share one such."""
    with OpenSource(source.path) as opened:
        return bytes(opened.stream.codec_context.extradata or b"")


def is_prefixed(settings: bytes) -> bool:
    """Whether units come after their length, as in MP4; else after a start code, as in transport streams."""
    return settings[:1] == b"\x01"


def _begins_with(source: MatchFile, packet_number: int, more: tuple[int, ...]) -> bool:
    if source.info.codec not in _FRESH:
        return True
    mask, shift, fresh = _FRESH[source.info.codec]
    with OpenSource(source.path) as opened:
        cursor = PacketCursor(opened, source.table)
        cursor.go_to(packet_number)
        item = cursor.read()
        settings = bytes(opened.stream.codec_context.extradata or b"")
    if item is None or item[0] != packet_number:
        return False
    data = bytes(item[1])
    kinds = {(data[place] >> shift) & mask for place in _units(data, is_prefixed(settings))}
    return bool(kinds & {*fresh, *more})


def _units(data: bytes, prefixed: bool) -> Iterator[int]:
    """Where each unit of a packet begins; its first byte says its kind."""
    place = 0
    if prefixed:
        while place + 4 < len(data):
            yield place + 4
            place += 4 + int.from_bytes(data[place : place + 4], "big")
        return
    while (place := data.find(b"\x00\x00\x01", place)) >= 0 and place + 3 < len(data):
        place += 3
        yield place
