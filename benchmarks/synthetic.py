"""A made-up catalogue of any size, in the seed's own format; its facts mean nothing.

Hard: every model has ten statements of its own with firmware ranges, as in the targets of
docs/performance.md. Like the real seed: 28 models a series, a release for nearly each, statements
of every fourth series and every tenth model. The same number always gives the same files.
"""

from __future__ import annotations

import random
from pathlib import Path

MAKERS = 40
MODELS_PER_SERIES = {True: 10, False: 28}
STATEMENTS = 10
_VALUES = ("true", "true", "true", "false", "unknown")
_GRADES = ("vendor_document", "device_reading", "field_report", "lab_test")
_SOURCES = 50


def write_seed(folder: Path, models: int, *, hard: bool = True) -> None:
    """Write a seed of this many models into an empty folder."""
    per_series = MODELS_PER_SERIES[hard]
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
    for number in range(-(-models // per_series)):
        maker = number % MAKERS
        names = range(number * per_series, min(models, (number + 1) * per_series))
        lines = [f"manufacturer: Maker{maker:02}", f"series: S{number}"]
        if not hard and number % 4 == 0:
            lines += ["statements:", *_statement("  ", 6, chance)]
        lines.append("models:")
        for name in names:
            lines += _model(name, chance) if hard else _usual_model(name, chance)
        path = folder / "cameras" / f"maker{maker:02}" / f"s{number}.yaml"
        path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def model_name(number: int) -> str:
    """Return the printed name of a model."""
    return f"{'PQMF'[number % 4]}{number}-{'LVE'[: number % 3 + 1]}"


def maker_of(number: int, *, hard: bool = True) -> str:
    """Return who makes a model."""
    return f"Maker{number // MODELS_PER_SERIES[hard] % MAKERS:02}"


def _model(number: int, chance: random.Random) -> list[str]:
    lines = [f"  - name: {model_name(number)}", "    statements:"]
    for index in range(STATEMENTS):
        lines += _statement("      ", 4 + index, chance)
    return lines


def _usual_model(number: int, chance: random.Random) -> list[str]:
    lines = [f"  - name: {model_name(number)}"]
    if number % 20 == 0:
        lines.append(f'    hardware_versions: ["V{number % 3 + 1}"]')
    if number % 80 == 0:
        lines.append(f"    aliases: [Camera {number}]")
    if number % 7:
        version = f"{chance.randrange(5, 12)}.{chance.randrange(90)}.{chance.randrange(9)}"
        source = f"made-up-{chance.randrange(_SOURCES)}"
        lines += ["    releases:", f'      - {{version: "{version}", source: {source}}}']
    if number % 10 == 0:
        lines += ["    statements:", *_statement("      ", 4 + number % 9, chance)]
    return lines


def _statement(indent: str, major: int, chance: random.Random) -> list[str]:
    """Return a statement about some versions of one major version."""
    https = chance.choice(_VALUES)
    video = "false" if https == "false" else chance.choice(_VALUES)
    first, *others = [
        f'firmware: ">={major}.{chance.randrange(90)},<{major + 1}"',
        f"https_support: {https}",
        f"video_encryption: {video}",
        f"needs_custom_cert: {chance.choice(_VALUES)}",
        f"source: made-up-{chance.randrange(_SOURCES)}",
        f"grade: {chance.choice(_GRADES)}",
        f'verified_on: "{major}.{86 + major}.1"',
    ]
    return [f"{indent}- {first}", *(f"{indent}  {line}" for line in others)]


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
