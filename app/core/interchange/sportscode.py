"""Sportscode XML, as Hudl Sportscode, Nacsport and kloppy read it: coded instances in seconds."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from app.core.interchange.hand_off import HandOff
from app.core.interchange.timeline import clean

# Okabe and Ito's colours, 0..65535 as Sportscode wants them.
_COLOURS = ((59110, 40863, 0), (22102, 46260, 59881), (0, 40606, 29555), (61680, 58596, 16962), (0, 29298, 45746))


def sportscode_xml(hand_off: HandOff) -> bytes:
    """One instance per cut, from its first frame's time to the end of its last one, coded with its label.

    A cut of a later match file starts where the earlier files end: Sportscode knows one time line.
    """
    root = ET.Element("file")
    ET.SubElement(ET.SubElement(root, "SESSION_INFO"), "start_time").text = "2000-01-01 00:00:00 +0000"
    ET.SubElement(ET.SubElement(root, "SORT_INFO"), "sort_type").text = "sort order"
    instances = ET.SubElement(root, "ALL_INSTANCES")
    starts = _source_starts(hand_off)
    for number, cut in enumerate(hand_off.cuts):
        instance = ET.SubElement(instances, "instance")
        offset = starts[cut.clip.source]
        fields = {"ID": str(number), "start": f"{offset + cut.start:.6f}", "end": f"{offset + cut.end:.6f}"}
        for name, text in {**fields, "code": clean(cut.clip.label)}.items():
            ET.SubElement(instance, name).text = text
        event = hand_off.event_of(cut.clip.event_id)
        facts = {} if event is None else hand_off.facts(event)
        for group, value in {"clock": hand_off.title(number).removeprefix(cut.clip.label), **facts}.items():
            label = ET.SubElement(instance, "label")
            ET.SubElement(label, "group").text = group
            ET.SubElement(label, "text").text = clean(str(value))
    _add_rows(root, hand_off)
    ET.indent(root, " ")
    return bytes(ET.tostring(root, encoding="utf-8", xml_declaration=True)) + b"\n"


def _add_rows(root: ET.Element, hand_off: HandOff) -> None:
    rows = ET.SubElement(root, "ROWS")
    for number, label in enumerate(dict.fromkeys(cut.clip.label for cut in hand_off.cuts)):
        row = ET.SubElement(rows, "row")
        red, green, blue = _COLOURS[number % len(_COLOURS)]
        for name, value in {"sort_order": number + 1, "code": clean(label), "R": red, "G": green, "B": blue}.items():
            ET.SubElement(row, name).text = str(value)


def _source_starts(hand_off: HandOff) -> list[float]:
    starts, total = [], 0.0
    for source in hand_off.project.sources:
        starts.append(total)
        total += source.duration
    return starts
