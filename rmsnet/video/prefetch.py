"""Decoding ahead: the one thread of the library, never left behind.

FFmpeg releases Python's lock while it decodes, so a thread of its own overlaps with the network.
"""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterator
from typing import TypeVar

T = TypeVar("T")
_END = object()
# How often a thread that waits for room looks whether it is still wanted, in seconds.
LOOK_SECONDS = 0.05


def prefetch(items: Iterator[T], depth: int = 16, patience: float | None = None) -> Generator[T | None]:
    """Pull items in a thread, at most `depth` ahead of the consumer.

    The thread starts with the first item asked for. It is joined when the items end or fail (the error is raised
    here), and when the consumer closes this generator; a source with a `close` method is closed after that.

    Args:
        items: pulled only by the thread from then on.
        depth: how many finished items may wait, at least 1.
        patience: seconds after which None is yielded while no item is ready, so that the consumer can look up; without
            it the consumer waits as long as it takes.
    """
    ready: queue.Queue[object] = queue.Queue(max(depth, 1))
    stopped = threading.Event()
    failure: list[BaseException] = []

    def put(item: object) -> bool:
        while not stopped.is_set():
            try:
                ready.put(item, timeout=LOOK_SECONDS)
                return True
            except queue.Full:
                continue
        return False

    def work() -> None:
        try:
            for item in items:
                if not put(item):
                    return
        except BaseException as error:  # noqa: BLE001 - handed to the consumer, who raises it
            failure.append(error)
        put(_END)

    thread = threading.Thread(target=work, name="prefetch", daemon=True)
    thread.start()
    try:
        while (item := _taken(ready, patience)) is not _END:
            yield item  # type: ignore[misc]
        if failure:
            raise failure[0]
    finally:
        stopped.set()
        thread.join()
        close = getattr(items, "close", None)
        if close is not None:
            close()


def _taken(ready: queue.Queue[object], patience: float | None) -> object:
    try:
        return ready.get(timeout=patience)
    except queue.Empty:
        return None
