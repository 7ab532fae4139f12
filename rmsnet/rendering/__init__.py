"""Rendered broadcasts with known events: for the sample, the tests and the bundled model.

A plan (``plan_match``) says what happens and what is shown; ``sampled_frames`` draws it without encoding,
``write_match`` makes a video with sound of it, ``truth`` gives SoccerNet's Labels.json.
"""

from rmsnet.rendering.encode import Step, write_match
from rmsnet.rendering.frames import SIZE, frame_at, frame_count, sampled_frames
from rmsnet.rendering.plan import MatchPlan, PlannedEvent
from rmsnet.rendering.sound import sound
from rmsnet.rendering.styles import HELD_OUT_STYLES, STYLES
from rmsnet.rendering.timeline import plan_match
from rmsnet.rendering.truth import truth

__all__ = [
    "HELD_OUT_STYLES",
    "SIZE",
    "STYLES",
    "MatchPlan",
    "PlannedEvent",
    "Step",
    "frame_at",
    "frame_count",
    "plan_match",
    "sampled_frames",
    "sound",
    "truth",
    "write_match",
]
