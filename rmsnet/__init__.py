"""RMS-Net: regression and masking for soccer event spotting.

The front door: the names below are the library's promise; importing it loads no torch until one is used.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from rmsnet.config import SpottingOptions
from rmsnet.errors import RmsNetError
from rmsnet.labels import SOCCERNET_V1, SOCCERNET_V2, Label, LabelSet, label_set
from rmsnet.spots import Spot

if TYPE_CHECKING:
    from rmsnet.analysis import Analysis, AnalysisStep, analyse, load_analysis, save_analysis
    from rmsnet.broadcast.evidence import BroadcastEvidence, EvidenceOptions
    from rmsnet.broadcast.gathering import gather_evidence
    from rmsnet.checkpoint import Checkpoint
    from rmsnet.checkpoint import load as load_checkpoint
    from rmsnet.votes import VoteCurves

__version__ = "0.1.0"
__all__ = [
    "SOCCERNET_V1",
    "SOCCERNET_V2",
    "Analysis",
    "AnalysisStep",
    "BroadcastEvidence",
    "Checkpoint",
    "EvidenceOptions",
    "Label",
    "LabelSet",
    "RmsNetError",
    "Spot",
    "SpottingOptions",
    "VoteCurves",
    "analyse",
    "gather_evidence",
    "label_set",
    "load_analysis",
    "load_checkpoint",
    "save_analysis",
]

# Where each name that needs torch or scipy lives, and what it is called there.
_LATER = {
    "Analysis": ("rmsnet.analysis", "Analysis"),
    "AnalysisStep": ("rmsnet.analysis", "AnalysisStep"),
    "BroadcastEvidence": ("rmsnet.broadcast.evidence", "BroadcastEvidence"),
    "Checkpoint": ("rmsnet.checkpoint", "Checkpoint"),
    "EvidenceOptions": ("rmsnet.broadcast.evidence", "EvidenceOptions"),
    "VoteCurves": ("rmsnet.votes", "VoteCurves"),
    "analyse": ("rmsnet.analysis", "analyse"),
    "gather_evidence": ("rmsnet.broadcast.gathering", "gather_evidence"),
    "load_analysis": ("rmsnet.analysis", "load_analysis"),
    "load_checkpoint": ("rmsnet.checkpoint", "load"),
    "save_analysis": ("rmsnet.analysis", "save_analysis"),
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module 'rmsnet' has no attribute {name!r}")
    module, original = _LATER[name]
    return getattr(importlib.import_module(module), original)
