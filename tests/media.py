"""Small, awkward videos for every test that needs one.

Each frame carries its own number as a barcode of black and white blocks that survives H.264 at any size from
160x90 up, so a test can ask *which* frame it got, not only how many: `read_barcode(image)`.

`make(kind, folder)` writes one kind of file and returns its path; the `media` fixture does so once per session:

    def test_something(media):
        path = media("gop250_bframes")

| kind | what is awkward about it |
|---|---|
| constant_25 | nothing: 25 fps, 10 s, groups of 50 |
| ntsc_2997 | 30000/1001 fps |
| gop250_bframes | one key frame in 250, B-frames with references to B-frames |
| gop12 | a key frame every 12 frames, B-frames |
| open_gop | MPEG-TS with leading frames behind each key frame |
| variable_rate | frames 20 to 120 ms apart, never the same twice in a row |
| nonzero_start | MPEG-TS that starts at 10 s |
| late_video | MP4 whose picture starts 0.48 s after its sound |
| edit_list | MP4 cut without re-encoding: hidden frames before its first one |
| intra | Motion JPEG: every frame a key frame |
| no_audio | as constant_25; named for tests that are about sound |
| beeps | a 20 ms, 1 kHz beep at each whole second, to check sound against picture |
| two_audio | two sound tracks, the second silent |
| rotated | stored lying, shown after a quarter turn clockwise |
| wide_pixels | sample aspect ratio 2:1 |
| yuv422 | 4:2:2, as from cameras |
| size_change | MPEG-TS whose picture changes from 320x180 to 160x90 half way |
| hevc | H.265 in Matroska (no decoding times stored) |
| two_videos | two video streams, the larger one second |
| cover_art | Matroska with an attached picture before the video |
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path

import av
import imageio_ffmpeg
import numpy as np

WIDTH, HEIGHT = 320, 180
BITS = 16
COLUMNS, ROWS = 8, 2
SECONDS = 10
BEEP_SECONDS = 0.02
SOUND_RATE = 48_000


def barcode(number: int, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """Draw a frame: 16 blocks for the bits of its number above, a moving bar below.

    Returns:
        `[H, W, 3]` uint8.
    """
    image = np.full((height, width, 3), 90, dtype=np.uint8)
    image[:, :, 1] = 120
    for bit in range(BITS):
        image[_block(bit, width, height)] = 235 if number >> bit & 1 else 16
    bar = number * 7 % max(width - 8, 1)
    image[height * 3 // 4 :, bar : bar + 8] = (200, 40, 40)
    return image


def read_barcode(image: np.ndarray) -> int:
    """Return the frame number drawn in a picture of any size.

    Args:
        image: `[H, W, 3]` RGB or `[H, W]` grey.
    """
    grey = image.mean(axis=2) if image.ndim == 3 else image
    height, width = grey.shape
    number = 0
    for bit in range(BITS):
        rows, columns = _block(bit, width, height)
        margin_y, margin_x = (rows.stop - rows.start) // 4, (columns.stop - columns.start) // 4
        inner = grey[rows.start + margin_y : rows.stop - margin_y, columns.start + margin_x : columns.stop - margin_x]
        number |= int(inner.mean() > 128) << bit
    return number


def _block(bit: int, width: int, height: int) -> tuple[slice, slice]:
    row, column = divmod(bit, COLUMNS)
    tall = height * 3 // 4
    return (
        slice(row * tall // ROWS, (row + 1) * tall // ROWS),
        slice(column * width // COLUMNS, (column + 1) * width // COLUMNS),
    )


def frame_times(kind: str) -> list[Fraction]:
    """Return when each frame of a kind is shown, seconds since its first frame."""
    if kind == "ntsc_2997":
        return [Fraction(1001, 30000) * n for n in range(SECONDS * 30)]
    if kind == "variable_rate":
        gaps = [Fraction(20 + n * 37 % 101, 1000) for n in range(140)]
        return [sum(gaps[:n], Fraction(0)) for n in range(len(gaps))]
    return [Fraction(n, 25) for n in range(SECONDS * 25)]


def encode(
    path: Path,
    times: list[Fraction],
    size: tuple[int, int] = (WIDTH, HEIGHT),
    codec: str = "libx264",
    pixel_format: str = "yuv420p",
    options: dict[str, str] | None = None,
    rate: Fraction = Fraction(25),
    start: Fraction = Fraction(0),
    draw: Callable[[int], np.ndarray] | None = None,
    aspect: Fraction | None = None,
) -> Path:
    """Write barcode frames at the given times (seconds since the first, which is shown at `start`)."""
    ticks = 90_000
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=rate)
        stream.width, stream.height = size
        stream.pix_fmt = pixel_format
        if codec == "libx264":
            stream.options = {"preset": "veryfast", "crf": "24", **(options or {})}
        else:
            stream.options = options or {}
        stream.codec_context.time_base = Fraction(1, ticks)
        if aspect is not None:
            stream.codec_context.sample_aspect_ratio = aspect
        for n, time in enumerate(times):
            image = draw(n) if draw else barcode(n, *size)
            frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(image), format="rgb24")
            frame.pts, frame.time_base = round((start + time) * ticks), Fraction(1, ticks)
            container.mux(stream.encode(frame))
        container.mux(stream.encode())
    return path


def ffmpeg(*arguments: str | Path) -> None:
    """Run the ffmpeg program that imageio-ffmpeg carries."""
    command = [imageio_ffmpeg.get_ffmpeg_exe(), "-v", "error", "-nostdin", "-y", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr


def beeps(seconds: int = SECONDS) -> np.ndarray:
    """Return sound that is silent but for a beep at each whole second, float32 `[samples]`."""
    time = np.arange(seconds * SOUND_RATE) / SOUND_RATE
    return (0.5 * np.sin(2 * np.pi * 1000 * time) * (time % 1 < BEEP_SECONDS)).astype(np.float32)


def beep_times(path: Path, stream: int = 0) -> list[float]:
    """Return when the beeps of a file start, seconds on the container's clock."""
    with av.open(str(path)) as container:
        audio = container.streams.audio[stream]
        resampler = av.AudioResampler(format="flt", layout="mono", rate=SOUND_RATE)
        parts, start = [], None
        for frame in container.decode(audio):
            start = frame.time if start is None else start
            parts += [part.to_ndarray()[0] for part in resampler.resample(frame)]
    loud = np.abs(np.concatenate(parts)) > 0.1
    at = np.flatnonzero(loud)
    first = at[np.insert(np.diff(at) > SOUND_RATE // 4, 0, True)] if len(at) else at
    return [start + index / SOUND_RATE for index in first.tolist()]


def _sound(folder: Path) -> Path:
    path = folder / "beeps.wav"
    if not path.exists():
        with av.open(str(path), "w") as container:
            stream = container.add_stream("pcm_s16le", rate=SOUND_RATE)
            stream.layout = "mono"
            samples = (beeps() * 32767).astype(np.int16)[None]
            frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
            frame.rate, frame.pts = SOUND_RATE, 0
            container.mux(stream.encode(frame))
            container.mux(stream.encode())
    return path


GOP = {"g": "50", "bf": "2"}


def _constant_25(path: Path, folder: Path) -> None:
    encode(path, frame_times("constant_25"), options=GOP)


def _ntsc_2997(path: Path, folder: Path) -> None:
    encode(path, frame_times("ntsc_2997"), options=GOP, rate=Fraction(30000, 1001))


def _gop250(path: Path, folder: Path) -> None:
    options = {"g": "250", "bf": "3", "x264-params": "b-pyramid=normal:scenecut=0:b-adapt=0:ref=4"}
    encode(path, frame_times("gop250_bframes"), options=options)


def _gop12(path: Path, folder: Path) -> None:
    encode(path, frame_times("gop12"), options={"g": "12", "bf": "2", "sc_threshold": "0"})


def _open_gop(path: Path, folder: Path) -> None:
    options = {"g": "24", "bf": "3", "x264-params": "open-gop=1:scenecut=0:b-adapt=0"}
    encode(path, frame_times("open_gop"), options=options)


def _variable_rate(path: Path, folder: Path) -> None:
    encode(path, frame_times("variable_rate"), options=GOP)


def _nonzero_start(path: Path, folder: Path) -> None:
    encode(path, frame_times("nonzero_start"), options=GOP, start=Fraction(10))


def _late_video(path: Path, folder: Path) -> None:
    picture = make("constant_25", folder)
    ffmpeg("-itsoffset", "0.48", "-i", picture, "-i", _sound(folder), "-c:v", "copy", "-c:a", "aac", path)


def _edit_list(path: Path, folder: Path) -> None:
    # A copy from the middle of a group keeps the frames since the key frame and hides them by an edit list.
    ffmpeg("-ss", "2.72", "-i", make("constant_25", folder), "-c", "copy", path)


def _intra(path: Path, folder: Path) -> None:
    encode(path, frame_times("intra"), codec="mjpeg", pixel_format="yuvj420p", options={"qscale": "4"})


def _no_audio(path: Path, folder: Path) -> None:
    shutil.copyfile(make("constant_25", folder), path)


def _beeps(path: Path, folder: Path) -> None:
    ffmpeg("-i", make("constant_25", folder), "-i", _sound(folder), "-c:v", "copy", "-c:a", "aac", path)


def _two_audio(path: Path, folder: Path) -> None:
    inputs = ["-i", make("constant_25", folder), "-i", _sound(folder), "-f", "lavfi", "-t", str(SECONDS)]
    maps = ["-map", "0:v", "-map", "1:a", "-map", "2:a", "-c:v", "copy", "-c:a", "aac"]
    ffmpeg(*inputs, "-i", "anullsrc=r=48000:cl=mono", *maps, path)


def _rotated(path: Path, folder: Path) -> None:
    lying = folder / "lying.mp4"
    # Drawn upright as 180x320, stored after a quarter turn counter-clockwise.
    encode(lying, frame_times("rotated"), options=GOP, draw=lambda n: np.rot90(barcode(n, HEIGHT, WIDTH)))
    ffmpeg("-display_rotation", "-90", "-i", lying, "-c", "copy", path)


def _wide_pixels(path: Path, folder: Path) -> None:
    encode(path, frame_times("wide_pixels"), options=GOP, aspect=Fraction(2))


def _yuv422(path: Path, folder: Path) -> None:
    encode(path, frame_times("yuv422"), options=GOP, pixel_format="yuv422p")


def _size_change(path: Path, folder: Path) -> None:
    half = frame_times("size_change")[:125]
    large = encode(folder / "large.ts", half, options=GOP, start=Fraction(1))
    small = folder / "small.ts"
    draw = lambda n: barcode(n + 125, 160, 90)  # noqa: E731
    encode(small, half, size=(160, 90), options=GOP, start=Fraction(6), draw=draw)
    path.write_bytes(large.read_bytes() + small.read_bytes())


def _hevc(path: Path, folder: Path) -> None:
    options = {"preset": "ultrafast", "x265-params": "log-level=none:keyint=50:bframes=3:b-pyramid=1"}
    encode(path, frame_times("hevc"), codec="libx265", options=options)


def _two_videos(path: Path, folder: Path) -> None:
    small = encode(folder / "thumbnail.mp4", frame_times("two_videos"), size=(160, 90), options=GOP)
    maps = ["-map", "0:v", "-map", "1:v", "-c", "copy"]
    ffmpeg("-i", small, "-i", make("constant_25", folder), *maps, path)


def _cover_art(path: Path, folder: Path) -> None:
    cover = folder / "cover.png"
    with av.open(str(cover), "w", format="image2") as container:
        stream = container.add_stream("png", rate=1)
        stream.width, stream.height, stream.pix_fmt = 640, 360, "rgb24"
        container.mux(stream.encode(av.VideoFrame.from_ndarray(barcode(0, 640, 360), format="rgb24")))
        container.mux(stream.encode())
    ffmpeg(
        "-i", make("constant_25", folder), "-attach", cover, "-metadata:s:t", "mimetype=image/png", "-c", "copy", path
    )


KINDS: dict[str, tuple[str, Callable[[Path, Path], None]]] = {
    "constant_25": (".mp4", _constant_25),
    "ntsc_2997": (".mp4", _ntsc_2997),
    "gop250_bframes": (".mp4", _gop250),
    "gop12": (".mp4", _gop12),
    "open_gop": (".ts", _open_gop),
    "variable_rate": (".mp4", _variable_rate),
    "nonzero_start": (".ts", _nonzero_start),
    "late_video": (".mp4", _late_video),
    "edit_list": (".mp4", _edit_list),
    "intra": (".mov", _intra),
    "no_audio": (".mp4", _no_audio),
    "beeps": (".mp4", _beeps),
    "two_audio": (".mp4", _two_audio),
    "rotated": (".mp4", _rotated),
    "wide_pixels": (".mp4", _wide_pixels),
    "yuv422": (".mp4", _yuv422),
    "size_change": (".ts", _size_change),
    "hevc": (".mkv", _hevc),
    "two_videos": (".mp4", _two_videos),
    "cover_art": (".mkv", _cover_art),
}


def make(kind: str, folder: Path) -> Path:
    """Write one kind of file into a folder, unless it is there already, and return its path."""
    suffix, writer = KINDS[kind]
    path = folder / f"{kind}{suffix}"
    if not path.exists():
        writer(path, folder)
    return path


def barcodes(path: Path) -> Iterator[tuple[int | None, int]]:
    """Decode a file from its start and yield each frame's presentation time (pts) and barcode."""
    with av.open(str(path)) as container:
        stream = max(container.streams.video, key=lambda s: s.codec_context.width * (s.disposition != 1024))
        for frame in container.decode(stream):
            yield frame.pts, read_barcode(frame.to_ndarray(format="rgb24"))
