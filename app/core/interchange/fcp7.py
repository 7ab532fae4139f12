"""FCP7 XML (xmeml 5), which Premiere Pro, DaVinci Resolve and most others import."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from xml.etree import ElementTree as ET

from app.core.cuts import MatchFile
from app.core.interchange.hand_off import HandOff
from app.core.interchange.timeline import (
    PlacedClip,
    PlacedReel,
    clean,
    file_url,
    is_drop_frame,
    place,
    standard_rate,
    start_frame,
)
from app.core.timecode import DROP_FRAME_RATES, format_smpte


def fcp7_xml(hand_off: HandOff) -> bytes:
    """A sequence with a video track and two audio tracks, linked, with the events as markers."""
    reel = place(hand_off)
    root = ET.Element("xmeml", version="5")
    sequence = ET.SubElement(root, "sequence", id="reel")
    _texts(sequence, {"name": clean(reel.name), "duration": reel.length})
    _rate(sequence, reel.rate)
    _timecode(sequence, reel.rate, 0, reel.rate in DROP_FRAME_RATES)
    media = ET.SubElement(sequence, "media")
    video, audio = ET.SubElement(media, "video"), ET.SubElement(media, "audio")
    _format(video, reel)
    known: dict[str, str] = {}
    _track(video, reel, known, 0)
    for channel in (1, 2):
        _track(audio, reel, known, channel)
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE xmeml>\n{text}\n'.encode()


def _track(parent: ET.Element, reel: PlacedReel, known: dict[str, str], channel: int) -> None:
    track = ET.SubElement(parent, "track")
    for number, clip in enumerate(reel.clips, start=1):
        if channel and not clip.source.audio_streams:
            continue
        _clip(track, clip, number, known, channel)
    if channel:
        ET.SubElement(track, "outputchannelindex").text = str(channel)


def _clip(track: ET.Element, clip: PlacedClip, number: int, known: dict[str, str], channel: int) -> None:
    item = ET.SubElement(track, "clipitem", id=_item_id(number, channel))
    _texts(item, {"name": clip.title, "enabled": "TRUE", "duration": round(clip.source.duration * clip.rate)})
    _rate(item, clip.rate)
    places = {"start": clip.record_in, "end": clip.record_out, "in": clip.source_in, "out": clip.source_out}
    _texts(item, places)
    _file(item, clip.source, known)
    if clip.facts and not channel:
        _texts(ET.SubElement(item, "comments"), {"mastercomment1": clean(clip.comment)})
    if channel:
        _texts(ET.SubElement(item, "sourcetrack"), {"mediatype": "audio", "trackindex": channel})
    elif clip.marker is not None:
        marker = ET.SubElement(item, "marker")
        _texts(marker, {"name": clip.title, "comment": clean(clip.comment), "in": clip.marker, "out": -1})
    for other in (0, 1, 2) if clip.source.audio_streams else ():
        link = ET.SubElement(item, "link")
        _texts(link, {"linkclipref": _item_id(number, other), "mediatype": "audio" if other else "video"})
        _texts(link, {"trackindex": max(1, other), "clipindex": number})


def _file(item: ET.Element, source: MatchFile, known: dict[str, str]) -> None:
    key = str(source.path)
    if key in known:  # said once, then named
        ET.SubElement(item, "file", id=known[key])
        return
    known[key] = f"file-{len(known) + 1}"
    rate = standard_rate(source)
    file = ET.SubElement(item, "file", id=known[key])
    url = file_url(source.path).replace("file:///", "file://localhost/", 1)
    _texts(file, {"name": clean(source.path.name), "pathurl": url, "duration": round(source.duration * rate)})
    _rate(file, rate)
    _timecode(file, rate, start_frame(source), is_drop_frame(source))
    media = ET.SubElement(file, "media")
    look = ET.SubElement(ET.SubElement(media, "video"), "samplecharacteristics")
    _texts(look, {"width": source.info.width, "height": source.info.height})
    if source.audio_streams:
        _texts(ET.SubElement(media, "audio"), {"channelcount": 2})


def _format(video: ET.Element, reel: PlacedReel) -> None:
    look = ET.SubElement(ET.SubElement(video, "format"), "samplecharacteristics")
    _rate(look, reel.rate)
    info = reel.clips[0].source.info
    _texts(look, {"width": info.width, "height": info.height, "anamorphic": "FALSE", "fielddominance": "none"})
    _texts(look, {"pixelaspectratio": "square" if info.sample_aspect == 1 else str(info.sample_aspect)})


def _rate(parent: ET.Element, rate: Fraction) -> None:
    ntsc = "TRUE" if rate.denominator == 1001 else "FALSE"
    _texts(ET.SubElement(parent, "rate"), {"timebase": round(rate), "ntsc": ntsc})


def _timecode(parent: ET.Element, rate: Fraction, start: int, drop: bool) -> None:
    timecode = ET.SubElement(parent, "timecode")
    _rate(timecode, rate)
    display = "DF" if drop else "NDF"
    _texts(timecode, {"string": format_smpte(start, rate, drop), "frame": start, "displayformat": display})


def _texts(parent: ET.Element, texts: Mapping[str, str | int]) -> None:
    for name, text in texts.items():
        ET.SubElement(parent, name).text = str(text)


def _item_id(number: int, channel: int) -> str:
    return f"clip-{number}-{'video' if not channel else f'audio-{channel}'}"
