"""Statements drawn at random, to be read against their sources: `python -m benchmarks.draw 60`.

The same seed of chance and the same data draw the same statements, so that others can read them.
"""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import asdict
from pathlib import Path

from integration_db.environment import default_seed_root
from integration_db.seed import loading
from integration_db.seed.rules.rule import Said, View, each


def drawn(view: View, count: int, chance: int) -> list[Said]:
    """Return so many statements of a seed, in the order of their files."""
    statements = list(each(view.statements))
    numbers = random.Random(chance).sample(range(len(statements)), count)
    return [statements[number] for number in sorted(numbers)]


def _said(items: list[tuple[str, object]]) -> dict[str, object]:
    return {key: value for key, value in items if value is not None}


def main() -> None:
    """Print each statement with its place and its source, one JSON object a line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int, nargs="?", default=60)
    parser.add_argument("--chance", type=int, default=11, help="The seed of chance.")
    asked = parser.parse_args()
    seed = loading.load([Path(default_seed_root())])
    sources = {name: record for file in seed.sources for name, record in file.record.items()}
    view = View.of(seed)
    if not 0 < asked.count <= len(view.statements):
        parser.error(
            f"count {asked.count}: say 1 to {len(view.statements)}, the statements there are"
        )
    for said in drawn(view, asked.count, asked.chance):
        line = said.file.problem("", "", *said.where).line
        known = asdict(said.record, dict_factory=_said)
        source = sources[said.record.source]
        entry = {
            "place": f"{said.file.path}:{line}",
            "said_of": list(said.scope),
            "says": known,
            "title": source.title,
            "where": source.url or source.document,
        }
        print(json.dumps(entry, ensure_ascii=False))


if __name__ == "__main__":
    main()
