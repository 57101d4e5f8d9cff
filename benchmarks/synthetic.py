"""A made-up catalogue of any size, in the seed's own format; its facts mean nothing.

Every model has ten statements of its own with firmware ranges, as in the targets of
docs/performance.md. The same number always gives the same files.
"""

from __future__ import annotations

import random
from pathlib import Path

MAKERS = 40
MODELS_PER_SERIES = 10
STATEMENTS = 10
_VALUES = ("true", "true", "true", "false", "unknown")
_GRADES = ("vendor_document", "device_reading", "field_report", "lab_test")
_SOURCES = 50


def write_seed(folder: Path, models: int) -> None:
    """Write a seed of this many models into an empty folder."""
    chance = random.Random(models)
    (folder / "manufacturers").mkdir(parents=True)
    (folder / "recorders").mkdir()
    sources = "".join(
        f"made-up-{n}:\n  title: Made up {n}\n  document: benchmark {n}\n  kind: lab_notes\n"
        for n in range(_SOURCES)
    )
    (folder / "sources.yaml").write_text(sources, encoding="utf-8")
    (folder / "recorders" / "exacqvision.yaml").write_text(_RECORDER, encoding="utf-8")
    for maker in range(MAKERS):
        text = f"name: Maker{maker:02}\nfirmware_scheme: axis\n"
        (folder / "manufacturers" / f"maker{maker:02}.yaml").write_text(text, encoding="utf-8")
        (folder / "cameras" / f"maker{maker:02}").mkdir(parents=True)
    for number in range(-(-models // MODELS_PER_SERIES)):
        maker = number % MAKERS
        names = range(number * MODELS_PER_SERIES, min(models, (number + 1) * MODELS_PER_SERIES))
        lines = [f"manufacturer: Maker{maker:02}", f"series: S{number}", "models:"]
        for name in names:
            lines += _model(name, chance)
        path = folder / "cameras" / f"maker{maker:02}" / f"s{number}.yaml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def model_name(number: int) -> str:
    """Return the printed name of a model."""
    return f"{'PQMF'[number % 4]}{number}-{'LVE'[: number % 3 + 1]}"


def _model(number: int, chance: random.Random) -> list[str]:
    lines = [f"  - name: {model_name(number)}", "    statements:"]
    for index in range(STATEMENTS):
        major = 4 + index
        https = chance.choice(_VALUES)
        video = "false" if https == "false" else chance.choice(_VALUES)
        lines += [
            f'      - firmware: ">={major}.{chance.randrange(90)},<{major + 1}"',
            f"        https_support: {https}",
            f"        video_encryption: {video}",
            f"        needs_custom_cert: {chance.choice(_VALUES)}",
            f"        source: made-up-{chance.randrange(_SOURCES)}",
            f"        grade: {chance.choice(_GRADES)}",
            f'        verified_on: "{major}.{90 + index}.1"',
        ]
    return lines


_RECORDER = """\
name: exacqVision
version_scheme: exacqvision
default: true
settings:
  - {id: http, label: HTTP, tries: [http]}
  - {id: https-if-available, label: HTTPS If Available, tries: [https, http], port: fixed}
  - {id: https-required, label: HTTPS Required, tries: [https]}
shows: {nothing: {symbol: empty}, control: {symbol: gear}, full: {symbol: padlock}}
plugins:
  - name: ONVIF
    statements:
      - {https_support: true, source: made-up-0, grade: inferred}
"""
