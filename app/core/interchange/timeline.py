"""The reel on a time line of whole frames: what every editing system is told, each in its own words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from app.core.cuts import Cut, MatchFile
from app.core.events import Event
from app.core.interchange.hand_off import HandOff
from app.core.timecode import DROP_FRAME_RATES, nearest_rate, parse_smpte
from rmsnet.errors import OptionError

STANDARD_RATES = (
    *(Fraction(24000, 1001), Fraction(24), Fraction(25), Fraction(30000, 1001), Fraction(30), Fraction(48)),
    *(Fraction(50), Fraction(60000, 1001), Fraction(60), Fraction(100), Fraction(120)),
)
"""Frame rates that editing systems know; a source at another or a variable rate is counted at the next higher one."""


@dataclass(frozen=True, slots=True, eq=False)
class PlacedClip:
    """A cut with its frames, as an editing system counts them.

    Attributes:
        title: to show ("Goal 2 - 63:20").
        source: the match file.
        rate: of the source, a standard one.
        source_in, source_out: source frames from the file's first one, half-open.
        record_in, record_out: frames of the time line, half-open.
        marker: source frame of the event, None for a clip without one.
        event: what the clip shows.
        facts: label, confidence, state and model for metadata.
    """

    title: str
    source: MatchFile
    rate: Fraction
    source_in: int
    source_out: int
    record_in: int
    record_out: int
    marker: int | None
    event: Event | None
    facts: dict[str, str | float]

    @property
    def origin(self) -> int:
        """The frame number that the source's own timecode gives its first frame."""
        return start_frame(self.source)

    @property
    def comment(self) -> str:
        """The facts that matter to an editor, in one line."""
        words = [str(self.facts["label"])] if "label" in self.facts else [self.title]
        if "confidence" in self.facts:
            words.append(f"{float(self.facts['confidence']):.2f}")
        words += [str(self.facts[name]) for name in ("state", "model", "note") if self.facts.get(name)]
        return " ".join(" ".join(words).split())


@dataclass(frozen=True, slots=True, eq=False)
class PlacedReel:
    """A reel on one time line.

    Attributes:
        name: its title.
        rate: frames per second, a standard one.
        clips: in playing order, without gaps.
    """

    name: str
    rate: Fraction
    clips: tuple[PlacedClip, ...]

    @property
    def length(self) -> int:
        """Frames."""
        return self.clips[-1].record_out if self.clips else 0

    @property
    def sources(self) -> list[MatchFile]:
        """The match files that are used, in order of use."""
        return list({clip.source.path: clip.source for clip in self.clips}.values())


def standard_rate(source: MatchFile) -> Fraction:
    """The rate at which an editing system counts a source's frames."""
    rate = nearest_rate(source.info.rate)
    if rate in STANDARD_RATES:
        return rate
    return min((known for known in STANDARD_RATES if known >= rate), default=STANDARD_RATES[-1])


def start_frame(source: MatchFile) -> int:
    """The number of a source's first frame by its own timecode; 0 where it has none that fits its rate."""
    try:
        return parse_smpte(source.start_timecode, standard_rate(source)) if source.start_timecode else 0
    except OptionError:
        return 0


def is_drop_frame(source: MatchFile) -> bool:
    """Whether a source counts in drop-frame timecode: as the file says, else wherever that exists."""
    if start_frame(source):
        return source.start_timecode[-3] in ";."
    return standard_rate(source) in DROP_FRAME_RATES


def place(hand_off: HandOff) -> PlacedReel:
    """Put a reel's cuts on a time line at the first source's rate.

    Raises:
        OptionError: the reel is empty.
    """
    if not hand_off.cuts:
        raise OptionError("The reel is empty: there is nothing to hand over.")
    rate = standard_rate(hand_off.cuts[0].source)
    clips: list[PlacedClip] = []
    for index, cut in enumerate(hand_off.cuts):
        begin = clips[-1].record_out if clips else 0
        clips.append(_placed(hand_off, index, cut, rate, begin))
    return PlacedReel(hand_off.name, rate, tuple(clips))


def file_url(path: Path) -> str:
    """A file as a URL, with everything special escaped."""
    return path.absolute().as_uri()


def clean(text: str) -> str:
    """Text without the control characters that no XML or EDL may hold."""
    return "".join(char if char.isprintable() else " " for char in text).strip()


def _placed(hand_off: HandOff, index: int, cut: Cut, rate: Fraction, begin: int) -> PlacedClip:
    own_rate = standard_rate(cut.source)
    first = round(Fraction(cut.start) * own_rate)
    count = max(1, round(Fraction(cut.duration) * own_rate))
    event = hand_off.event_of(cut.clip.event_id)
    marker = None
    if event is not None and cut.start <= event.time < cut.end:
        marker = min(round(Fraction(event.time) * own_rate), first + count - 1)
    return PlacedClip(
        title=clean(hand_off.title(index)),
        source=cut.source,
        rate=own_rate,
        source_in=first,
        source_out=first + count,
        record_in=begin,
        record_out=begin + max(1, round(count / own_rate * rate)),
        marker=marker,
        event=event,
        facts={} if event is None else hand_off.facts(event),
    )
