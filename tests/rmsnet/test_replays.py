"""Replays between wipes that recur, and where the score bug is gone."""

import numpy as np

from rmsnet.broadcast.cuts import CutDetector, Cuts, Passage
from rmsnet.broadcast.readings import ScoreBug
from rmsnet.broadcast.replays import Replay, find_replays, wipes
from rmsnet.rendering import plan_match, sampled_frames
from rmsnet.video import SampledFrame


def look(seed):
    return np.random.default_rng(seed).integers(0, 255, (1, 9, 16, 3), dtype=np.uint8)


def bug_gone(*hidden):
    return ScoreBug((0, 0, 10, 10), None, (), tuple(hidden))


def true_replays(plan):
    spans = []
    for shot in plan.shots:
        if shot.replay and spans and spans[-1][1] == shot.start:
            spans[-1] = (spans[-1][0], shot.end)
        elif shot.replay:
            spans.append((shot.start, shot.end))
    return spans


def test_replays_of_unseen_matches():
    by_wipes = 0
    for seed in (622, 625):
        plan = plan_match(seed, minutes=2.5, density=8)
        detector = CutDetector()
        for n, image in enumerate(sampled_frames(plan, size=(56, 100))):
            detector.add(SampledFrame(n, n / 2, image))
        true = true_replays(plan)
        found = find_replays(detector.finish(), bug_gone(*true))
        assert len(found) == len(true) > 0
        for replay, (start, end) in zip(found, true, strict=True):
            assert abs(replay.start - start) <= 0.8 and abs(replay.end - end) <= 0.8
        by_wipes += sum("wipe" in replay.signals for replay in found)
    assert by_wipes >= 3


def test_only_passages_that_recur_are_wipes():
    passages = tuple(Passage(time, look(seed)) for time, seed in ((10, 1), (20, 2), (30, 1), (40, 3)))
    assert wipes(passages) == (10, 30)
    assert wipes(passages[:2]) == () and wipes(()) == ()


def test_the_shortest_gaps_between_wipes_are_the_replays():
    cuts = Cuts(np.zeros(0), tuple(Passage(t, look(1)) for t in (100, 108, 150, 157, 400, 409)))
    assert [(r.start, r.end) for r in find_replays(cuts)] == [(100, 108), (150, 157), (400, 409)]
    missed_one = Cuts(np.zeros(0), tuple(Passage(t, look(1)) for t in (100, 150, 157, 400)))
    assert [(r.start, r.end) for r in find_replays(missed_one)] == [(150, 157)]


def test_a_bug_that_stays_between_two_wipes_means_play_where_it_goes_in_replays():
    cuts = Cuts(np.zeros(0), tuple(Passage(t, look(1)) for t in (100, 108, 130, 137)))
    found = find_replays(cuts, bug_gone((100.5, 108.0)))
    assert found == (Replay(100, 108, ("wipe", "bug")),)
    always_there = find_replays(cuts, bug_gone())
    assert [r.signals for r in always_there] == [("wipe",), ("wipe",)]


def test_the_bugs_absence_alone_is_a_replay_from_cut_to_cut_only():
    cuts = Cuts(np.array([50.2, 61.8, 90.0]))
    assert find_replays(cuts, bug_gone((50.5, 62.0))) == (Replay(50.2, 61.8, ("bug",)),)
    assert find_replays(cuts, bug_gone((70.0, 90.0))) == ()  # a caption in its place, no cut
    assert find_replays(cuts, bug_gone((0.0, 600.0))) == ()  # a break
    assert find_replays(cuts) == ()
    assert Replay(1.0, 4.5, ("bug",)).duration == 3.5
