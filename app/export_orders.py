"""Exports as steps for a job."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from app.core.project import Project
from app.core.reel import Reel

if TYPE_CHECKING:
    from app.core.encoding import EncodingOptions
    from app.core.exporting import ExportStep
    from app.core.interchange.hand_off import HandOff


def tr(text: str) -> str:
    """The translation of a sentence."""
    return QCoreApplication.translate("export", text)


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What to export, as it was when a person asked: editing goes on meanwhile.

    Attributes:
        project, reel: the match and its clips.
        sources: the match files by index.
        name: of the reel.
        target: the file, or the folder of clips.
        options: how it looks and sounds; the picture's shape is always the project's.
    """

    project: Project
    reel: Reel
    sources: tuple[Path, ...]
    name: str
    target: Path
    options: EncodingOptions | None = None

    def encoding(self) -> EncodingOptions:
        """The options with the project's shape."""
        from app.core.encoding import EncodingOptions

        return replace(self.options or EncodingOptions(), aspect=self.project.reel.aspect)

    def hand_off(self) -> HandOff:
        """The reel with its cuts.

        Raises:
            SourceError: a match file cannot be used.
        """
        from app.core.interchange.hand_off import HandOff

        return HandOff.of(self.project, self.reel, self.sources, self.name)


def reel_steps(order: ExportOrder) -> Iterator[ExportStep]:
    """Write the reel as one MP4, replacing the target."""
    from app.core.exporting import export_reel

    words = order.hand_off()
    yield from export_reel(
        order.reel,
        order.sources,
        order.target,
        order.encoding(),
        overwrite=True,
        titles=words.titles(),
        captions=words.captions(),
    )


def clip_steps(order: ExportOrder) -> Iterator[ExportStep]:
    """Write every clip into the target folder."""
    from app.core.clip_names import clip_paths
    from app.core.exporting import export_clips

    words = order.hand_off()
    yield from export_clips(
        order.reel,
        order.sources,
        clip_paths(words, order.target),
        order.encoding(),
        overwrite=True,
        titles=words.titles(),
        captions=words.captions(),
    )


def hand_off_steps(order: ExportOrder, kind: str) -> Iterator[ExportStep]:
    """Write the reel in the words of another system, replacing the target; ``kind`` is one of its ``FORMATS``."""
    from app.core.exporting import ExportResult, ExportStep
    from app.core.interchange import write_hand_off
    from app.core.running_order import running_order

    hand_off = order.hand_off()
    if hand_off.cuts:
        chapters = running_order(hand_off.cuts, hand_off.titles(), order.encoding()).chapters
        hand_off = replace(hand_off, chapters=chapters)
    write_hand_off(kind, hand_off, order.target, overwrite=True)
    yield ExportStep(1.0, "Done", (ExportResult(order.target, hand_off.cuts, None),))


def lossless_words(order: ExportOrder) -> str:
    """Which frames a lossless reel would really start and end on, a line for each clip; nothing is read or written.

    Raises:
        ExportError: it cannot be cut without encoding.
        SourceError: a match file cannot be used.
    """
    from app.core.pieces import planned

    hand_off = order.hand_off()
    lines = []
    words = tr("{0}: frames {1} to {2} ({3} early, {4} late)")
    options = replace(order.encoding(), mode="lossless")
    for title, asked, real in zip(hand_off.titles(), hand_off.cuts, planned(hand_off.cuts, options), strict=True):
        early, late = asked.first_frame - real.first_frame, real.last_frame - asked.last_frame
        lines.append(words.format(title, real.first_frame, real.last_frame, early, late))
    return "\n".join(lines)
