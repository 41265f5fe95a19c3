"""A served store under load, in small: how fast it is is not tested."""

from pathlib import Path

import pytest

from kg.benchmarks.load import lines, loaded


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="memory is read from /proc")
def test_many_clients_beside_a_writer_and_a_query_without_end_get_right_answers(tmp_path: Path) -> None:
    load = loaded(tmp_path / "store", quads=5_000, clients=8, seconds=4, timeout=2)
    assert len(load.served) == 8
    assert all(client.times for client in load.served)
    assert set(load.statuses) == {"200"}
    assert load.wrong == ()
    assert set(load.endless) == {"504: the query took longer than 2 s and was stopped"}
    assert load.published > 0
    assert "errors: none" in list(lines(load))
