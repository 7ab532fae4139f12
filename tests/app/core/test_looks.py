"""Title cards, lower thirds, cross-fades, colours and encoders of an export."""

from __future__ import annotations

from fractions import Fraction

import av
import numpy as np
import pytest
from PIL import Image

from app.core.canvas import Canvas
from app.core.colours import Colours
from app.core.cuts import open_match
from app.core.encoders import choose_encoder, works
from app.core.encoding import EncodingOptions
from app.core.export_checks import read_sound
from app.core.exporting import export_clips, export_reel
from app.core.ffmpeg import ExportError
from app.core.lettering import Caption, draw_card, draw_lower_third
from app.core.reel import Clip, Reel
from rmsnet.errors import OptionError
from rmsnet.video import FrameReader
from tests.app.core.cutting_room import picture_faults, shown_barcodes, with_noise
from tests.media import ffmpeg

HD = Canvas(1280, 720, Fraction(1))
TWO = Reel((Clip(None, 0, "goal", 1.0, 3.0), Clip(None, 0, "card", 5.0, 6.6)))


def finished(steps):
    *_, last = steps
    return last.results[0]


def pictures(path):
    with FrameReader(path) as reader:
        return [reader.read(n) for n in range(len(reader))]


def chapters(path):
    with av.open(str(path)) as container:
        return [
            (c["metadata"]["title"], float(c["start"] * c["time_base"]), float(c["end"] * c["time_base"]))
            for c in container.chapters()
        ]


def colours(path):
    context = open_match(path)
    return context.colours, context.info.codec, context.info.pixel_format


def test_a_cross_fade_mixes_the_two_clips_frame_by_frame(media, tmp_path):
    path = media("gop12")
    result = finished(export_reel(TWO, [path], tmp_path / "reel.mp4", EncodingOptions(cross_fade=0.4)))
    assert result.verification.is_good, result.verification
    # 50 and 40 frames, ten of each shown together.
    source, shown = pictures(path), pictures(result.path)
    assert len(shown) == 50 + 40 - 10
    assert chapters(result.path) == [
        ("goal", 0.0, pytest.approx(1.6)),
        ("card", pytest.approx(1.6), pytest.approx(3.2)),
    ]
    for k in range(10):
        mixed = source[65 + k] * (1 - k / 10) + source[125 + k] * (k / 10)
        assert np.abs(shown[40 + k] - mixed).mean() < 6, k
    barcodes = shown_barcodes(result.path)
    assert barcodes[:41] == list(range(25, 66))
    assert barcodes[50:] == list(range(135, 165))


@pytest.mark.parametrize("kind", ["variable_rate", "ntsc_2997", "nonzero_start"])
def test_cross_fades_keep_count_times_and_sound(media, tmp_path, kind):
    path = with_noise(media(kind), tmp_path) if kind != "nonzero_start" else media(kind)
    reel = Reel((*TWO.clips, Clip(None, 0, "x", 7.0, 7.05), Clip(None, 0, "goal", 7.5, 9.0)))
    result = finished(export_reel(reel, [path], tmp_path / "reel.mp4", EncodingOptions(cross_fade=0.5)))
    assert result.verification.is_good, result.verification
    assert abs(result.verification.sync_error or 0) <= 0.001
    assert "Too short for the whole cross-fade" in " ".join(result.warnings)
    steady = finished(export_reel(reel, [path], tmp_path / "b.mp4", EncodingOptions(cross_fade=0.5, rate=Fraction(25))))
    assert steady.verification.is_good, steady.verification


def test_sounds_cross_fade_at_equal_power(media, tmp_path):
    path = with_noise(media("constant_25"), tmp_path)
    hard = finished(export_reel(TWO, [path], tmp_path / "hard.mp4"))
    soft = finished(export_reel(TWO, [path], tmp_path / "soft.mp4", EncodingOptions(cross_fade=0.8)))
    loud = [float(np.std(read_sound(r.path, 0.2, 2.6))) for r in (hard, soft)]
    assert loud[1] == pytest.approx(loud[0], rel=0.1)
    middle = float(np.std(read_sound(soft.path, 1.3, 0.4)))
    assert middle == pytest.approx(loud[0], rel=0.15)


def test_a_title_card_comes_first_and_is_a_chapter(media, tmp_path):
    path = with_noise(media("constant_25"), tmp_path)
    options = EncodingOptions(title="Cup «final»: 'A' \"B\" 100% \\n %{pts}", lower_thirds=True)
    result = finished(export_reel(TWO, [path], tmp_path / "reel.mp4", options, captions=[Caption("goal", "1:02")]))
    assert result.verification.is_good, result.verification
    assert result.verification.frames == 75 + 50 + 40
    assert [title for title, _, _ in chapters(result.path)] == [options.title, "goal", "card"]
    shown = pictures(result.path)
    assert shown[10].mean() < 60
    assert shown[10].max() > 200
    assert np.abs(read_sound(result.path, 0.1, 2.8)).max() < 0.01
    (clip,) = [
        r for step in export_clips(Reel(TWO.clips[:1]), [path], [tmp_path / "c.mp4"], options) for r in step.results
    ]
    assert clip.verification.frames == 50  # a card belongs to a reel


