"""How an export looks and sounds, and when each of its frames is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal

from app.core.cuts import Cut
from app.core.reel import Aspect
from rmsnet.errors import OptionError

SAMPLE_RATE = 48_000
TIMESCALE = 120_000
"""Time units per second in an export: every broadcast rate's frame is a whole number of them."""
LOWER_THIRD_SECONDS = 5.0
CARD_SECONDS = 3.0

Mode = Literal["exact", "lossless", "smart"]
Quality = Literal["high", "standard", "small"]
Encoder = Literal["auto", "software", "nvenc", "videotoolbox", "qsv", "amf"]
Hdr = Literal["keep", "sdr"]
MODES: tuple[Mode, ...] = ("exact", "lossless", "smart")
QUALITIES: tuple[Quality, ...] = ("high", "standard", "small")
ENCODERS: tuple[Encoder, ...] = ("auto", "software", "nvenc", "videotoolbox", "qsv", "amf")
HDRS: tuple[Hdr, ...] = ("keep", "sdr")


@dataclass(frozen=True, slots=True)
class EncodingOptions:
    """How an export looks and sounds.

    Attributes:
        quality: "high", "standard" or "small"; see ``app.core.encoders``.
        height: pixels of the exported picture, None for the source's; never enlarged.
        rate: a constant frame rate; None keeps every frame's own time (also a variable rate).
        aspect: "original", or a crop around ``crop_centre``.
        crop_centre: 0 (left or top) to 1, where the crop looks.
        encoder: "auto" takes a hardware encoder that works here, "software" none.
        audio: which of the sound tracks, 0 is the default one; None for no sound.
        mode: "exact" encodes every frame; see ``app.core.pieces`` for "lossless" and "smart".
        hdr: "keep" keeps PQ and HLG in 10 bits, "sdr" brings them down to ordinary pictures.
        lower_thirds: label and match clock over the first seconds of each clip.
        title: words on a card before the reel, "" for none.
        cross_fade: seconds in which a clip fades into the next; 0 for hard cuts.
    """

    quality: Quality = "standard"
    height: int | None = None
    rate: Fraction | None = None
    aspect: Aspect = "original"
    crop_centre: float = 0.5
    encoder: Encoder = "auto"
    audio: int | None = 0
    mode: Mode = "exact"
    hdr: Hdr = "keep"
    lower_thirds: bool = False
    title: str = ""
    cross_fade: float = 0.0

    def __post_init__(self) -> None:
        if self.height is not None and not 16 <= self.height <= 8192:
            raise OptionError(f"A picture of {self.height} lines cannot be made; choose 16 to 8192.")
        if self.rate is not None and not 1 <= self.rate <= 240:
            raise OptionError(f"{float(self.rate):g} frames per second cannot be made; choose 1 to 240.")
        if not 0 <= self.crop_centre <= 1:
            raise OptionError("The crop's centre must lie in 0..1.")
        if not 0 <= self.cross_fade <= 10:
            raise OptionError(f"A cross-fade of {self.cross_fade:g} seconds cannot be made; choose 0 to 10.")

    def why_changed(self) -> str:
        """What keeps frames from being copied as they are stored, as the beginning of a sentence; "" for nothing."""
        if self.height is not None or self.rate is not None or self.aspect != "original":
            return "Every frame changes its size, shape or rate"
        if self.lower_thirds:
            return "Lower thirds are drawn into the pictures"
        if self.cross_fade:
            return "Cross-fades mix pictures"
        return "A title card has to be made" if self.title else ""


def constant_frames(cut: Cut, rate: Fraction) -> int:
    """How many frames a cut has at a constant rate."""
    return max(1, round(cut.duration * rate))


def frame_units(cut: Cut, options: EncodingOptions) -> tuple[int, ...]:
    """When each exported frame of a cut is shown, in units of 1/TIMESCALE s from the cut's start."""
    if options.rate:
        return tuple(round(n * TIMESCALE / options.rate) for n in range(constant_frames(cut, options.rate)))
    table = cut.source.table
    pts = table.pts[cut.first_frame : cut.last_frame + 1].tolist()
    return tuple(round((p - pts[0]) * table.time_base * TIMESCALE) for p in pts)


def is_steady(cuts: Sequence[Cut], options: EncodingOptions) -> bool:
    """Whether all frames of an export last equally long, but for the rounding of time stamps."""
    if options.rate:
        return True
    gaps: list[int] = []
    for cut in cuts:
        units = (*frame_units(cut, options), length_units(cut, options))
        gaps += [after - before for before, after in pairwise(units)]
    return max(gaps) - min(gaps) <= TIMESCALE // 500


def length_units(cut: Cut, options: EncodingOptions) -> int:
    """How long an exported cut is, in units of 1/TIMESCALE s."""
    if options.rate:
        return round(constant_frames(cut, options.rate) * TIMESCALE / options.rate)
    return round(cut.duration * TIMESCALE)
