"""Clients that are generated from the description, used against a real server.

The generators are installed by `.ci/run`: `openapi-python-client` beside Python, and for TypeScript
a folder of node modules that INTEGRATION_DB_TEST_NODE names. Without them the tests are skipped;
with `clients` in INTEGRATION_DB_TEST_REQUIRE (as in CI) they fail.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final, NoReturn

import httpx
import pytest

NODE: Final = "INTEGRATION_DB_TEST_NODE"
PACKAGES: Final = ("openapi-typescript", "openapi-fetch", "typescript")

PYTHON_PROGRAM: Final = """\
import sys
from made import Client
from made.api.batch import batch
from made.api.cameras import camera, cameras
from made.api.check import check_list
from made.api.predictions import prediction
from made.models import (
    CheckedList, Level, MixedBatch, Predicted, PredictQuestion, ResolveQuestion, Support,
)

client = Client(base_url=sys.argv[1], raise_on_unexpected_status=True)
page = cameras.sync(client=client, https=[Support.YES, Support.NO], limit=2)
assert page.cameras[0].ranges[0].capabilities.https_support is Support.YES
profile = camera.sync("Exemplar", "E100", client=client)
assert profile.model == "E100"
answer = prediction.sync(client=client, model="E100", plugin="ONVIF")
assert isinstance(answer, Predicted)
assert answer.verdict.floor in Level
wrong = prediction.sync(client=client, model="Nobody N1")
assert (wrong.status, wrong.code) == (404, "unknown-model"), wrong
lines = CheckedList.from_dict({"lines": [{"Model": "E100", "Qty": 2}]})
assert check_list.sync(client=client, body=lines).summary.cameras == 2
asked = MixedBatch(questions=[ResolveQuestion(ask="resolve", model="exemplar e-100"),
                              PredictQuestion(ask="predict", model="E100")])
resolved, predicted = batch.sync(client=client, body=asked).results
assert resolved.answer.model == predicted.answer.model == "E100"
"""

TYPESCRIPT_PROGRAM: Final = """\
import createClient from "openapi-fetch";
import type { components, paths } from "./made";

type Level = components["schemas"]["Level"];
declare const process: { argv: string[] };
type Json = "application/json" | "application/problem+json";
const client = createClient<paths, Json>({ baseUrl: process.argv[2] });

function check(holds: boolean, what: string): void {
  if (!holds) throw new Error(what);
}

const page = await client.GET("/api/v1/cameras", {
  params: { query: { https: ["yes", "no"], limit: 2 } },
});
check(page.data!.cameras[0]!.ranges[0]!.capabilities.https_support === "yes", "cameras");
const answer = await client.GET("/api/v1/predictions", {
  params: { query: { model: "E100", plugin: "ONVIF" } },
});
const floor: Level = answer.data!.verdict!.floor;
check(["fails", "nothing", "control", "stream", "full"].includes(floor), "prediction");
const wrong = await client.GET("/api/v1/predictions", {
  params: { query: { model: "Nobody N1" } },
});
check(wrong.error!.code === "unknown-model", "problem");
const listed = await client.POST("/api/v1/check", {
  body: { lines: [{ Model: "E100", Qty: 2 }] },
});
check(listed.data!.summary.cameras === 2, "check");
const batch = await client.POST("/api/v1/batch", {
  body: { questions: [{ ask: "resolve", model: "exemplar e-100" }] },
});
const first = batch.data!.results[0]!;
check("ask" in first && first.ask === "resolve" && first.answer!.model === "E100", "batch");
"""


def missing(what: str) -> NoReturn:
    """Skip a test that needs a generator; where it is required (as in CI), fail."""
    if "clients" in os.environ.get("INTEGRATION_DB_TEST_REQUIRE", ""):
        pytest.fail(f"{what} is missing, which .ci/run installs")
    pytest.skip(f"needs {what}")


@pytest.fixture(scope="module")
def described(api: httpx.Client, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("clients") / "openapi.json"
    file.write_text(api.get("/api/v1/openapi.json").text, encoding="utf-8")
    return file


def done(command: list[str], folder: Path) -> str:
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_a_python_client_is_generated_small_and_works(api: httpx.Client, described: Path) -> None:
    beside = Path(sys.executable).with_name("openapi-python-client")
    program = shutil.which("openapi-python-client") or (str(beside) if beside.exists() else None)
    if program is None:
        missing("openapi-python-client")
    folder = described.parent
    made = folder / "made"
    told = done(
        [
            *(program, "generate", "--path", str(described), "--meta", "none"),
            *("--output-path", str(made), "--fail-on-warning"),
        ],
        folder,
    )
    assert "Warning" not in told
    models = {file.stem for file in (made / "models").glob("*.py")}
    lists = json.loads(described.read_text())["components"]["schemas"]
    assert len(models) == len(lists) + 1  # one file per name, and __init__
    assert not [name for name in models if name.endswith("_type_0") or "additional" in name]
    (folder / "program.py").write_text(PYTHON_PROGRAM)
    done([sys.executable, "program.py", str(api.base_url)], folder)


def test_a_typescript_client_is_generated_and_works(api: httpx.Client, described: Path) -> None:
    modules = Path(os.environ.get(NODE, "node_modules")).absolute()
    if shutil.which("node") is None or not all((modules / one).is_dir() for one in PACKAGES):
        missing(f"node, and {', '.join(PACKAGES)} in the folder of {NODE}")
    folder = described.parent
    (folder / "node_modules").symlink_to(modules, target_is_directory=True)
    (folder / "package.json").write_text('{"type": "module"}')
    generator = modules / "openapi-typescript" / "bin" / "cli.js"
    done(["node", str(generator), str(described), "-o", "made.ts"], folder)
    (folder / "program.ts").write_text(TYPESCRIPT_PROGRAM)
    compiler = modules / "typescript" / "bin" / "tsc"
    options = ["--strict", "--target", "es2022", "--module", "esnext"]
    options += ["--moduleResolution", "bundler", "--skipLibCheck", "--noUncheckedIndexedAccess"]
    done(["node", str(compiler), *options, "program.ts"], folder)
    done(["node", "program.js", str(api.base_url)], folder)
