"""FCPXML 1.10 for Final Cut Pro and DaVinci Resolve: every time is an exact fraction of a second."""

from __future__ import annotations

from fractions import Fraction
from xml.etree import ElementTree as ET

from app.core.cuts import MatchFile
from app.core.interchange.hand_off import HandOff
from app.core.interchange.timeline import PlacedClip, clean, file_url, is_drop_frame, place, standard_rate, start_frame
from app.core.timecode import DROP_FRAME_RATES


def fcpxml(hand_off: HandOff) -> bytes:
    """A project with one spine of clips, each with its event as a marker."""
    reel = place(hand_off)
    root = ET.Element("fcpxml", version="1.10")
    resources = ET.SubElement(root, "resources")
    assets = {str(source.path): f"r{2 * n + 3}" for n, source in enumerate(reel.sources)}
    _format(resources, "r1", reel.rate, reel.clips[0].source)
    for source in reel.sources:
        asset = assets[str(source.path)]
        _asset(resources, source, asset, f"r{int(asset[1:]) + 1}")
    library = ET.SubElement(root, "library")
    event = ET.SubElement(library, "event", name=clean(reel.name))
    project = ET.SubElement(event, "project", name=clean(reel.name))
    sequence = ET.SubElement(project, "sequence", format="r1", tcStart="0s")
    sequence.set("duration", _seconds(reel.length, reel.rate))
    sequence.set("tcFormat", "DF" if reel.rate in DROP_FRAME_RATES else "NDF")
    spine = ET.SubElement(sequence, "spine")
    for clip in reel.clips:
        _clip(spine, clip, assets[str(clip.source.path)], reel.rate)
    ET.indent(root, " ")
    text = ET.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n{text}\n'.encode()


def _format(resources: ET.Element, name: str, rate: Fraction, source: MatchFile) -> None:
    form = ET.SubElement(resources, "format", id=name, frameDuration=_seconds(1, rate))
    form.set("width", str(source.info.width))
    form.set("height", str(source.info.height))


def _asset(resources: ET.Element, source: MatchFile, name: str, form: str) -> None:
    rate = standard_rate(source)
    _format(resources, form, rate, source)
    asset = ET.SubElement(resources, "asset", id=name, name=clean(source.path.stem), hasVideo="1")
    asset.set("start", _seconds(start_frame(source), rate))
    asset.set("format", form)
    asset.set("duration", _seconds(round(source.duration * rate), rate))
    if source.audio_streams:
        for key, value in {"hasAudio": "1", "audioSources": "1", "audioChannels": "2", "audioRate": "48000"}.items():
            asset.set(key, value)
    ET.SubElement(asset, "media-rep", kind="original-media", src=file_url(source.path))


def _clip(spine: ET.Element, clip: PlacedClip, asset: str, rate: Fraction) -> None:
    item = ET.SubElement(spine, "asset-clip", ref=asset, name=clip.title)
    item.set("offset", _seconds(clip.record_in, rate))
    item.set("start", _seconds(clip.origin + clip.source_in, clip.rate))
    item.set("duration", _seconds(clip.record_out - clip.record_in, rate))
    item.set("tcFormat", "DF" if is_drop_frame(clip.source) else "NDF")
    if clip.facts:
        ET.SubElement(item, "note").text = clean(clip.comment)
    if clip.marker is not None:
        marker = ET.SubElement(item, "marker", value=clip.title, note=clean(clip.comment))
        marker.set("start", _seconds(clip.origin + clip.marker, clip.rate))
        marker.set("duration", _seconds(1, clip.rate))


def _seconds(frames: int, rate: Fraction) -> str:
    value = frames / rate
    return f"{value.numerator}s" if value.denominator == 1 else f"{value.numerator}/{value.denominator}s"
