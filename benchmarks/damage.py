"""Ways to damage a video file, for the fuzz run and the tests."""

from __future__ import annotations

import random
from pathlib import Path

import av

KINDS = ("truncate", "flip", "zero", "drop")


def damage(source: Path, target: Path, kind: str, draw: random.Random) -> Path:
    """Write a damaged copy of a file.

    Args:
        source: a sound video.
        target: where to write; for "drop" its suffix decides the container.
        kind: "truncate" (cut anywhere), "flip" (1 to 200 bytes anywhere), "zero" (a block of 0.1 to 10 %) or "drop"
            (up to 20 % of the packets, remuxed).
        draw: where and how much.
    """
    if kind == "drop":
        return _drop_packets(source, target, draw)
    data = bytearray(source.read_bytes())
    if kind == "truncate":
        data = data[: draw.randrange(len(data))]
    elif kind == "flip":
        for _ in range(draw.choice((1, 5, 50, 200))):
            data[draw.randrange(len(data))] ^= 1 << draw.randrange(8)
    else:
        length = max(int(len(data) * draw.uniform(0.001, 0.1)), 1)
        start = draw.randrange(len(data) - length + 1)
        data[start : start + length] = bytes(length)
    target.write_bytes(data)
    return target


def _drop_packets(source: Path, target: Path, draw: random.Random) -> Path:
    share = draw.uniform(0.005, 0.2)
    with av.open(f"file:{source}") as given, av.open(f"file:{target}", "w") as kept:
        stream = given.streams.video[0]
        copy = kept.add_stream_from_template(stream)
        for packet in given.demux(stream):
            if packet.dts is not None and packet.pts is not None and draw.random() > share:
                packet.stream = copy
                kept.mux(packet)
    return target
