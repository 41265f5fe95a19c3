"""A build that is killed leaves whole documents, and the next one makes of them what nobody had disturbed."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.usefixtures("pipelines")

TRIALS = 20


@pytest.mark.skipif(not hasattr(os, "fork"), reason="the trials fork, which Windows cannot")
def test_killed_builds_leave_whole_documents_and_end_in_the_same_bytes() -> None:
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("killed.py"), "--trials", str(TRIALS)],
        capture_output=True,
        text=True,
        cwd=Path(__file__).parents[1],
        check=False,
    )
    trials = done.stdout.splitlines()[1:]
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(trials) == TRIALS
    # some were killed at work, not before or after it
    assert len({line.partition(" documents")[0].rpartition(" ")[2] for line in trials}) > 3
