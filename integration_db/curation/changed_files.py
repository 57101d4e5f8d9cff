"""Files of an overlay that change: as they were read, and as they are to be."""

from __future__ import annotations

from pathlib import Path

from integration_db.named_tuple import NamedTuple


class ChangedFile(NamedTuple):
    """A file as it is and as it would be; `old` is None where there is none."""

    path: Path
    old: str | None
    new: str

    @property
    def diff(self) -> str:
        """Return the change as a patch."""
        from difflib import unified_diff  # slow to import

        name = str(self.path)
        old, new = (self.old or "").splitlines(), self.new.splitlines()
        before = name if self.old is not None else "/dev/null"
        return "\n".join(unified_diff(old, new, before, name, lineterm=""))
