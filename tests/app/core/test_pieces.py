from __future__ import annotations

import pytest

from app.core.cuts import plan_cuts
from app.core.encoding import EncodingOptions
from app.core.exporting import export_reel
from app.core.ffmpeg import ExportError
from app.core.pieces import plan_pieces, planned
from app.core.reel import Clip, Reel
from tests.app.core.cutting_room import expected_barcodes, random_reel, shown_barcodes, with_noise

STORED = ["gop250_bframes", "gop12", "ntsc_2997", "variable_rate", "nonzero_start", "two_videos"]
LOSSLESS, SMART = EncodingOptions(mode="lossless"), EncodingOptions(mode="smart")


def finished(steps):
    *_, last = steps
    return last.results[0]


@pytest.mark.parametrize("kind", STORED)
def test_a_lossless_cut_shows_exactly_the_frames_it_promised(media, tmp_path, kind):
    path = media(kind)
    reel = random_reel(path, 4, seed=11)
    promised = planned(plan_cuts(reel, [path]), LOSSLESS)
    result = finished(export_reel(reel, [path], tmp_path / "reel.mp4", LOSSLESS))
    spans = [(cut.first_frame, cut.last_frame) for cut in promised]
    assert [(cut.first_frame, cut.last_frame) for cut in result.cuts] == spans
    assert shown_barcodes(result.path) == expected_barcodes(promised, shown_barcodes(path))
    assert result.verification.is_good, result.verification
    for wide, cut in zip(promised, plan_cuts(reel, [path]), strict=True):
        assert wide.first_frame <= cut.first_frame
        assert wide.last_frame >= cut.last_frame


@pytest.mark.parametrize("kind", [*STORED, "constant_25", "cover_art", "hevc"])
def test_a_smart_cut_is_frame_exact(media, tmp_path, kind):
    path = media(kind)
    reel = random_reel(path, 4, seed=12, longest=5)
    result = finished(export_reel(reel, [path], tmp_path / "reel.mp4", SMART))
    assert shown_barcodes(result.path) == expected_barcodes(result.cuts, shown_barcodes(path))
    assert result.verification.is_good, result.verification
    copied = any(piece.is_copied for pieces in plan_pieces(result.cuts, SMART) for piece in pieces)
    assert copied or kind in ("nonzero_start", "open_gop", "hevc", "gop250_bframes")


def test_a_smart_cut_copies_what_lies_behind_its_first_key_frame(media):
    (cut,) = plan_cuts(Reel((Clip(None, 0, "goal", 1.0, 9.0),)), [media("constant_25")])
    pieces = plan_pieces([cut], SMART)[0]
    assert [piece.is_copied for piece in pieces][:2] == [False, True]
    assert pieces[1].cut.first_frame <= 50  # a key frame every 50 frames at least
    assert pieces[0].cut.last_frame == pieces[1].cut.first_frame - 1
    assert sum(piece.cut.frame_count for piece in pieces) == cut.frame_count


@pytest.mark.parametrize("options", [LOSSLESS, SMART])
def test_copied_cuts_keep_their_sound(media, tmp_path, options):
    path = with_noise(media("constant_25"), tmp_path)
    result = finished(export_reel(random_reel(path, 5, seed=4, longest=4), [path], tmp_path / "reel.mp4", options))
    assert abs(result.verification.sync_error) <= 0.005
    assert result.verification.is_good


def test_an_open_group_is_copied_alone_but_never_joined(media, tmp_path):
    path = media("open_gop")
    clips = (Clip(None, 0, "goal", 2.0, 3.0), Clip(None, 0, "goal", 5.0, 6.0))
    with pytest.raises(ExportError, match="rely on the frames before"):
        finished(export_reel(Reel(clips), [path], tmp_path / "a.mp4", LOSSLESS))
    result = finished(export_reel(Reel(clips[:1]), [path], tmp_path / "a.mp4", LOSSLESS))
    assert shown_barcodes(result.path) == expected_barcodes(result.cuts, shown_barcodes(path))


def test_what_cannot_be_copied_is_refused_or_encoded_with_a_reason(media, tmp_path):
    reel = Reel((Clip(None, 0, "goal", 1.0, 3.0),))
    path = media("constant_25")
    with pytest.raises(ExportError, match="exact mode"):
        finished(export_reel(reel, [path], tmp_path / "a.mp4", EncodingOptions(mode="lossless", aspect="1:1")))
    two = Reel((*reel.clips, Clip(None, 1, "goal", 1.0, 2.0)))
    with pytest.raises(ExportError, match="encoded differently"):
        finished(export_reel(two, [path, media("ntsc_2997")], tmp_path / "a.mp4", LOSSLESS))
    for source, options, word in (
        (media("hevc"), SMART, "hevc"),
        (media("open_gop"), SMART, "mpegts"),
        (path, EncodingOptions(mode="smart", height=90), "size"),
    ):
        result = finished(export_reel(reel, [source], tmp_path / "a.mp4", options, overwrite=True))
        assert word in " ".join(result.warnings)
        assert result.verification.is_good


def test_halves_that_one_recorder_made_are_joined_as_they_are_stored(media, tmp_path):
    halves = [media("constant_25"), media("no_audio")]
    reel = Reel((Clip(None, 0, "goal", 1.0, 3.0), Clip(None, 1, "goal", 6.0, 7.0)))
    result = finished(export_reel(reel, halves, tmp_path / "reel.mp4", LOSSLESS))
    assert shown_barcodes(result.path) == expected_barcodes(result.cuts, shown_barcodes(halves[0]))
    assert result.verification.is_good
