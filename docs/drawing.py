"""The picture of docs/coverage.md, drawn as SVG from the catalogue's own counts."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from integration_db.catalog.queries.contents import Coverage
from integration_db.text.labels import CAPABILITY
from integration_db.text.sentences import capital
from integration_db.vocabulary import CAPABILITY_NAMES

NAMES, CELL, ROW, TOP = 190, 120, 20, 34


def coverage_picture(found: Sequence[Coverage]) -> str:
    """Return a grid of manufacturers and capabilities, darker where more is known."""
    width, height = NAMES + CELL * len(CAPABILITY_NAMES) + 10, TOP + ROW * len(found) + 10
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
        "<title>Share of models for which each capability is known, per manufacturer; behind + "
        "and striped what is only inferred</title>",
        '<pattern id="inferred" width="4" height="4" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect width="2" height="4" fill="#8a6d1b"/></pattern>',
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
    ]
    for column, name in enumerate(CAPABILITY_NAMES):
        x = NAMES + CELL * column + CELL / 2
        label = capital(CAPABILITY[name].short)
        lines.append(f'<text x="{x:g}" y="22" text-anchor="middle">{label}</text>')
    for number, one in enumerate(found):
        y = TOP + ROW * number
        weight = ' font-weight="bold"' if number == 0 else ""
        label = f"{escape(one.manufacturer)} ({one.models})"
        lines.append(f'<text x="{NAMES - 8}" y="{y + 14}" text-anchor="end"{weight}>{label}</text>')
        for column, capability in enumerate(CAPABILITY_NAMES):
            inferred = one.share_inferred(capability)
            share = abs(one.share_known(capability) - inferred)  # no -0%
            x = NAMES + CELL * column
            ink = "#ffffff" if share > 0.55 else "#333333"
            lines.append(
                f'<rect x="{x}" y="{y}" width="{CELL - 2}" height="{ROW - 2}" '
                f'fill="#{_shade(share)}"/>'
            )
            lines.append(
                f'<text x="{x + CELL / 2:g}" y="{y + 13}" text-anchor="middle" '
                f'fill="{ink}">{share:.0%}{f" + {inferred:.0%}" if inferred else ""}</text>'
            )
            if inferred:
                size = round(inferred * (CELL - 2), 1)
                lines.append(
                    f'<rect x="{x + CELL - 2 - size:g}" y="{y + ROW - 5}" width="{size:g}" '
                    'height="3" fill="url(#inferred)"/>'
                )
    return "\n".join([*lines, "</svg>"]) + "\n"


def _shade(share: float) -> str:
    """Return a colour from almost white (nothing known) to dark green (all known)."""
    light, dark = (238, 240, 238), (22, 110, 70)
    mixed = (round(a + (b - a) * share) for a, b in zip(light, dark, strict=True))
    return "".join(f"{part:02x}" for part in mixed)