def test_a_lower_third_is_seen_for_five_seconds_and_covers_nothing_else(media, tmp_path):
    path = media("gop12")
    reel = Reel((Clip(None, 0, "goal", 1.0, 7.0),))
    options = EncodingOptions(lower_thirds=True)
    result = finished(
        export_reel(reel, [path], tmp_path / "reel.mp4", options, captions=[Caption("goal", "2 - 63:20")])
    )
    assert result.verification.is_good, result.verification
    plain = finished(export_reel(reel, [path], tmp_path / "plain.mp4"))
    difference = [
        np.abs(a.astype(int) - b).mean(axis=2) for a, b in zip(*map(pictures, (result.path, plain.path)), strict=True)
    ]
    assert all(picture[130:168, 16:60].mean() > 10 for picture in difference[:125])
    assert all(picture.mean() < 3 for picture in difference[125:])
    assert all(picture[:120].mean() < 3 for picture in difference)


@pytest.mark.parametrize(
    "text", ["Tor für Köln", "هدف جميل", "ゴール", "👨‍👩‍👧 ⚽", "x" * 400, "", "\ud83d \x00\n", "é̂", "a:b'c\"%{n}\\"]
)
def test_any_text_can_be_drawn(tmp_path, text):
    for canvas in (HD, Canvas(100, 180, Fraction(2)), Canvas(16, 16, Fraction(1))):
        drawing = draw_lower_third(Caption(text, "2 - 63:20"), canvas, tmp_path / "third.png")
        with Image.open(drawing.path) as image:
            assert drawing.left % 2 == drawing.top % 2 == 0
            assert image.height + drawing.top <= canvas.height or canvas.height < 100
        draw_card(text, canvas, tmp_path / "card.png")
        with Image.open(tmp_path / "card.png") as image:
            assert image.size == (canvas.width, canvas.height)


def test_white_words_stay_ordinary_white_in_hdr(tmp_path):
    bright = Canvas(1280, 720, Fraction(1), Colours("bt2020", "smpte2084", "bt2020nc", "tv"))
    draw_card("Final", bright, tmp_path / "card.png")
    with Image.open(tmp_path / "card.png") as image:
        assert max(image.convert("RGB").getextrema()[0]) == round(255 * 0.58)


def hdr(tmp_path, media, transfer):
    path = tmp_path / f"{transfer}.mp4"
    tags = f"setparams=range=tv:color_primaries=bt2020:color_trc={transfer}:colorspace=bt2020nc"
    coded = ["-c:v", "libx265", "-preset", "ultrafast", "-pix_fmt", "yuv420p10le", "-x265-params", "log-level=none"]
    ffmpeg("-i", media("gop12"), "-t", "3", "-vf", tags, *coded, path)
    return path


@pytest.mark.parametrize("transfer", ["smpte2084", "arib-std-b67"])
def test_hdr_is_kept_in_ten_bits_or_made_ordinary(media, tmp_path, transfer):
    path = hdr(tmp_path, media, transfer)
    reel = Reel((Clip(None, 0, "goal", 0.5, 1.0), Clip(None, 0, "goal", 1.5, 2.5)))
    options = EncodingOptions(lower_thirds=True, cross_fade=0.2)
    kept = finished(export_reel(reel, [path], tmp_path / "kept.mp4", options))
    assert kept.verification.is_good, kept.verification
    assert colours(kept.path) == (Colours("bt2020", transfer, "bt2020nc", "tv"), "hevc", "yuv420p10le")
    assert "HDR" in " ".join(kept.warnings)
    ordinary = finished(export_reel(reel, [path], tmp_path / "sdr.mp4", EncodingOptions(hdr="sdr")))
    assert ordinary.verification.is_good, ordinary.verification
    assert colours(ordinary.path) == (Colours("bt709", "bt709", "bt709", "tv"), "h264", "yuv420p")
    with pytest.raises(ExportError, match="HDR cannot be made ordinary without encoding"):
        finished(export_reel(reel, [path], tmp_path / "x.mp4", EncodingOptions(hdr="sdr", mode="lossless")))


def test_colour_tags_are_kept_and_halves_of_other_colours_joined(media, tmp_path):
    sources = []
    for name, matrix, full in (("a", "smpte170m", "tv"), ("b", "bt709", "tv"), ("c", "bt709", "pc")):
        tags = f"setparams=range={full}:color_primaries={matrix}:color_trc={matrix}:colorspace={matrix}"
        sources.append(tmp_path / f"{name}.mp4")
        ffmpeg("-i", media("gop12"), "-t", "3", "-vf", tags, "-c:v", "libx264", "-preset", "ultrafast", sources[-1])
    for path in sources:
        result = finished(export_reel(Reel((Clip(None, 0, "goal", 1.0, 2.0),)), [path], tmp_path / f"o{path.name}"))
        assert open_match(result.path).colours == open_match(path).colours
        assert picture_faults(result, [path], EncodingOptions()) == []
    reel = Reel(tuple(Clip(None, i, "goal", 1.0, 1.4) for i in range(3)))
    result = finished(export_reel(reel, sources, tmp_path / "reel.mp4"))
    assert open_match(result.path).colours == open_match(sources[0]).colours
    assert result.verification.is_good


def test_encoders_are_tried_before_they_are_used():
    assert works("libx264", 320, 180, "yuv420p")
    assert not works("no_such_encoder", 320, 180, "yuv420p")
    assert choose_encoder(EncodingOptions(encoder="software"), HD) == "libx264"
    chosen = choose_encoder(EncodingOptions(), HD)
    assert chosen == "libx264" or works(chosen, 1280, 720, "yuv420p")
    if not works("h264_videotoolbox", 1280, 720, "yuv420p"):
        with pytest.raises(ExportError, match="videotoolbox does not work on this machine"):
            choose_encoder(EncodingOptions(encoder="videotoolbox"), HD)


def test_what_cannot_be_asked_for():
    for seconds in (-1, 11, float("nan")):
        with pytest.raises(OptionError, match="cross-fade"):
            EncodingOptions(cross_fade=seconds)
