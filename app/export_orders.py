"""Exports as steps for a job."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from app.core.project import Project
from app.core.reel import Reel

if TYPE_CHECKING:
    from app.core.exporting import ExportStep


@dataclass(frozen=True, slots=True)
class ExportOrder:
    """What to export, as it was when a person asked: editing goes on meanwhile.

    Attributes:
        project, reel: the match and its clips.
        sources: the match files by index.
        name: of the reel.
        target: the file, or the folder of clips.
    """

    project: Project
    reel: Reel
    sources: tuple[Path, ...]
    name: str
    target: Path


def reel_steps(order: ExportOrder) -> Iterator[ExportStep]:
    """Write the reel as one MP4, replacing the target."""
    from app.core.encoding import EncodingOptions
    from app.core.exporting import export_reel
    from app.core.interchange.hand_off import HandOff

    hand_off = HandOff.of(order.project, order.reel, order.sources, order.name)
    options = EncodingOptions(aspect=order.project.reel.aspect)
    yield from export_reel(order.reel, order.sources, order.target, options, overwrite=True, titles=hand_off.titles())


def clip_steps(order: ExportOrder) -> Iterator[ExportStep]:
    """Write every clip into the target folder."""
    from app.core.clip_names import clip_paths
    from app.core.encoding import EncodingOptions
    from app.core.exporting import export_clips
    from app.core.interchange.hand_off import HandOff

    hand_off = HandOff.of(order.project, order.reel, order.sources, order.name)
    paths = clip_paths(hand_off, order.target)
    options = EncodingOptions(aspect=order.project.reel.aspect)
    yield from export_clips(order.reel, order.sources, paths, options, overwrite=True)
