"""Segments: each part's frames encoded or set aside for copying, and the cuts' sound, ready to be joined."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from app.core.canvas import canvas_of, check_size
from app.core.cuts import Cut
from app.core.encoders import check_filters, choose_encoder
from app.core.encoding import EncodingOptions, is_steady
from app.core.ffmpeg import ExportError, run_ffmpeg
from app.core.filter_graphs import Look, audio_arguments, card_arguments, input_arguments, video_arguments
from app.core.joining import Segment, Sound, count_frames, samples_at
from app.core.lettering import Caption, Drawing, draw_card, draw_lower_third
from app.core.pieces import Piece, plan_pieces
from app.core.running_order import Part, RunningOrder, Shot


class SegmentMaker:
    """Makes an export's segments one by one.

    Args:
        cuts: what was asked for.
        order: what will be shown.
        options: how it looks and sounds.
        captions: what the lower thirds say, one for each cut.
        folder: where the parts are written.

    Attributes:
        segments, sounds: what is made so far.
        encoder: FFmpeg's name of the encoder.

    Raises:
        ExportError: it cannot be made as asked.
    """

    def __init__(
        self,
        cuts: Sequence[Cut],
        order: RunningOrder,
        options: EncodingOptions,
        captions: Sequence[Caption],
        folder: Path,
    ) -> None:
        self.segments: list[Segment] = []
        self.sounds: list[Sound] = []
        self._cuts, self._order, self._options, self._folder = cuts, order, options, folder
        self._plans = plan_pieces(cuts, options)
        sources = list({cut.source.path: cut.source for cut in cuts}.values())
        canvas = canvas_of(sources, options)
        check_size(canvas)
        if not canvas.colours.is_hdr and any(source.colours.is_hdr for source in sources):
            check_filters("zscale", "tonemap")
        is_mixed = any(piece.is_copied for pieces in self._plans for piece in pieces)
        self.encoder = "" if options.mode == "lossless" else choose_encoder(options, canvas)
        self._look = Look(canvas, options, self.encoder, is_steady(cuts, options), is_mixed)
        self._drawings = self._drawn(captions)

    def make(self) -> Generator[float, None, None]:
        """Make everything; yields the share done, 0..1.

        Raises:
            ExportError: ffmpeg failed, or a source is damaged in a cut.
        """
        total, done = self._order.frame_count, 0
        for number, part in enumerate(self._order.parts):
            with closing(self._part(number, part)) as counts:
                for count in counts:
                    yield min(1.0, (done + count) / total)
            done += len(part.frame_units)

    def _drawn(self, captions: Sequence[Caption]) -> list[Drawing | None]:
        if not self._options.lower_thirds:
            return [None] * len(self._cuts)
        return [
            draw_lower_third(caption, self._look.canvas, self._folder / f"caption-{number}.png")
            for number, caption in enumerate(captions)
        ]

    def _part(self, number: int, part: Part) -> Generator[int, None, None]:
        if part.shot is None:
            yield from self._card(number, part)
        elif part.incoming is not None:
            video = self._folder / f"{number}-0.mp4"
            yield from self._encoded(part, video, [])
            self.segments.append(Segment(part, (video,)))
        else:
            yield from self._body(number, part, part.shot)

    def _card(self, number: int, part: Part) -> Generator[int, None, None]:
        picture, video = self._folder / "card.png", self._folder / f"{number}-0.mp4"
        draw_card(self._options.title, self._look.canvas, picture)
        arguments = card_arguments(self._cuts[0], part, self._look, picture, video)
        with closing(run_ffmpeg(arguments, video.with_suffix(".log"))) as steps:
            for step in steps:
                yield step.frames
        self.segments.append(Segment(part, (video,)))

    def _body(self, number: int, part: Part, shot: Shot) -> Generator[int, None, None]:
        sound = self._sound(shot)
        strips: list[Path | Piece] = []
        seams: list[int] = []
        pieces = self._plans[shot.clip]
        for piece_number, piece in enumerate(pieces):
            seams.append(piece.cut.first_frame)
            if piece.is_copied:
                strips.append(piece)
                continue
            video = self._folder / f"{number}-{piece_number}.mp4"
            done = piece.cut.first_frame - pieces[0].cut.first_frame
            # The usual case: one piece, its sound in the same pass.
            own = part if len(pieces) == 1 else _part_of(piece, shot, part)
            also = sound if len(pieces) == 1 else []
            with closing(self._encoded(own, video, also)) as counts:
                for count in counts:
                    yield done + count
            strips.append(video)
            sound = [] if len(pieces) == 1 else sound
        if sound:
            log = self._folder / f"{number}-sound.log"
            with closing(run_ffmpeg([*input_arguments(shot.cut), *sound], log)) as steps:
                for _ in steps:
                    yield len(part.frame_units)
        self.segments.append(Segment(part, tuple(strips), tuple(seams)))

    def _sound(self, shot: Shot) -> list[str]:
        """Arguments for a cut's sound, whole: where two cuts cross-fade their sounds overlap."""
        placement = self._order.sounds[shot.clip]
        track = track_of(shot.cut, self._options)
        path = None if track is None else self._folder / f"{shot.clip}.pcm"
        self.sounds.append(Sound(path, placement))
        if track is None or path is None:
            return []
        samples = samples_at(placement.end_units) - samples_at(placement.start_units)
        return audio_arguments(shot.cut, track, samples, path)

    def _encoded(self, part: Part, video: Path, also: list[str]) -> Generator[int, None, None]:
        """Encode one run of frames; where seeking in its file lands wrong, read it from the beginning instead."""
        assert part.shot is not None  # noqa: S101
        cut, expected = part.shot.cut, len(part.frame_units)
        for from_start in (False, True):
            arguments = [*video_arguments(part, self._look, self._drawings, video, from_start), *also]
            with closing(run_ffmpeg(arguments, video.with_suffix(".log"))) as progress:
                for step in progress:
                    yield min(step.frames, expected)
            if count_frames(video) == expected:
                return
        raise ExportError(
            f"{str(cut.source.path)!r} is damaged between {cut.start:.2f} s and {cut.end:.2f} s: "
            f"the cut has {count_frames(video)} of {expected} frames. Move its in or out point."
        )


def track_of(cut: Cut, options: EncodingOptions) -> int | None:
    """The sound stream of a cut's source that is exported, None for silence."""
    tracks = cut.source.audio_streams
    return None if options.audio is None or not tracks else tracks[min(options.audio, len(tracks) - 1)]


def _part_of(piece: Piece, shot: Shot, part: Part) -> Part:
    """A piece of a smart cut as a part of its own."""
    first = piece.cut.first_frame - shot.cut.first_frame
    own = replace(shot, cut=piece.cut, first=0, end=piece.cut.frame_count)
    return replace(part, shot=own, frame_units=part.frame_units[first : first + piece.cut.frame_count])
