"""Exact sharing: every window at stride 1 equals the network run window by window."""

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st

from rmsnet import dense
from rmsnet.config import NetworkConfig
from rmsnet.dense import predict_every_window
from rmsnet.model import Head
from rmsnet.snippets import gather, snippet_starts


def _difference(head, features, snippet_frames):
    ours = predict_every_window(head, features, snippet_frames)
    starts = list(range(len(features) - snippet_frames + 1))
    with torch.inference_mode():
        reference = head(gather(features, starts, snippet_frames))
    assert ours.logits.shape == reference.logits.shape
    return max((a - b).abs().max().item() for a, b in zip(ours, reference, strict=True))


@settings(max_examples=15, deadline=None)
@given(st.integers(1, 60), st.integers(0, 80), st.integers(0, 2**31))
def test_equals_every_window_for_any_length(snippet_frames, more, seed):
    torch.manual_seed(seed)
    head = Head(NetworkConfig(feature_dim=16, snippet_frames=snippet_frames)).eval()
    features = torch.randn(snippet_frames + more, 16) * 5
    assert _difference(head, features, snippet_frames) < 1e-5


def test_equals_every_window_across_chunks(monkeypatch):
    monkeypatch.setattr(dense, "_CHUNK", 50)
    head = Head(NetworkConfig(feature_dim=16)).eval()
    assert _difference(head, torch.randn(290, 16), 41) < 1e-5


def test_fewer_frames_than_a_snippet_are_refused():
    with pytest.raises(ValueError, match="40 frames"):
        predict_every_window(Head(NetworkConfig(feature_dim=4)).eval(), torch.randn(40, 4), 41)


@given(st.integers(1, 500), st.integers(1, 60))
def test_paper_windows_cover_every_frame_and_end_at_the_end(frames, snippet_frames):
    starts = snippet_starts(frames, snippet_frames, snippet_frames)
    covered = {f for s in starts for f in range(s, s + snippet_frames)}
    assert set(range(frames)) <= covered
    assert starts[-1] == max(frames - snippet_frames, 0)
    assert len(starts) == len(set(starts))
