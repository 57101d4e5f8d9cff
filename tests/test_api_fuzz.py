"""The API under fire: requests made from its own description, good ones and bad ones.

Run as a program, whose report says how to send a request that failed again; always the same
requests.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import httpx

SETTINGS = """\
[checks]
# What goes together (port and protocol) is more than a schema can say.
positive_data_acceptance.enabled = false
# An address of too many values is too long (414) before anybody reads them.
negative_data_rejection.expected-statuses = [
    "400", "401", "403", "404", "405", "406", "409", "414", "415", "422", "428", "429", "5xx",
]

[[operations]]
include-name = "POST /api/v1/check"
# What a line says may be anything; the line is then invalid, and the list answered.
checks.negative_data_rejection.enabled = false

[[operations]]
include-name = "POST /api/v1/batch"
# A bad question of a batch has its problem inside the answer.
checks.negative_data_rejection.enabled = false

[[operations]]
include-name = "POST /api/v1/predictions"
# A bad line of a batch has its problem inside the answer.
checks.negative_data_rejection.enabled = false
"""


def test_no_request_breaks_the_api_or_its_description(api: httpx.Client, tmp_path: Path) -> None:
    file = tmp_path / "schemathesis.toml"
    file.write_text(SETTINGS, encoding="utf-8")
    done = subprocess.run(
        [
            *(sys.executable, "-m", "schemathesis.cli", "--config-file", str(file), "run"),
            *(str(api.base_url.join("/api/v1/openapi.json")), "--max-examples", "25"),
            *("--generation-deterministic", "--no-color"),
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Tested: 17" in done.stdout, done.stdout  # the report's own count of operations
