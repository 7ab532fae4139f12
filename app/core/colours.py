"""Colours of a source and of an export: which numbers mean which light, kept, joined or brought down from HDR."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

# ITU-T H.273's numbers, in FFmpeg's words. Those left out are not written by cameras or broadcasters.
_PRIMARIES = {1: "bt709", 4: "bt470m", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020", 12: "smpte432"}
_TRANSFERS = {
    1: "bt709",
    4: "gamma22",
    5: "gamma28",
    6: "smpte170m",
    7: "smpte240m",
    13: "iec61966-2-1",
    14: "bt2020-10",
    16: "smpte2084",
    18: "arib-std-b67",
}
_MATRICES = {1: "bt709", 4: "fcc", 5: "bt470bg", 6: "smpte170m", 7: "smpte240m", 9: "bt2020nc", 10: "bt2020c"}
_RANGES = {1: "tv", 2: "pc"}


@dataclass(frozen=True, slots=True)
class Colours:
    """What a video's numbers mean; FFmpeg's words, "" where the file does not say.

    Attributes:
        primaries, transfer, matrix: as in H.273.
        range: "tv" or "pc" (full).
    """

    primaries: str = ""
    transfer: str = ""
    matrix: str = ""
    range: str = ""

    @property
    def is_hdr(self) -> bool:
        """Whether it is PQ or HLG: brighter than any ordinary picture."""
        return self.transfer in ("smpte2084", "arib-std-b67")

    @property
    def name(self) -> str:
        """For people: "HDR (PQ)", "HDR (HLG)" or "SDR"."""
        return {"smpte2084": "HDR (PQ)", "arib-std-b67": "HDR (HLG)"}.get(self.transfer, "SDR")

    def tags(self) -> list[str]:
        """The filter that marks frames with what is known."""
        words = {"range": self.range, "color_primaries": self.primaries, "color_trc": self.transfer}
        marks = [f"{key}={value}" for key, value in {**words, "colorspace": self.matrix}.items() if value]
        return [f"setparams={':'.join(marks)}"] if marks else []


UNKNOWN = Colours()
ORDINARY = Colours("bt709", "bt709", "bt709", "tv")
"""What tone-mapped pictures are, and what editing systems expect."""


def colours_of(codec_context: Any, pixel_format: str) -> Colours:
    """The colours that a video stream declares."""
    if pixel_format.startswith(("gbr", "rgb", "bgr", "argb", "abgr", "0rgb", "pal8")):
        return Colours()  # RGB is encoded as ordinary YUV
    found = Colours(
        _PRIMARIES.get(int(codec_context.color_primaries), ""),
        _TRANSFERS.get(int(codec_context.color_trc), ""),
        _MATRICES.get(int(codec_context.colorspace), ""),
        _RANGES.get(int(codec_context.color_range), ""),
    )
    return replace(found, range="pc") if pixel_format.startswith("yuvj") else found


def converted(own: Colours, wanted: Colours, is_rgb: bool = False) -> list[str]:
    """The filters that bring pictures from their own colours to an export's.

    HDR to ordinary pictures is tone-mapped; between ordinary ones only the matrix and the range are converted, since
    the primaries of broadcast standards differ by less than a viewer sees.
    """
    if own.is_hdr and not wanted.is_hdr:
        return _tone_mapped(own, wanted)
    if is_rgb:
        return [f"scale=out_color_matrix={wanted.matrix or 'bt709'}:out_range={wanted.range or 'tv'}"]
    if (own.matrix, own.range or "tv") == (wanted.matrix, wanted.range or "tv"):
        return []
    matrices = f"in_color_matrix={own.matrix}:" if own.matrix else ""
    matrices += f"out_color_matrix={wanted.matrix}:" if wanted.matrix and own.matrix else ""
    return [f"scale={matrices}in_range={own.range or 'tv'}:out_range={wanted.range or 'tv'}"]


def _tone_mapped(own: Colours, wanted: Colours) -> list[str]:
    # The usual recipe: linear light, ordinary primaries, a curve that keeps mid-tones, then the ordinary encoding.
    source = (
        f"tin={own.transfer}:pin={own.primaries or 'bt2020'}:min={own.matrix or 'bt2020nc'}:rin={own.range or 'tv'}"
    )
    return [
        f"zscale={source}:t=linear:npl=203",
        "format=gbrpf32le",
        "zscale=p=bt709",
        "tonemap=tonemap=mobius:desat=0",
        f"zscale=t=bt709:m={wanted.matrix or 'bt709'}:r={wanted.range or 'tv'}",
        *(f"sidedata=mode=delete:type={kind}" for kind in ("MASTERING_DISPLAY_METADATA", "CONTENT_LIGHT_LEVEL")),
    ]
