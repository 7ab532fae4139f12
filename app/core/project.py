"""The project: everything that is saved about a match. Values only; reading and writing is in ``project_file``.

What the window may rely on:

- A ``Project`` never changes; ``project.model_copy(update={...})`` or its ``with_...`` methods make another one.
- Two equal projects have equal bytes (``to_json``): undoing everything restores the very same file.
- Unknown or out-of-range content raises ``ValueError`` on construction; files raise ``ProjectError`` instead.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable
from fractions import Fraction
from pathlib import Path
from typing import Annotated, Any, Final, Literal, NamedTuple, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SerializerFunctionWrapHandler,
    field_serializer,
    model_validator,
)

from app.core.events import Event, in_order
from app.core.reel import Reel, ReelOptions, build_reel
from app.core.thresholds import DEFAULT_THRESHOLD, Candidates, apply_thresholds
from app.core.timecode import format_match_clock
from rmsnet.broadcast.match_clock import HALF_STARTS, ClockPiece, MatchClock
from rmsnet.config import Mode
from rmsnet.labels import SOCCERNET_V1, LabelSet

FORMAT: Final = "rmsnet-highlights project"
VERSION: Final = 1
SUFFIX = ".rmsnet"
_LONGEST_STEM = 220  # bytes: file systems stop at 255 with the suffixes

_BEYOND_PLAY = 60.0
"""Seconds for which the clock is taken to run on where it was not read any more."""

Confidence = Annotated[float, Field(ge=0, le=1)]
Device = Literal["auto", "cpu", "cuda", "mps"]


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class Clock(NamedTuple):
    """What decides a source's match clock, so that it can be undone; as ``ProjectSource`` has it."""

    half: int | None = None
    offset: float | None = None
    pieces: tuple[ClockPiece, ...] = ()
    is_corrected: bool = False


