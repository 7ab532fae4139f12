"""Opening a match file: one door for every demuxer, with errors a person can act on."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

import av
from av.codec.context import ThreadType
from av.codec.hwaccel import HWAccel
from av.container import InputContainer
from av.error import FFmpegError
from av.packet import Packet
from av.stream import Discard, Disposition
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from rmsnet.errors import SourceError

CONVERT = "Convert it to MP4 (H.264) and open that"
# Decoders that take `skip_frame` from packet to packet; others (dav1d) read it once when they start.
SKIPPING_DECODERS = frozenset({"h264", "hevc", "mpeg2video", "mpeg4"})
# A still picture, a playlist or a text file is not a match, although FFmpeg has demuxers for them.
NOT_A_MATCH = frozenset({"tty", "image2", "concat", "hls", "dash", "sdp", "rtsp", "lrc", "srt", "webvtt", "ass"})
NOT_MOVING = Disposition.attached_pic | Disposition.still_image | Disposition.timed_thumbnails


class OpenSource:
    """An open file and its video stream.

    Args:
        path: the match file; any name is taken as a local file, never as a protocol or an option.
        decoder_options: FFmpeg options of the decoder, such as `{"skip_loop_filter": "all"}`.
        hwaccel: FFmpeg's name of a decoding device ("cuda", "videotoolbox", "d3d11va"); where it does not work the
            CPU decodes, with a warning. Empty: the CPU.
        threads: decoding threads; 0 leaves it to FFmpeg (one for each core).

    Raises:
        SourceError: the file is missing, empty, a folder, not a video, or in a codec without decoder.
    """

    def __init__(
        self,
        path: Path | str,
        decoder_options: dict[str, str] | None = None,
        hwaccel: str = "",
        threads: int = 0,
    ) -> None:
        self.path = Path(path)
        self.warnings: list[str] = []
        self.read_error = ""
        self._decoder_options = dict(decoder_options or {})
        self._hwaccel = hwaccel
        self._threads = threads
        self._open()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _open(self) -> None:
        self.container = self._container()
        try:
            self.stream = self._chosen_stream()
            self.stream.thread_type = ThreadType.AUTO
            self.stream.codec_context.thread_count = self._threads
            self.stream.codec_context.options = self._decoder_options
        except BaseException:
            self.container.close()
            raise

    def _container(self) -> InputContainer:
        if self._hwaccel:
            try:
                return open_container(self.path, HWAccel(self._hwaccel, allow_software_fallback=True))
            except (SourceError, ValueError, RuntimeError):
                # A missing driver or device looks like a broken file; the CPU will tell the two apart.
                self.warnings.append(f"Decoding on the CPU: {self._hwaccel} is not available.")
        return open_container(self.path, None)

    def restart(self) -> None:
        """Open the file again from its beginning: the way back where seeking fails."""
        self.container.close()
        self.warnings.clear()
        self._open()

    def close(self) -> None:
        """Close the file; safe to call twice."""
        self.container.close()

    def packets(self) -> Iterator[Packet[VideoStream]]:
        """Read the stream's packets from the present position to the end, without the closing empty one.

        A read error ends the packets and is kept in `read_error`: what came before is still good.
        """
        try:
            for packet in self.container.demux(self.stream):
                if packet.size:
                    yield packet
        except FFmpegError as error:
            self.read_error = error.strerror or "unreadable"
        except IndexError:
            # PyAV stumbles after the last packet when a transport stream announced a further stream on its way.
            return

    def skip_unreferenced(self, skip: bool) -> None:
        """Say whether the packets decoded next may be left out when no other picture refers to them.

        All B-frames (FFmpeg's "bidir") must not be skipped instead, although that is cheaper: encoders let other
        frames refer to them, and 10 s without a key frame then end 23 dB from the truth, visibly torn.
        """
        context = self.stream.codec_context
        if context.codec.canonical_name in SKIPPING_DECODERS:
            context.skip_frame = "NONREF" if skip else "DEFAULT"

    def decode(self, packet: Packet[VideoStream] | None) -> list[VideoFrame] | None:
        """Decode one packet (None: hand out what is left) or return None when it is broken."""
        try:
            return self.stream.codec_context.decode(packet)
        except EOFError:
            return []
        except FFmpegError:
            return None

    def _chosen_stream(self) -> VideoStream:
        moving = [s for s in self.container.streams.video if not s.disposition & NOT_MOVING]
        if not moving:
            raise SourceError(self.path, *_without_video(self.container))
        usable = [s for s in moving if s.codec_context is not None]
        if not usable:
            raise SourceError(self.path, "uses a video codec that this program cannot decode", f"{CONVERT}.")
        best = max(usable, key=_preference)
        if len(moving) > 1:
            size = f"{best.codec_context.width}x{best.codec_context.height}"
            self.warnings.append(f"{len(moving)} video streams: using stream {best.index} ({size}).")
        for stream in self.container.streams:
            if stream.index != best.index:
                stream.discard = Discard.all  # the demuxer then skips them instead of handing them out
        return best


# FFmpeg's own rule, so that players and the ffmpeg program show the same stream: the default one, then the largest.
def _preference(stream: VideoStream) -> tuple[bool, int, int]:
    context = stream.codec_context
    return bool(stream.disposition & Disposition.default), context.width * context.height, -stream.index


def _without_video(container: InputContainer) -> tuple[str, str]:
    if container.streams.audio:
        return "holds sound but no video", "Choose the match's video file."
    return "holds no video", "Choose a video file such as MP4, MKV, MOV or TS."


def open_container(path: Path, hwaccel: HWAccel | None = None) -> InputContainer:
    """Open a local file for reading, whatever its name; raises SourceError."""
    _require_readable_file(path)
    # "file:" keeps names such as "-x.mp4", "concat:a" or "http:b" from being anything but names, and the
    # protocol list keeps a playlist inside the file from reaching the network.
    options = {"protocol_whitelist": "file"}
    try:
        container = av.open(
            f"file:{os.path.abspath(path)}",  # noqa: PTH100 - resolve() would rename a link
            mode="r",
            container_options=options,
            metadata_errors="replace",
            hwaccel=hwaccel,
        )
    except FFmpegError as error:
        raise SourceError(path, *_opening_problem(error)) from error
    except UnicodeError as error:
        raise SourceError(path, "has a name this system cannot encode", "Rename the file.") from error
    names = set(container.format.name.split(","))
    if names & NOT_A_MATCH or any(name.endswith("_pipe") for name in names):
        container.close()
        raise SourceError(path, "is not a video", "Choose a video file such as MP4, MKV, MOV or TS.")
    return container


def _opening_problem(error: FFmpegError) -> tuple[str, str]:
    if isinstance(error, av.error.PermissionError):
        return "cannot be read", "Check its permissions."
    return (
        "is not a video, or its beginning or index is damaged",
        "Check that it was copied or recorded to the end, or convert it to MP4 first.",
    )


def _require_readable_file(path: Path) -> None:
    try:
        if path.is_dir():
            raise SourceError(path, "is a folder", "Choose the video file inside it.")
        if not path.exists():
            raise SourceError(path, "does not exist", "Check the name, or connect the disk it is on.")
        if not path.is_file():
            raise SourceError(path, "is not a regular file", "Save the video to a file first.")
        if path.stat().st_size == 0:
            raise SourceError(path, "is empty", "Copy or record it again.")
        with path.open("rb"):
            pass
    except (OSError, ValueError) as error:
        raise SourceError(path, f"cannot be read ({_reason(error)})", "Check its name and permissions.") from error


def _reason(error: Exception) -> str:
    return getattr(error, "strerror", None) or str(error)
