"""The token's gate: rate, places, pauses."""

from __future__ import annotations

import threading
import time
from threading import Event

import pytest

from connectors.asana.errors import Stopped
from connectors.asana.gate import Gate, Rank, parse_retry_after, ranked


class HandClock:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def passes(gate: Gate, count: int) -> None:
    for _ in range(count):
        with gate.passage():
            pass


@pytest.mark.parametrize(
    ("header", "seconds"),
    [("0", 0.0), ("2", 2.0), ("900", 900.0), (None, 60.0), ("soon", 60.0), ("-3", 60.0), ("nan", 60.0), ("", 60.0)],
)
def test_retry_after_is_read_or_a_minute(header: str | None, seconds: float) -> None:
    assert parse_retry_after(header) == seconds


def test_a_quarter_of_a_minute_passes_at_once_and_then_at_the_rate() -> None:
    gate = Gate(1200, stop=Event())
    began = time.monotonic()
    passes(gate, 300)
    assert time.monotonic() - began < 0.2
    passes(gate, 4)
    assert time.monotonic() - began >= 0.15  # 20 a second
    assert gate.requests == 304


def test_only_so_many_are_inside_at_once() -> None:
    gate, inside, most = Gate(100_000, stop=Event(), in_flight=4), 0, 0
    lock = threading.Lock()

    def visit() -> None:
        nonlocal inside, most
        with gate.passage():
            with lock:
                inside += 1
                most = max(most, inside)
            time.sleep(0.01)  # noqa: TID251
            with lock:
                inside -= 1

    threads = [threading.Thread(target=visit) for _ in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 4


def test_a_429_shuts_the_gate_for_everybody() -> None:
    gate = Gate(1200, stop=Event())
    gate.shut(0.15)
    began = time.monotonic()
    passes(gate, 1)
    assert time.monotonic() - began >= 0.15
    assert gate.rejected == 1


def test_a_429_lowers_the_rate_and_quiet_raises_it_to_the_ceiling_only() -> None:
    clock = HandClock()
    gate = Gate(1000, stop=Event(), monotonic=clock)
    gate.shut(0)
    assert gate.per_minute == pytest.approx(800)
    for _ in range(3):
        clock.now += 301
        passes(gate, 1)
    assert gate.per_minute == pytest.approx(1000)


def test_a_burst_of_429s_lowers_the_rate_once() -> None:
    gate = Gate(1000, stop=Event(), monotonic=HandClock())
    for _ in range(4):
        gate.shut(0)
    assert gate.per_minute == pytest.approx(800)


def test_a_pause_longer_than_a_cycle_is_not_sat_out() -> None:
    gate = Gate(1200, stop=Event())
    gate.shut(900)
    with pytest.raises(Stopped) as caught:
        passes(gate, 1)
    assert caught.value.retry_after is not None
    assert 890 < caught.value.retry_after.total_seconds() <= 900


def test_waiting_ends_when_asked_to_stop() -> None:
    stop = Event()
    gate = Gate(1200, stop=stop)
    gate.shut(60)
    threading.Timer(0.05, lambda: (stop.set(), gate.wake())).start()
    began = time.monotonic()
    with pytest.raises(Stopped):
        passes(gate, 1)
    assert time.monotonic() - began < 1


def test_writes_pass_before_reads_and_a_backlog_last() -> None:
    gate = Gate(100_000, stop=Event(), in_flight=1)
    passed: list[Rank] = []
    order = [Rank.BACKLOG, Rank.ORDINARY, Rank.FIRST, Rank.BACKLOG, Rank.FIRST, Rank.ORDINARY]

    def visit(rank: Rank) -> None:
        with ranked(rank), gate.passage():
            passed.append(rank)

    threads = [threading.Thread(target=visit, args=(rank,)) for rank in order]
    with gate.passage():
        for thread in threads:
            thread.start()
        while sum(gate._waiting.values()) < len(order):
            time.sleep(0.001)  # noqa: TID251
    for thread in threads:
        thread.join()
    assert passed == sorted(order)


def test_a_backlog_leaves_a_place_for_writes() -> None:
    gate, inside, leave = Gate(100_000, stop=Event(), in_flight=4), threading.Semaphore(0), Event()

    def backlog() -> None:
        with ranked(Rank.BACKLOG), gate.passage():
            inside.release()
            leave.wait(5)

    threads = [threading.Thread(target=backlog) for _ in range(6)]
    for thread in threads:
        thread.start()
    for _ in range(3):
        assert inside.acquire(timeout=5)
    with ranked(Rank.FIRST), gate.passage():
        assert not inside.acquire(blocking=False)
        leave.set()
    for thread in threads:
        thread.join()