class ProjectSource(_Value):
    """A match file.

    Attributes:
        path: relative to the project's folder with forward slashes, or absolute when on another drive.
        fingerprint: hex, from ``rmsnet.video.fingerprint``; tells a moved file from another one.
        duration: seconds.
        rate: average frames per second, as a fraction ("30000/1001").
        frame_count: video frames.
        half: 1 to 4, None when the file is not one half of a match.
        clock_offset: the match clock in seconds at the file's first frame, as a person set it; None is what was read
            off the score bug, else the half's kick-off.
        match_clock: what was read off the score bug: stretches of the file in which the clock runs.
        clock_corrected: whether a person corrected ``match_clock``; a later analysis then leaves it alone.
        analysis: the file with this source's vote curves and candidates, relative like ``path``.
    """

    path: str = Field(min_length=1)
    fingerprint: str = ""
    duration: float = Field(ge=0)
    rate: str = Field(default="25", pattern=r"^[1-9]\d*(/[1-9]\d*)?$")
    frame_count: int = Field(default=0, ge=0)
    half: int | None = Field(default=None, ge=1, le=4)
    clock_offset: float | None = None
    match_clock: tuple[ClockPiece, ...] = ()
    clock_corrected: bool = False
    analysis: str | None = None

    @property
    def frame_rate(self) -> Fraction:
        """``rate`` as a number."""
        return Fraction(self.rate)

    @property
    def clock_start(self) -> float:
        """The match clock in seconds at the first frame."""
        return HALF_STARTS[self.half or 1] if self.clock_offset is None else self.clock_offset

    def located(self, project: Path) -> Path:
        """Where the match file should be, for a project file at this path; it may not exist."""
        return _absolute(self.path, project)

    def analysis_file(self, project: Path) -> Path | None:
        """Where this source's analysis is saved, None when it was never analysed."""
        return _absolute(self.analysis, project) if self.analysis else None

    @property
    def has_clock(self) -> bool:
        """Whether it is known where in the match the file is: a person said it, or the score bug."""
        return self.half is not None or (self.clock_offset is None and bool(self.match_clock))

    def position(self, time: float) -> tuple[int | None, float]:
        """Half and match clock in seconds at a time of the file; in a break, those of the nearest play."""
        if self.clock_offset is not None or not self.match_clock:
            return self.half, self.clock_start + time
        piece = min(self.match_clock, key=lambda p: max(p.start - time, time - p.end, 0.0))
        shown = min(max(time, piece.start - _BEYOND_PLAY), piece.end + _BEYOND_PLAY)
        half, clock = piece.half, piece.clock + shown - piece.start
        if self.half is not None and {p.half for p in self.match_clock} != {self.half} and len(self.match_clock) == 1:
            half = self.half  # a person knows better; a clock that counts each half from nought says nothing
            clock += HALF_STARTS[half] if piece.clock < HALF_STARTS[half] else 0.0
        begins = HALF_STARTS[half] if piece.clock >= HALF_STARTS[half] else 0.0
        return half, max(begins, clock)

    @property
    def holds_halves(self) -> bool:
        """Whether the file holds more than one half, as the clock that was read off its score bug says."""
        return self.half is None and self.clock_offset is None and len({p.half for p in self.match_clock}) > 1

    def half_position(self, time: float) -> tuple[int, float]:
        """Half and seconds from the half's start at a time of the file, as SoccerNet counts them.

        SoccerNet's times are those of the half's file, whatever the clock on the screen says; only where one file
        holds both halves is the clock that was read needed, and where a person set an offset, that.
        """
        if self.holds_halves:
            half, clock = self.position(time)
        elif self.clock_offset is None:
            return self.half or 1, time
        else:
            half, clock = self.half, self.clock_offset + time
        half = half or 1
        begins = HALF_STARTS[half] if clock >= HALF_STARTS[half] else 0.0  # some clocks count each half from nought
        return half, max(0.0, clock - begins)

    def clock(self, time: float) -> str:
        """The match clock at a time of the file ("2 - 63:20")."""
        half, clock = self.position(time)
        return format_match_clock(clock, half)

    def with_clock_at(self, time: float, half: int, clock: float) -> ProjectSource:
        """This source after a person said what one frame shows: "this frame is 63:20 of half 2"."""
        read = MatchClock(self.match_clock).corrected(time, half, clock)
        return self.model_copy(update={"match_clock": read.pieces, "clock_corrected": True, "clock_offset": None})

    @property
    def decided_clock(self) -> Clock:
        """What decides its match clock now."""
        return Clock(self.half, self.clock_offset, self.match_clock, self.clock_corrected)

    def with_clock(self, clock: Clock, read: tuple[ClockPiece, ...] = ()) -> ProjectSource:
        """This source with another clock.

        Args:
            clock: as it was decided.
            read: what the newest analysis read; it goes before older readings, but not before a correction.
        """
        if not clock.is_corrected and read:
            clock = clock._replace(pieces=read)
        if clock == self.decided_clock:
            return self
        half, offset, pieces, corrected = clock
        update = {"half": half, "clock_offset": offset, "match_clock": pieces, "clock_corrected": corrected}
        return self.model_copy(update=update)

    def with_clock_read(self, pieces: tuple[ClockPiece, ...]) -> ProjectSource:
        """This source with the clock that an analysis read; one that a person corrected stays.

        An analysis that read none, or did not look for one, takes nothing away.
        """
        if not pieces or self.clock_corrected or pieces == self.match_clock:
            return self
        return self.model_copy(update={"match_clock": pieces})


class ModelReference(_Value):
    """The checkpoint, or the file of predictions, that proposed the events.

    Attributes:
        name: a name to show.
        fingerprint: hex; "" for predictions made elsewhere.
        trained_on: one honest sentence to show beside the name.
        path: where it was loaded from, None for the bundled one; of predictions relative like a source's path.
    """

    name: str
    fingerprint: str = ""
    trained_on: str = ""
    path: str | None = None

    @property
    def is_given(self) -> bool:
        """Whether the events come from a file of predictions, so that nothing is to be analysed."""
        return not self.fingerprint and self.path is not None


