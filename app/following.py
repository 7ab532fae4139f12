"""Long work followed on a terminal."""

from __future__ import annotations

import sys
from contextlib import ExitStack, closing
from typing import Any

_BAR = "{desc} {percentage:3.0f}% |{bar}| {remaining} left"


def followed(steps: Any, title: str) -> Any:
    """Pull steps to the end behind a progress bar on stderr, shown from the first step on; returns the last one."""
    from tqdm import tqdm

    last = None
    with ExitStack() as open_now:
        open_now.enter_context(closing(steps))
        bar = None
        for last in steps:
            if bar is None:
                bar = open_now.enter_context(
                    tqdm(total=1000, desc=title, file=sys.stderr, leave=False, bar_format=_BAR)
                )
            bar.update(round(1000 * last.fraction) - bar.n)
    return last
