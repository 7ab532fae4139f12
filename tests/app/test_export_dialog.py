"""The export dialog answers with what is set, and the jobs it leads to."""

from __future__ import annotations

from fractions import Fraction

import pytest

from app.core.encoding import EncodingOptions
from app.core.events import manual_event
from app.core.interchange import FORMATS
from app.core.matches import describe_source
from app.core.project import Project
from app.core.reel import Padding, ReelOptions
from app.export_orders import ExportOrder, clip_steps, hand_off_steps, lossless_words, reel_steps
from app.views.export_dialog import CLIPS, REEL, ExportChoice, ExportDialog
from tests.app.core.cutting_room import shown_barcodes

KINDS = [(kind, form.title) for kind, form in FORMATS.items()]


def dialog_of(qtbot, choice, preview=lambda: "frames"):
    dialog = ExportDialog(choice, KINDS, preview)
    qtbot.addWidget(dialog)
    return dialog


@pytest.mark.parametrize(
    "options",
    [
        EncodingOptions(),
        EncodingOptions(height=720, rate=Fraction(30000, 1001), quality="high", title="Cup «final»", cross_fade=0.5),
        EncodingOptions(mode="smart", hdr="sdr", encoder="software", lower_thirds=True),
    ],
)
def test_the_last_answer_comes_back_as_it_was(qtbot, options):
    for kind in (REEL, CLIPS, "otio"):
        assert dialog_of(qtbot, ExportChoice(kind, options)).choice() == ExportChoice(kind, options)


def test_a_lossless_export_says_its_frames_and_changes_nothing_else(qtbot):
    asked = ExportChoice(REEL, EncodingOptions(mode="lossless", quality="high"))
    dialog = dialog_of(qtbot, asked, lambda: "Goal: frames 1 to 2")
    assert dialog.frames.toPlainText() == "Goal: frames 1 to 2"
    assert dialog.choice() == asked
    assert not dialog.title.isEnabled()


def test_orders_become_files(media, tmp_path):
    path = tmp_path / "match.mp4"
    path.write_bytes(media("gop12").read_bytes())
    source = describe_source(path, tmp_path / "match.rmsnet", half=1)
    project = Project(sources=(source,), events=(manual_event("goal", 4.0), manual_event("goal", 9.0)))
    project = project.model_copy(update={"reel": ReelOptions(padding={"goal": Padding(0.5, 0.5)})})
    reel = project.build_reel()

    def order(name, **options):
        return ExportOrder(project, reel, (path,), "match", tmp_path / name, EncodingOptions(**options))

    *_, last = reel_steps(order("reel.mp4", lower_thirds=True))
    (result,) = last.results
    assert result.verification.is_good
    assert result.problems() == ("'match.mp4' has no sound: its clips are silent.",)
    (tmp_path / "clips").mkdir()
    *_, last = clip_steps(order("clips"))
    assert len(last.results) == len(reel.clips)
    for kind, form in FORMATS.items():
        *_, last = hand_off_steps(order(f"{kind}{form.suffix}"), kind)
        assert last.results[0].path.stat().st_size
    words = lossless_words(order("x.mp4"))
    assert words.count("\n") == len(reel.clips) - 1
    *_, last = reel_steps(order("lossless.mp4", mode="lossless"))
    first, end = last.results[0].cuts[0].first_frame, last.results[0].cuts[0].last_frame
    assert f"frames {first} to {end}" in words
    assert shown_barcodes(tmp_path / "lossless.mp4")[0] == first
