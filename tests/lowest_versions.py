"""Print the lowest versions that the installed program allows, as constraints for pip.

Usage: python tests/lowest_versions.py [EXTRA ...] > lowest.txt; pip install -c lowest.txt ...
"""

import sys
from collections.abc import Iterable
from importlib.metadata import requires

from packaging.requirements import Requirement


def lowest_versions(needs: Iterable[str], extras: Iterable[str]) -> list[str]:
    """Return a constraint for everything that the program needs with these extras here.

    Raises `ValueError` for a need without a lowest version: nobody could say that it works.
    """
    found = []
    for need in map(Requirement, needs):
        asked = any(
            not need.marker or need.marker.evaluate({"extra": one}) for one in ("", *extras)
        )
        if not asked or need.name == "integration-db":
            continue
        lowest = [one.version for one in need.specifier if one.operator == ">="]
        if not lowest:
            raise ValueError(f"{need} has no lowest version")
        found.append(f"{need.name}=={lowest[0]}")
    return sorted(found)


if __name__ == "__main__":
    for line in lowest_versions(requires("integration-db") or (), sys.argv[1:]):
        sys.stdout.write(f"{line}\n")
