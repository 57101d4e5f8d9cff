"""What lies below a folder: one rule for whoever reads the files, digests them or sees them change.

Hidden names are passed over. A link to a file is that file. A link to a folder is not followed,
since it may lead round in a circle, and so it is told apart: whoever reads has to refuse it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator

Unlisted = Callable[[OSError], object]
"""Hears why a folder cannot be listed; its `filename` is the folder."""


def below(
    folder: str | os.PathLike[str], suffixes: tuple[str, ...], unlisted: Unlisted
) -> Iterator[tuple[str, bool]]:
    """Yield the path of everything with one of the suffixes, whatever it is, and of linked folders.

    The second value tells that it is a link to a folder. The order is none.
    """
    pending = [os.fspath(folder)]
    while pending:
        try:
            with os.scandir(pending.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    if entry.is_symlink() and os.path.isdir(
                        entry.path
                    ):  # unlike its own, whatever it is
                        yield entry.path, True
                    elif entry.name.endswith(suffixes):
                        yield entry.path, False
                    elif entry.is_dir(follow_symlinks=False):
                        pending.append(entry.path)
        except OSError as error:
            unlisted(error)
