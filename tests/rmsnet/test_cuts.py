"""Shot boundaries against the plans of rendered matches, and exact cuts on demand."""

from fractions import Fraction

import cv2
import numpy as np
import pytest

from rmsnet.broadcast.cuts import CutDetector, Cuts, snap_source_to_cut, snap_to_cut
from rmsnet.rendering import HELD_OUT_STYLES, plan_match, sampled_frames
from rmsnet.video import FrameReader, SampledFrame
from tests.media import encode

SIZE = (90, 160)


def detect(images, rate=2):
    detector = CutDetector()
    for n, image in enumerate(images):
        detector.add(SampledFrame(n, n / rate, image))
    return detector.finish()


def hits(found, true, tolerance=0.5):
    """How many found times match a true one of their own."""
    left = list(true)
    count = 0
    for time in found:
        best = min(left, key=lambda t: abs(t - time), default=None)
        if best is not None and abs(best - time) <= tolerance:
            left.remove(best)
            count += 1
    return count


def noise(seed, size=SIZE):
    """A picture of coarse patches in colours of its own."""
    rng = np.random.default_rng(seed)
    patches = rng.integers(0, 255, (6, 10, 3), dtype=np.uint8)
    return np.kron(patches, np.ones((size[0] // 6, size[1] // 10, 1), np.uint8))


@pytest.mark.parametrize("style", HELD_OUT_STYLES[:2])
def test_most_cuts_of_unseen_matches_are_found_and_hardly_any_invented(style):
    plan = plan_match(610, minutes=2.5, density=5, style=style)
    cuts = detect(sampled_frames(plan, size=(56, 100)))
    true = [shot.start for shot in plan.shots[1:]]
    found = hits(cuts.times, true)
    assert found / len(true) >= 0.85
    assert found / len(cuts.times) >= 0.9


def test_a_cut_lies_between_the_samples_around_it():
    cuts = detect([noise(1)] * 10 + [noise(2)] * 12)
    assert cuts.times.tolist() == [4.75] and cuts.passages == ()
    assert cuts.near(5.0, 0.5) == 4.75 and cuts.near(8.0, 0.5) is None
    assert cuts.between(4.75, 5).tolist() == [4.75] and cuts.between(4, 4.75).tolist() == []


def test_a_picture_that_flies_past_is_one_transition_with_its_look():
    cuts = detect([noise(1)] * 20 + [noise(3)] * 2 + [noise(2)] * 20)
    assert cuts.times.tolist() == [10.25]
    (passage,) = cuts.passages
    assert passage.time == 10.25 and passage.looks.shape == (2, 9, 16, 3)


def test_a_pan_a_zoom_and_a_still_picture_are_no_cuts():
    wide = np.concatenate([noise(seed, (90, 160)) for seed in range(12)], axis=1)
    wide = np.asarray((wide * 0.2 + 100), np.uint8)
    pan = [wide[:, 30 * n : 30 * n + 160] for n in range(40)]
    assert len(detect(pan).times) == 0
    assert len(detect([noise(1)] * 40).times) == 0
    fade = [np.asarray(cv2.GaussianBlur(noise(1), (0, 0), 12) * (1 - n / 120), np.uint8) for n in range(60)]
    assert len(detect(fade).times) == 0


def test_few_frames_or_none():
    assert len(detect([]).times) == 0
    assert len(detect([noise(1)]).times) == 0
    assert detect([noise(1)] * 3 + [noise(2)]).times.tolist() == [1.25]
    assert Cuts(np.zeros(0)).near(1.0, 9.0) is None


def test_what_is_added_later_does_not_change_what_was_settled():
    images = [noise(n // 15) for n in range(150)]
    assert hits(detect(images[:100]).times, detect(images).times, 0) == len(detect(images[:100]).times)


def test_a_time_snaps_to_the_exact_frame(tmp_path):
    times = [Fraction(n, 25) for n in range(150)]
    pictures = [noise(n, (180, 320)) for n in range(3)]
    path = encode(tmp_path / "cuts.mp4", times, options={"g": "250"}, draw=lambda n: pictures[(n >= 53) + (n >= 101)])
    with FrameReader(path) as reader:
        for near in (1.5, 2.1, 2.12, 2.9):
            assert snap_to_cut(reader, near, 1.0) == pytest.approx(53 / 25)
        assert snap_to_cut(reader, 3.8) == pytest.approx(101 / 25)
        assert snap_to_cut(reader, 0.5) is None and snap_to_cut(reader, 5.9) is None
    assert snap_source_to_cut(path, 2.0) == pytest.approx(53 / 25)