class Project(_Value):
    """A match, its events, and how its reel is made.

    Attributes:
        format, version: mark the file.
        sources: match files in match order; an event's or clip's ``source`` is an index into them.
        label_set: what the model can find.
        model: what proposed the events.
        device, mode: how the sources are analysed.
        thresholds, default_threshold: least confidence by label, and of labels that are not named.
        events: by source, time and id; ids are unique.
        reel: options the reel is built with.
        truth: the file of annotations that the events are measured against, relative like a source's path.
    """

    format: Literal["rmsnet-highlights project"] = FORMAT
    version: Literal[1] = VERSION
    sources: tuple[ProjectSource, ...] = ()
    label_set: LabelSet = SOCCERNET_V1
    model: ModelReference | None = None
    device: Device = "auto"
    mode: Mode = "dense"
    thresholds: dict[str, Confidence] = Field(default_factory=dict)
    default_threshold: Confidence = DEFAULT_THRESHOLD
    events: tuple[Event, ...] = ()
    reel: ReelOptions = ReelOptions()
    truth: str | None = None

    @model_validator(mode="after")
    def _check_events(self) -> Self:
        if len({event.id for event in self.events}) < len(self.events):
            raise ValueError("two events have the same id")
        for event in self.events:
            if not (event.time >= 0 and 0 <= (event.confidence or 0) <= 1 and event.source >= 0):
                raise ValueError(f"event {event.id!r} lies outside its range")
        return self

    @field_serializer("reel", mode="wrap")
    def _sorted_reel(self, reel: ReelOptions, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        """Sets and tables in a fixed order, so that equal projects have equal bytes."""
        data: dict[str, Any] = handler(reel)
        for name in ("included", "excluded"):
            data[name] = sorted(data[name])
        for name in ("padding", "overrides"):
            data[name] = dict(sorted(data[name].items()))
        return data

    @field_serializer("thresholds")
    def _sorted_thresholds(self, thresholds: dict[str, float]) -> dict[str, float]:
        return dict(sorted(thresholds.items()))

    def threshold(self, label: str) -> float:
        """Least confidence of a label, 0..1."""
        return self.thresholds.get(label, self.default_threshold)

    def with_events(self, events: Iterable[Event]) -> Project:
        """This project with other events, put in order."""
        return self.model_copy(update={"events": in_order(events)})

    def with_thresholds(self, thresholds: dict[str, float], candidates: Candidates) -> Project:
        """This project at other thresholds; only automatic events come or go."""
        events = apply_thresholds(self.events, candidates, thresholds, self.default_threshold)
        return self.model_copy(update={"thresholds": dict(thresholds), "events": events})

    def predictions_file(self, project: Path) -> Path | None:
        """Where the predictions are, for a project file at this path; None when a checkpoint made the events."""
        return _absolute(self.model.path, project) if self.model and self.model.path and self.model.is_given else None

    def truth_file(self, project: Path) -> Path | None:
        """Where the truth is, None when there is none."""
        return _absolute(self.truth, project) if self.truth else None

    def build_reel(self) -> Reel:
        """The reel of the project's events and options."""
        return build_reel(self.events, self.reel, self.sources)

    def clock(self, event: Event) -> str:
        """An event's match clock ("2 - 63:20")."""
        return self.sources[event.source].clock(event.time)

    def to_json(self) -> bytes:
        """The project file's content; equal projects give equal bytes."""
        return self.model_dump_json(indent=1).encode() + b"\n"


def relative_path(target: Path, project: Path) -> str:
    """How a project file at ``project`` names another file: relative when on the same drive."""
    target, folder = Path(os.path.abspath(target)), Path(os.path.abspath(project)).parent  # noqa: PTH100
    try:
        return Path(os.path.relpath(target, folder)).as_posix()
    except ValueError:  # another drive on Windows
        return target.as_posix()


def project_path_for(match: Path) -> Path:
    """The project file beside a match: ``match.mp4`` has ``match.rmsnet``."""
    return match.with_suffix(SUFFIX)


def analysis_path_for(project: Path, source: int = 0) -> Path:
    """The analysis file beside a project: ``match.analysis.safetensors``, of later sources ``match.2.analysis...``.

    A stem so long that the file system would refuse the name is cut and told apart by a hash.
    """
    number = f".{source + 1}" if source else ""
    stem = project.stem
    encoded = stem.encode(errors="surrogateescape")
    if len(encoded) > _LONGEST_STEM:
        whole = encoded[: _LONGEST_STEM - 9].decode(errors="ignore")
        stem = f"{whole}-{hashlib.blake2b(encoded, digest_size=4).hexdigest()}"
    return project.with_name(f"{stem}{number}.analysis.safetensors")


def project_schema() -> dict[str, Any]:
    """The JSON schema of a project file, published as ``docs/project.schema.json``."""
    schema = Project.model_json_schema(mode="validation")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema, "title": "RMS-Net Highlights project"}


def _absolute(path: str, project: Path) -> Path:
    return Path(os.path.normpath(Path(os.path.abspath(project)).parent / path))  # noqa: PTH100
