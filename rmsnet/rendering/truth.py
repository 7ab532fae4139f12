"""The truth of a rendered match in the form of SoccerNet's Labels.json."""

from __future__ import annotations

from typing import Any

from rmsnet.rendering.plan import MatchPlan

_TEAMS = ("home", "away")


def truth(plan: MatchPlan, url: str = "") -> dict[str, Any]:
    """The events as SoccerNet writes them.

    Args:
        plan: the match.
        url: what becomes ``UrlLocal``: the game's folder.

    Returns:
        A JSON object: ``gameTime`` is "half - mm:ss" of the file's own clock (as in SoccerNet, where a half's file
        starts at its kick-off), ``position`` the same in whole milliseconds, as text.
    """
    return {
        "UrlLocal": url,
        "UrlYoutube": "",
        "annotations": [
            {
                "gameTime": f"{plan.half} - {int(event.time) // 60:02d}:{int(event.time) % 60:02d}",
                "label": event.annotation,
                "position": str(round(event.time * 1000)),
                "team": _TEAMS[event.team],
            }
            for event in plan.events
        ],
    }
