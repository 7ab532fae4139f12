"""Pieces: which frames of a cut are copied as they are stored, and which must be encoded anew.

- exact: every cut is one encoded piece.
- lossless: every cut is one copied piece; it starts at a key frame and may end a few frames late, and that is known
  and said before anything is written.
- smart: a cut's beginning up to its first key frame is encoded, the rest copied, its last few frames encoded again.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from app.core.cuts import Cut, MatchFile
from app.core.encoding import EncodingOptions
from app.core.ffmpeg import ExportError
from app.core.stored_frames import can_follow_others, decoder_settings, starts_afresh

_LEAST_COPIED = 12
"""Frames: copying fewer saves nothing."""


@dataclass(frozen=True, slots=True, eq=False)
class Piece:
    """A run of frames of one source.

    Attributes:
        cut: the frames.
        packets: first and last stored packet (included) to copy; None for a piece to encode.
    """

    cut: Cut
    packets: tuple[int, int] | None = None

    @property
    def is_copied(self) -> bool:
        """Whether its packets come from the source."""
        return self.packets is not None


def plan_pieces(cuts: Sequence[Cut], options: EncodingOptions) -> list[list[Piece]]:
    """The pieces of each cut; in lossless mode they may show more frames than the cut.

    Raises:
        ExportError: lossless mode cannot do what the options ask.
    """
    if options.mode == "lossless":
        _check_copyable(cuts, options)
        pieces = [lossless_piece(cut) for cut in cuts]
        _check_joins(pieces)
        return [[piece] for piece in pieces]
    if options.mode == "smart" and why_not_smart(cuts, options) is None:
        return [smart_pieces(cut) for cut in cuts]
    return [[Piece(cut)] for cut in cuts]


def planned(cuts: Sequence[Cut], options: EncodingOptions) -> tuple[Cut, ...]:
    """The cuts as the export will really show them: the same, but in lossless mode.

    Raises:
        ExportError: lossless mode cannot do what the options ask.
    """
    if options.mode != "lossless":
        return tuple(cuts)
    return tuple(pieces[0].cut for pieces in plan_pieces(cuts, options))


def lossless_piece(cut: Cut) -> Piece:
    """The least run of stored packets that shows a cut: from a key frame to where the pictures are complete.

    Raises:
        ExportError: the key frame is hidden by the file's edit list.
    """
    table = cut.source.table
    first_packet = table.run_up(cut.first_frame)
    (found,) = np.nonzero(table.packet == first_packet)
    if not len(found):
        raise ExportError(
            f"The clip at {cut.start:.2f} s of {str(cut.source.path)!r} begins with hidden frames: "
            "it cannot be cut without encoding. Use the exact mode."
        )
    first, last = int(found[0]), cut.last_frame
    while True:
        last_packet = int(table.packet[first : last + 1].max())
        shown = np.flatnonzero((table.packet >= first_packet) & (table.packet <= last_packet))
        if int(shown[-1]) == last:
            return Piece(_part(cut, first, last), (first_packet, last_packet))
        last = int(shown[-1])


def smart_pieces(cut: Cut) -> list[Piece]:
    """A cut with as much copied as can be, frame-exact."""
    table = cut.source.table
    inside = np.flatnonzero(table.keyframe[cut.first_frame : cut.last_frame + 1])
    if not len(inside):
        return [Piece(cut)]
    key = cut.first_frame + int(inside[0])
    copied = _longest_copy(cut, key)
    is_long = copied is not None and copied[0] - key + 1 >= _LEAST_COPIED
    if copied is None or not is_long or not starts_afresh(cut.source, int(table.packet[key])):
        return [Piece(cut)]
    last, last_packet = copied
    pieces = [Piece(_part(cut, key, last), (int(table.packet[key]), last_packet))]
    if key > cut.first_frame:
        pieces.insert(0, Piece(_part(cut, cut.first_frame, key - 1)))
    if last < cut.last_frame:
        pieces.append(Piece(_part(cut, last + 1, cut.last_frame)))
    return pieces


def why_not_smart(cuts: Sequence[Cut], options: EncodingOptions) -> str | None:
    """Why a reel cannot be cut smartly, as a sentence; None when it can."""
    sources = {cut.source.path: cut.source for cut in cuts}
    source = next(iter(sources.values()))
    if why := options.why_changed():
        return f"{why}, so all frames were encoded."
    if options.hdr == "sdr" and source.colours.is_hdr:
        return "HDR was made ordinary, so all frames were encoded."
    if len(sources) > 1:
        return "The reel comes from several files, so all frames were encoded."
    if source.info.codec != "h264" or source.info.pixel_format not in ("yuv420p", "yuvj420p"):
        return f"Frames of {source.info.codec} in {source.info.pixel_format} cannot be mixed, so all were encoded."
    if not source.container.startswith(("mov", "matroska")):
        return f"Frames cannot be copied exactly from {source.container}, so all were encoded."
    return None


def _check_copyable(cuts: Sequence[Cut], options: EncodingOptions) -> None:
    if why := options.why_changed():
        raise ExportError(f"{why}: that cannot be done without encoding. Use the exact mode.")
    if options.hdr == "sdr" and cuts[0].source.colours.is_hdr:
        raise ExportError("HDR cannot be made ordinary without encoding. Use the exact mode.")
    first = cuts[0].source
    for source in {cut.source.path: cut.source for cut in cuts}.values():
        if (source.info.codec, decoder_settings(source)) != (first.info.codec, decoder_settings(first)):
            raise ExportError(
                f"{source.path.name!r} and {first.path.name!r} were encoded differently, so their clips cannot be "
                "joined without encoding. Use the exact mode, or export the clips one by one."
            )


def _check_joins(pieces: Sequence[Piece]) -> None:
    for piece in pieces[1:]:
        assert piece.packets is not None  # noqa: S101
        if not can_follow_others(piece.cut.source, piece.packets[0]):
            raise ExportError(
                f"The key frames of {str(piece.cut.source.path)!r} rely on the frames before them, so its clips cannot "
                "be joined without encoding. Use the exact mode, or export the clips one by one."
            )


def _longest_copy(cut: Cut, key: int) -> tuple[int, int] | None:
    """Last frame and last packet of the longest run from a key frame that shows no frame beyond the cut."""
    table = cut.source.table
    start = int(table.packet[key])
    frame_of = np.full(len(table.packets), -1, np.int64)
    frame_of[table.packet] = np.arange(len(table))
    stored = frame_of[start:]
    wanted = stored >= key  # leading frames of an open group are shown before the key frame
    if not wanted[0]:
        return None
    newest = np.maximum.accumulate(np.where(wanted, stored, -1))
    complete = (newest - key + 1 == np.cumsum(wanted)) & (newest <= cut.last_frame)
    ends = np.flatnonzero(complete & wanted)
    return (int(newest[ends[-1]]), start + int(ends[-1])) if len(ends) else None


def _part(cut: Cut, first: int, last: int) -> Cut:
    table = cut.source.table
    end = cut.end if last == cut.last_frame else float(table.times[last]) + _shown(cut.source, last)
    return replace(cut, first_frame=first, last_frame=last, start=float(table.times[first]), end=end)


def _shown(source: MatchFile, frame: int) -> float:
    return float(int(source.table.durations[frame]) * source.table.time_base)
