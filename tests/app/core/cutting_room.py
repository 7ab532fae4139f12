"""What the export tests share: reels of barcode videos, and sound that tells where it comes from."""

from __future__ import annotations

import random
from contextlib import ExitStack
from pathlib import Path

import av
import cv2
import numpy as np

from app.core.canvas import canvas_of, content_of, crop_of
from app.core.cuts import open_match
from app.core.reel import Clip, Reel
from rmsnet.video import FrameReader
from tests.media import SOUND_RATE, ffmpeg, read_barcode


def random_reel(path: Path, count: int, seed: int = 1, longest: float = 1.2) -> Reel:
    """A reel of clips anywhere in a file, in any order, some of them a single frame."""
    dice, duration = random.Random(seed), open_match(path).duration
    clips = []
    for n in range(count):
        start = dice.uniform(0, duration - 0.2)
        length = 0.001 if n % 7 == 3 else dice.uniform(0.1, longest)
        clips.append(Clip(f"event-{n}", 0, f"goal {n}", start, min(start + length, duration)))
    return Reel(tuple(clips))


def shown_barcodes(path: Path) -> list[int]:
    """The number drawn in every frame of a file, as a viewer sees them."""
    with FrameReader(path) as reader:
        return [read_barcode(reader.read(n)) for n in range(len(reader))]


def expected_barcodes(cuts, source_barcodes) -> list[int]:
    return [source_barcodes[n] for cut in cuts for n in range(cut.first_frame, cut.last_frame + 1)]


def with_noise(path: Path, folder: Path, codec: str = "aac") -> Path:
    """The video with ten seconds of noise that never repeats, so that any shift can be measured."""
    sound, result = folder / "noise.wav", folder / f"noisy-{codec}-{path.name}"
    if not sound.exists():
        noise = np.random.default_rng(0).standard_normal(SOUND_RATE * 10)
        smooth = np.convolve(noise, np.ones(8) / 8, "same")  # AAC keeps little of the highest frequencies
        samples = (smooth / np.abs(smooth).max() * 20_000).astype(np.int16)[None]
        with av.open(str(sound), "w") as container:
            stream = container.add_stream("pcm_s16le", rate=SOUND_RATE)
            stream.layout = "mono"
            frame = av.AudioFrame.from_ndarray(samples, format="s16", layout="mono")
            frame.rate, frame.pts = SOUND_RATE, 0
            container.mux(stream.encode(frame))
            container.mux(stream.encode())
    if not result.exists():
        ffmpeg("-i", path, "-i", sound, "-map", "0:v", "-map", "1:a", "-c:v", "copy", "-c:a", codec, result)
    return result


def picture_faults(result, sources, options) -> list[str]:
    """Compare an export with its sources picture by picture: what is doubled, lost, in another's place or ugly.

    Both are decoded from their beginning, as a viewer would; each picture must be nearer to its own source frame
    than to those beside it, and near enough.
    """
    canvas = canvas_of([open_match(path) for path in sources], options)
    faults, place = [], 0
    with ExitStack() as files:
        export = files.enter_context(FrameReader(result.path))
        readers = {path: files.enter_context(FrameReader(path)) for path in sources}
        if len(export) != sum(cut.frame_count for cut in result.cuts):
            return [f"{len(export)} frames instead of {sum(cut.frame_count for cut in result.cuts)}"]
        for number, cut in enumerate(result.cuts):
            reader, left = readers[cut.source.path], content_of(cut.source, canvas, options)
            crop = crop_of(cut.source, options)
            part = (crop.left, crop.top, crop.width, crop.height)
            originals = {
                n: _seen(reader.read(n), part, left[2:])
                for n in range(max(0, cut.first_frame - 1), min(len(reader), cut.last_frame + 2))
            }
            for n in range(cut.first_frame, cut.last_frame + 1):
                shown = _seen(export.read(place), left, left[2:])
                noise = {m: psnr(originals[m], shown) for m in (n - 1, n, n + 1) if m in originals}
                # Neighbours may be alike, above all in a crop: then neither is the wrong one.
                if noise[n] < 24 or noise[n] < min(45, max(noise.values()) - 0.5):
                    faults.append(f"clip {number} frame {n} at {place}: {noise}")
                place += 1
    return faults


def psnr(first: np.ndarray, second: np.ndarray) -> float:
    """Decibels between two grey pictures of one size."""
    error = float(np.mean((first.astype(np.float32) - second.astype(np.float32)) ** 2))
    return 99.0 if error == 0 else min(99.0, 10 * float(np.log10(255**2 / error)))


def _seen(image: np.ndarray, area: tuple[int, int, int, int], size: tuple[int, int]) -> np.ndarray:
    left, top, width, height = area
    grey = cv2.cvtColor(image[top : top + height, left : left + width], cv2.COLOR_RGB2GRAY)
    return grey if (width, height) == size else cv2.resize(grey, size, interpolation=cv2.INTER_AREA)
