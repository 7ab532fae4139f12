"""Where twenty-two players stand, as a function of where the ball is."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from rmsnet.rendering.plan import LENGTH, WIDTH

Floats = npt.NDArray[np.float64]

# A 4-3-3 for a team that attacks towards +x, as shares of the pitch (x, y) with the ball in the middle; row 0 keeps.
_FORMATION = np.array(
    [
        (0.04, 0.50), (0.22, 0.15), (0.19, 0.38), (0.19, 0.62), (0.22, 0.85), (0.36, 0.50),
        (0.41, 0.27), (0.41, 0.73), (0.56, 0.16), (0.60, 0.50), (0.56, 0.84),
    ]
)  # fmt: skip


def positions(team: int, ball_x: float, ball_y: float, forward: int) -> Floats:
    """Places of one team's players.

    Args:
        team: HOME or AWAY; they differ a little so that opponents never coincide.
        ball_x: where the ball is along the pitch, in metres.
        ball_y: where it is across the pitch, in metres.
        forward: +1 when the team attacks towards x = 105.

    Returns:
        [11, 2] metres; row 0 is the keeper.
    """
    depth = ball_x if forward > 0 else LENGTH - ball_x
    place = _FORMATION * (LENGTH, WIDTH)
    place[1:, 0] += 0.62 * (depth - LENGTH / 2) + 6.0 + 2.0 * team
    place[1:, 1] = WIDTH / 2 + (place[1:, 1] - WIDTH / 2) * 0.85 + 0.35 * (ball_y - WIDTH / 2)
    place[0] = (2.0 + 0.10 * depth, WIDTH / 2 + 0.07 * (ball_y - WIDTH / 2))
    place[1:, 0] = np.clip(place[1:, 0], 6, LENGTH - 4)
    if forward < 0:
        place = np.array((LENGTH, WIDTH)) - place
        place[0, 1] = WIDTH / 2 + 0.07 * (ball_y - WIDTH / 2)
        place[1:, 1] += 0.70 * (ball_y - WIDTH / 2)  # the mirror turned the shift towards the ball around
    return place


def nearest_player(team: int, x: float, y: float, ball_x: float, ball_y: float, forward: int) -> int:
    """The outfield player nearest to a place."""
    place = positions(team, ball_x, ball_y, forward)[1:]
    return 1 + int(np.argmin(np.hypot(place[:, 0] - x, place[:, 1] - y)))
