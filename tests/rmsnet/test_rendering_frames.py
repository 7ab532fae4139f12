"""Frames of rendered matches: equal for equal seeds, whole, at every size, and telling what happens."""

import hashlib
from fractions import Fraction

import numpy as np
import pytest

from rmsnet.rendering import HELD_OUT_STYLES, STYLES, frame_at, frame_count, plan_match, sampled_frames
from rmsnet.rendering.camera import Camera, View
from rmsnet.rendering.canvas import Canvas, letters
from rmsnet.rendering.closeups import Closeups, number_board
from rmsnet.rendering.frames import Renderer
from rmsnet.rendering.plan import Shot
from rmsnet.rendering.wide import CARD_COLOURS

SMALL = (112, 198)


def digest(frames):
    return hashlib.sha256(b"".join(np.ascontiguousarray(frame).tobytes() for frame in frames)).hexdigest()


@pytest.fixture(scope="module")
def renderer():
    return Renderer(plan_match(8, minutes=3, style="albion"))


@pytest.mark.parametrize("style", ["rhein", "pampas"])
def test_equal_seeds_give_equal_frames_and_others_do_not(style):
    once, twice, other = (
        digest(sampled_frames(plan_match(seed, minutes=0.5, style=style), size=SMALL)) for seed in (9, 9, 10)
    )
    assert once == twice
    assert once != other


def test_a_frame_does_not_depend_on_what_was_drawn_before():
    plan = plan_match(21, minutes=1, style="meseta")
    frames = list(sampled_frames(plan, size=SMALL))
    for n in (77, 3, 100):
        assert np.array_equal(frame_at(plan, n / 2, SMALL), frames[n])


def test_frames_of_equally_long_plans_are_not_confused():
    first, second = plan_match(1, minutes=0.3, style="rhein"), plan_match(2, minutes=0.3, style="rhein")
    before = frame_at(first, 4.0, SMALL)
    assert not np.array_equal(before, frame_at(second, 4.0, SMALL))
    assert np.array_equal(before, frame_at(first, 4.0, SMALL))


@pytest.mark.parametrize(
    ("rate", "expected"), [(Fraction(2), 36), (Fraction(25), 450), (Fraction(30000, 1001), 539), (Fraction(1, 60), 1)]
)
def test_as_many_frames_as_fit(rate, expected):
    assert frame_count(plan_match(0, minutes=0.3), rate) == expected


@pytest.mark.parametrize("size", [(224, 398), (120, 160), (320, 180)])
def test_frames_have_the_size_asked_for(size):
    frame = frame_at(plan_match(2, minutes=0.5), 12.0, size)
    assert frame.shape == (*size, 3)
    assert frame.dtype == np.uint8


@pytest.mark.parametrize("style", STYLES + HELD_OUT_STYLES)
def test_every_style_draws_pictures_with_contrast_and_motion(style):
    renderer = Renderer(plan_match(4, minutes=1, style=style), SMALL)
    frames = [renderer.draw(time).astype(int) for time in (10.0, 10.5, 30.0)]
    for frame in frames:
        assert 40 < frame.mean() < 215
        assert frame.std() > 20
    assert np.abs(frames[0] - frames[1]).mean() > 0.5


def test_every_view_can_be_drawn_for_either_team_and_gesture():
    plan = plan_match(6, minutes=3, style="continent")
    renderer = Renderer(plan, SMALL)
    closeups = Closeups(plan, renderer.stadium, SMALL)
    pitch = ("wide", "tight", "high", "behind-goal", "low", "reverse", "stadium", "line-up", "facts")
    for view in (*closeups.views, *pitch):
        for team, gesture in ((0, "joy"), (1, "card-red"), (-1, "")):
            shot = Shot(5, 9, view, 5, team=team, number=9, gesture=gesture, moment=6, seed=team + 50)
            frame = renderer.draw_shot(shot, 7.0)
            assert frame.std() > 8, view


@pytest.mark.parametrize("word", ["yellow", "red"])
@pytest.mark.parametrize("view", ["referee", "duo"])
def test_the_card_is_seen_from_its_moment_on_and_not_before(renderer, view, word):
    def pixels_of_card(time, seed):
        shot = Shot(10, 16, view, 10, team=1, gesture=f"card-{word}", moment=13, seed=seed)
        image = np.empty((224, 398, 3), np.uint8)
        renderer.closeups.draw(image, shot, time)
        return int((np.abs(image.astype(int) - CARD_COLOURS[word]).sum(axis=2) < 6).sum())

    for seed in range(4):
        before = pixels_of_card(12.5, seed)
        assert pixels_of_card(13.0, seed) > before + 30
        assert pixels_of_card(14.0, seed) > before + 30


def test_the_board_shows_two_numbers_for_a_change_and_one_for_added_time():
    def lit(number, change):
        canvas = Canvas(np.zeros((224, 398, 3), np.uint8))
        number_board(canvas, (0.9, 0.5), 0.1, number, change)
        image = canvas.image.astype(int)
        red = (image[..., 0] > 180) & (image[..., 1] < 100)
        green = (image[..., 1] > 180) & (image[..., 0] < 100)
        return int(red.sum()), int(green.sum())

    red, green = lit(1407, change=True)
    assert red > 20
    assert green > 20
    red, green = lit(4, change=False)
    assert red == 0
    assert green > 20


def test_replays_hide_the_clock_and_wipes_cover_the_picture():
    plan = plan_match(12, minutes=6, style="garonne")
    renderer = Renderer(plan)
    wiped = renderer.draw(plan.wipes[0]).reshape(-1, 3)
    graphics = [renderer.graphics.style.paper, renderer.graphics.style.accent]
    covered = sum((np.abs(wiped.astype(int) - colour).sum(axis=1) < 8).mean() for colour in graphics)
    assert covered > 0.7
    replay = next(shot for shot in plan.shots if shot.replay)
    middle = (replay.start + replay.end) / 2
    canvas = Canvas(renderer.draw(middle))
    before = canvas.image.copy()
    renderer.graphics.bug(canvas, middle)
    assert (canvas.image != before).any(axis=2).mean() > 0.01


def test_a_replay_shows_the_pitch_as_it_was():
    renderer = Renderer(plan_match(12, minutes=3, style="rhein"), SMALL)
    live = Shot(20, 24, "wide", 20, seed=3)
    late = Shot(60, 64, "wide", 20, seed=3, replay=True)
    images = [np.empty((*SMALL, 3), np.uint8) for _ in range(2)]
    renderer.stadium.draw(images[0], live, 22.0)
    renderer.stadium.draw(images[1], late, 62.0)
    assert np.abs(images[0].astype(int) - images[1]).mean() < 2  # only the crowd may have moved


def test_a_camera_projects_its_target_to_the_middle_and_what_is_left_of_it_to_the_left():
    view = View(Camera((52.5, -45.0, 20.0), (60.0, 30.0, 0.0), 3.0, (200, 300)))
    pixels, depth = view.project([(60.0, 30.0, 0.0), (50.0, 30.0, 0.0), (60.0, 30.0, 5.0)])
    assert pixels[0] == pytest.approx((150, 100))
    assert pixels[1, 0] < 150
    assert pixels[2, 1] < 100
    assert (depth > 0).all()


def test_letters_grow_with_their_height_and_are_cached():
    small, large = letters("GOAL 45", 8), letters("GOAL 45", 24)
    assert large.shape[0] > 2 * small.shape[0]
    assert 0.99 <= float(large.max()) <= 1.0
    assert letters("GOAL 45", 8) is small
