from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.core.events import (
    Event,
    EventState,
    Provenance,
    accept,
    annotate,
    event_id,
    manual_event,
    merge,
    move,
    reject,
    relabel,
    release,
)


def proposal(time=12.5, label="goal", confidence=0.8, source=0):
    kept = Provenance(time, label, confidence, model_fingerprint="ab", model_name="m")
    name = event_id(label, time, source)
    return Event(name, time, label, EventState.AUTO, confidence, provenance=kept, source=source)


def test_an_id_comes_from_the_candidate():
    assert event_id("goal", 12.5) == "goal-12.500"
    assert event_id("goal", 12.5, 1) == "1/goal-12.500"


def test_accepting_records_the_threshold_once():
    accepted = accept(proposal(), 0.6)
    assert accepted.state is EventState.ACCEPTED
    assert accepted.provenance.threshold == 0.6
    assert accept(accepted, 0.9) is accepted
    assert reject(accepted, 0.9).provenance.threshold == 0.6


def test_edits_keep_what_the_model_said():
    edited = annotate(move(relabel(proposal(), "card", 0.5), 20.0), "late")
    assert (edited.label, edited.time, edited.note, edited.state) == ("card", 20.0, "late", EventState.EDITED)
    assert (edited.provenance.label, edited.provenance.time) == ("goal", 12.5)
    assert edited.id == "goal-12.500"
    assert release(edited) == proposal()


def test_a_rejected_edit_comes_back_as_an_edit():
    edited = move(proposal(), 20.0)
    assert accept(reject(edited)) == edited
    assert accept(edited) is edited


@pytest.mark.parametrize(
    "change",
    [lambda e: move(e, e.time), lambda e: relabel(e, e.label), lambda e: annotate(e, e.note), release],
)
def test_a_no_op_is_the_same_object(change):
    event = proposal()
    assert change(event) is event


def test_manual_events_stay_manual_and_have_free_ids():
    first = manual_event("goal", 3.0)
    second = manual_event("goal", 3.0, {first.id})
    assert first.id != second.id
    assert move(first, 4.0).state is EventState.MANUAL
    assert accept(reject(first)) == first
    assert release(first) is first


def test_merging_rejects_the_others_so_that_they_never_come_back():
    strong, weak, own = (
        proposal(10.0, confidence=0.9),
        proposal(12.0, confidence=0.6),
        manual_event("goal", 11.0),
    )
    kept, refused = merge([weak, strong])
    assert kept == accept(strong)
    assert [e.id for e in refused] == [weak.id]
    assert refused[0].state is EventState.REJECTED
    assert merge([weak, strong, own])[0] is own
    with pytest.raises(ValueError, match="two events"):
        merge([strong])


def test_a_time_before_the_start_or_without_meaning():
    assert move(proposal(), -3.0).time == 0.0
    with pytest.raises(ValueError, match="nan"):
        move(proposal(), float("nan"))


@given(st.lists(st.sampled_from(["accept", "reject", "relabel", "move", "note"]), max_size=8))
def test_release_undoes_any_edits(steps):
    edits = {
        "accept": accept,
        "reject": reject,
        "relabel": lambda e: relabel(e, "card"),
        "move": lambda e: move(e, e.time + 1),
        "note": lambda e: annotate(e, "x"),
    }
    event = proposal()
    for step in steps:
        event = edits[step](event)
    assert event.id == proposal().id
    assert release(event) == proposal()
