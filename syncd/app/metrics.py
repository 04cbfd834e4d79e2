"""OpenMetrics for an outside watch: ids and counts, no names, texts or addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from prometheus_client import start_http_server
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector, CollectorRegistry
from sqlite_utils import Database

from syncd.domain.errors import ConfigError, Problem
from syncd.store.overview import counts
from syncd.store.schema import open_readonly
from syncd.store.sources import states


class StatusCollector(Collector):
    """Read from the database at each scrape, over a connection of its own."""

    def __init__(
        self, database: Path, requests: Callable[[], Mapping[int, int]], clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._requests = requests
        self._clock = clock

    def collect(self) -> Iterator[Metric]:
        """The metrics of this moment."""
        with self._open() as db:
            lag = GaugeMetricFamily(
                "syncd_source_lag_seconds", "Seconds since the last whole pass over a source", labels=["source"]
            )
            failing = GaugeMetricFamily(
                "syncd_source_failing", "Failed passes since the last good one", labels=["source"]
            )
            for number, state in enumerate(states(db), 1):
                label = [state.name if state.name.startswith("asana:") else f"mailbox-{number}"]
                failing.add_metric(label, state.failures)
                if state.last_success:
                    lag.add_metric(label, max(0.0, (self._clock() - state.last_success).total_seconds()))
            yield lag
            yield failing
            for name, help_text, label_name, values in counts(db):
                family = GaugeMetricFamily(name, help_text, labels=[label_name])
                for value, count in values.items():
                    family.add_metric([value], count)
                yield family
        requests = CounterMetricFamily("syncd_asana_requests", "Requests to Asana by status", labels=["status"])
        for status, count in sorted(self._requests().items()):
            requests.add_metric([str(status)], count)
        yield requests

    @contextmanager
    def _open(self) -> Iterator[Database]:
        db = open_readonly(self._database)
        try:
            yield db
        finally:
            db.close()


@contextmanager
def serving(
    address: str, database: Path, requests: Callable[[], Mapping[int, int]], clock: Callable[[], datetime]
) -> Iterator[None]:
    """Serve on `host:port` while it is open, nothing where the address is empty; raises ConfigError where it is taken."""
    if not address:
        yield
        return
    host, _, port = address.rpartition(":")
    registry = CollectorRegistry()
    registry.register(StatusCollector(database, requests, clock))
    try:
        server, thread = start_http_server(int(port), host or "127.0.0.1", registry)
    except (OSError, ValueError) as error:
        mend = 'choose a free address, like "127.0.0.1:9345"'
        raise ConfigError(
            (Problem("error", "health.metrics", f"{address} cannot be served: {error}", mend),)
        ) from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
