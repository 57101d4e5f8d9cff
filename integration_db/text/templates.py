"""Templates of a package, set up so that no template can forget what keeps a page safe."""

from __future__ import annotations

from collections.abc import Callable

from jinja2 import Environment, PackageLoader, StrictUndefined


def environment(package: str, finalize: Callable[[object], object]) -> Environment:
    """Return the templates of a package; every value goes through `finalize`, then is escaped.

    A name that a template misspells is an error and not an empty place.
    """
    return Environment(
        loader=PackageLoader(package),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=finalize,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
