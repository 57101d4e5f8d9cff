"""The floor of `pages`: files of a folder, as they are, on the server that ours runs on."""

from __future__ import annotations

import os

from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles

app = Starlette(routes=[Mount("/", StaticFiles(directory=os.environ["BENCHMARK_FOLDER"]))])
