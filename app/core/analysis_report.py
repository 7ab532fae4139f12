"""What an analysis found, as plain values for machines: the JSON object of ``analyse --json``."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.core.matches import AnalysedMatch

if TYPE_CHECKING:
    from app.core.events import Event
    from app.core.project import Project
    from rmsnet.broadcast.evidence import BroadcastEvidence
    from rmsnet.broadcast.readings import ScoreBug


def analysis_report(match: Path, result: AnalysedMatch) -> dict[str, Any]:
    """Everything about an analysed match; parts that are not there are null, and ``absent`` says why."""
    project = result.project
    assert project.model is not None  # noqa: S101 - it was analysed with one
    return {
        "project": str(result.path),
        "source": str(match),
        "model": {**project.model.model_dump(exclude={"path"}), "familiar": result.is_familiar},
        "events": [_event(event, project) for event in project.events],
        "candidates": len(result.candidates),
        **_evidence(result.evidence, project),
        "warnings": list(result.warnings),
    }


def _event(event: Event, project: Project) -> dict[str, Any]:
    earliest, latest = event.span
    said = event.provenance
    return {
        "label": event.label,
        "time": event.time,
        "earliest": earliest,
        "latest": latest,
        "confidence": event.confidence,
        "state": event.state.value,
        "signal": said.signal if said is not None else None,
        "clock": project.clock(event),
        "id": event.id,
    }


def _evidence(found: BroadcastEvidence | None, project: Project) -> dict[str, Any]:
    if found is None:
        return {"score_bug": None, "match_clock": None, "goals": [], "replays": [], "moments": [], "absent": {}}
    source = project.sources[0]
    return {
        "score_bug": _bug(found.score_bug) if found.score_bug is not None else None,
        "match_clock": found.match_clock.to_json() if found.match_clock is not None else None,
        "goals": [asdict(goal) for goal in found.goals],
        "replays": [asdict(replay) for replay in found.replays],
        "moments": [{**asdict(moment), "clock": source.clock(moment.time)} for moment in found.moments],
        "absent": dict(found.absent),
    }


def _bug(bug: ScoreBug) -> dict[str, Any]:
    data = bug.to_json()
    return {name: data[name] for name in ("box", "teams", "readings", "hidden")}
