import threading

import pytest

from app.jobs import Job, JobState
from rmsnet.errors import OptionError


class Counter:
    """An iterator that tells where it was pulled and closed."""

    def __init__(self, end=10**9, error=None):
        self.end, self.error = end, error
        self.pulled, self.threads, self.closed = 0, set(), threading.Event()
        self.reached = threading.Event()

    def steps(self):
        try:
            while self.pulled < self.end:
                self.pulled += 1
                self.threads.add(threading.get_ident())
                if self.pulled >= 3:
                    self.reached.set()
                yield self.pulled
            if self.error:
                raise self.error
        finally:
            self.closed.set()


def test_a_job_pulls_in_another_thread_and_tells_in_this_one(qtbot, jobs):
    counter, told = Counter(1000), []
    job = Job("Counting", counter.steps, lambda step: step / 1000)
    job.progressed.connect(lambda step: told.append(threading.get_ident()))
    with qtbot.waitSignal(job.succeeded) as blocker:
        jobs.start(job)
    assert blocker.args == [1000]
    assert job.state is JobState.SUCCEEDED and job.fraction == 1.0
    assert counter.threads.isdisjoint({threading.get_ident()})
    assert set(told) <= {threading.get_ident()}
    assert not jobs.running


def test_cancelling_stops_pulling_and_closes_the_iterator(qtbot, jobs):
    counter = Counter()
    job = Job("Counting", counter.steps)
    with qtbot.waitSignal(job.cancelled):
        jobs.start(job)
        counter.reached.wait(5)
        job.cancel()
    assert counter.closed.is_set()
    assert job.state is JobState.CANCELLED
    assert not jobs.running


def test_an_error_is_told_not_raised(qtbot, jobs):
    error = OptionError("It cannot be.")
    job = Job("Failing", Counter(5, error).steps)
    with qtbot.waitSignal(job.failed) as blocker:
        jobs.start(job)
    assert blocker.args == [error]
    assert job.state is JobState.FAILED


def test_an_iterator_that_cannot_start_fails_the_job(qtbot, jobs):
    def broken():
        raise RuntimeError("no steps")

    job = Job("Failing", broken)
    with qtbot.waitSignal(job.failed) as blocker:
        jobs.start(job)
    assert str(blocker.args[0]) == "no steps"


def test_stopping_the_list_leaves_no_thread(qtbot, jobs):
    counters = [Counter() for _ in range(4)]
    ended = []
    for counter in counters:
        job = jobs.start(Job("Counting", counter.steps))
        job.ended.connect(lambda: ended.append(1))
    jobs.stop()
    assert not jobs.running
    assert len(ended) == 4
    assert all(counter.closed.is_set() or not counter.pulled for counter in counters)


@pytest.mark.parametrize("steps", [0, 1])
def test_short_work_succeeds(qtbot, jobs, steps):
    job = Job("Little", Counter(steps).steps)
    with qtbot.waitSignal(job.succeeded) as blocker:
        jobs.start(job)
    assert blocker.args == [1 if steps else None]
