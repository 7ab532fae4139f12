"""Segments: each cut's frames encoded or set aside for copying, and its sound, ready to be joined."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from app.core.cuts import Cut
from app.core.encoding import (
    Canvas,
    EncodingOptions,
    audio_arguments,
    canvas_of,
    check_size,
    frame_units,
    input_arguments,
    is_steady,
    length_units,
    video_arguments,
)
from app.core.ffmpeg import ExportError, run_ffmpeg
from app.core.joining import Segment, count_frames, samples_at
from app.core.pieces import Piece, plan_pieces


def make_segments(
    cuts: tuple[Cut, ...], titles: list[str], options: EncodingOptions, folder: Path, segments: list[Segment]
) -> Generator[float, None, None]:
    """Make the segment of each cut and append it; yields the share done.

    Args:
        cuts: what to show.
        titles: the chapters' names.
        options: how it looks and sounds.
        folder: where the parts are written.
        segments: filled on the way.

    Raises:
        ExportError: ffmpeg failed, or a source is damaged in a cut.
    """
    plans = plan_pieces(cuts, options)
    is_mixed = any(piece.is_copied for pieces in plans for piece in pieces)
    canvas = canvas_of(list({cut.source.path: cut.source for cut in cuts}.values()), options)
    maker = _Maker(canvas, options, is_steady(cuts, options), is_mixed, folder)
    check_size(canvas)
    total = sum(cut.frame_count for cut in cuts)
    done = 0
    for number, (pieces, title) in enumerate(zip(plans, titles, strict=True)):
        start = segments[-1].end_units if segments else 0
        with closing(maker.make(number, cuts[number], pieces, start, title)) as steps:
            for step in steps:
                if isinstance(step, Segment):
                    segments.append(step)
                else:
                    yield min(1.0, (done + step) / total)
        done += cuts[number].frame_count


class _Maker:
    def __init__(self, canvas: Canvas, options: EncodingOptions, steady: bool, in_band: bool, folder: Path) -> None:
        self._canvas, self._options, self._steady, self._in_band = canvas, options, steady, in_band
        self._folder = folder

    def make(
        self, number: int, cut: Cut, pieces: list[Piece], start: int, title: str
    ) -> Generator[int | Segment, None, None]:
        """Encode a cut's pieces and sound: yields frames done, then the segment."""
        shown = replace(cut, first_frame=pieces[0].cut.first_frame, last_frame=pieces[-1].cut.last_frame)
        shown = replace(shown, start=pieces[0].cut.start, end=pieces[-1].cut.end)
        units, end = frame_units(shown, self._options), start + length_units(shown, self._options)
        track = _track(shown, self._options)
        audio = self._folder / f"{number}.pcm"
        sound = [] if track is None else audio_arguments(shown, track, samples_at(end) - samples_at(start), audio)
        made: list[Piece] = []
        for part, piece in enumerate(pieces):
            done = piece.cut.first_frame - shown.first_frame
            if piece.is_copied:
                made.append(piece)
                continue
            video = self._folder / f"{number}-{part}.mp4"
            outputs = video_arguments(piece.cut, self._canvas, self._options, video, self._steady, self._in_band)
            if len(pieces) == 1:  # the usual case: sound in the same pass
                outputs, sound = outputs + sound, []
            with closing(self._encoded(piece.cut, outputs, video)) as counts:
                for count in counts:
                    yield done + count
            made.append(replace(piece, video=video))
        if sound:
            with closing(run_ffmpeg([*input_arguments(shown), *sound], audio.with_suffix(".log"))) as steps:
                for _ in steps:
                    yield shown.frame_count
        yield Segment(tuple(made), start, end, units, audio if track is not None else None, title)

    def _encoded(self, cut: Cut, outputs: list[str], video: Path) -> Generator[int, None, None]:
        """Encode one run of frames; where seeking in its file lands wrong, read it from the beginning instead."""
        expected = len(frame_units(cut, self._options))
        for from_start in (False, True):
            arguments = [*input_arguments(cut, from_start), *outputs]
            with closing(run_ffmpeg(arguments, video.with_suffix(".log"))) as progress:
                for step in progress:
                    yield min(step.frames, cut.frame_count)
            if count_frames(video) == expected:
                return
        raise ExportError(
            f"{str(cut.source.path)!r} is damaged between {cut.start:.2f} s and {cut.end:.2f} s: "
            f"the cut has {count_frames(video)} of {expected} frames. Move its in or out point."
        )


def _track(cut: Cut, options: EncodingOptions) -> int | None:
    tracks = cut.source.audio_streams
    return None if options.audio is None or not tracks else tracks[min(options.audio, len(tracks) - 1)]
