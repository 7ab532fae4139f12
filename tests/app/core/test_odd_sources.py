"""Every odd source in every mode: exported picture by picture right, or refused with a reason."""

from __future__ import annotations

import pytest

from app.core.cuts import plan_cuts
from app.core.encoding import EncodingOptions
from app.core.exporting import export_reel
from app.core.pieces import planned
from app.core.reel import Clip, Reel
from rmsnet.errors import RmsNetError
from tests.app.core.cutting_room import picture_faults
from tests.media import KINDS, encode, frame_times

WAYS = {
    "exact": EncodingOptions(),
    "cropped": EncodingOptions(aspect="9:16", height=90),
    "lossless": EncodingOptions(mode="lossless"),
    "smart": EncodingOptions(mode="smart"),
}


def finished(steps):
    *_, last = steps
    return last.results[0]


# Without encoding these cannot be cut: their key frames rely on others, or the first one is hidden.
REFUSED = {"open_gop": "rely on the frames before", "edit_list": "begins with hidden frames"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("kind", KINDS)
def test_an_odd_source_is_exported_picture_by_picture_or_refused(media, tmp_path, kind, way):
    path, options = media(kind), WAYS[way]
    reel = Reel((Clip(None, 0, "goal", 0.0, 0.2), Clip(None, 0, "card", 4.1, 4.5)))
    if way == "lossless" and kind in REFUSED:
        with pytest.raises(RmsNetError, match=f"{REFUSED[kind]}.*Use the exact mode"):
            finished(export_reel(reel, [path], tmp_path / "reel.mp4", options))
        assert list(tmp_path.iterdir()) == []
        return
    result = finished(export_reel(reel, [path], tmp_path / "reel.mp4", options))
    assert picture_faults(result, [path], options) == []
    assert result.verification.is_good, result.verification
    spans = [(cut.first_frame, cut.last_frame) for cut in planned(plan_cuts(reel, [path]), options)]
    assert [(cut.first_frame, cut.last_frame) for cut in result.cuts] == spans


@pytest.mark.parametrize(("pixel_format", "size"), [("yuv444p", (161, 91)), ("yuv422p10le", (160, 90))])
def test_odd_sizes_and_deep_colours(tmp_path, pixel_format, size):
    path = encode(tmp_path / "match.mkv", frame_times("gop12")[:50], size=size, pixel_format=pixel_format)
    reel = Reel((Clip(None, 0, "goal", 0.5, 1.0),))
    result = finished(export_reel(reel, [path], tmp_path / "reel.mp4"))
    assert picture_faults(result, [path], EncodingOptions()) == []
    assert result.verification.is_good
