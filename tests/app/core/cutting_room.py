"""What the export tests share: reels of barcode videos, and sound that tells where it comes from."""

from __future__ import annotations

import random
from pathlib import Path

import av
import numpy as np

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
