"""Steps of the build of wheel and sdist that setuptools lacks: see [tool.setuptools.cmdclass].

The wheel gets the database of its own seed, made by its own code, so that nobody waits for it. The
sdist gets the times, owners and permissions that make equal content equal bytes.
"""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import tarfile
import time
from pathlib import Path

from setuptools.command.build_py import build_py
from setuptools.command.sdist import sdist

SHIP = """\
import os, sys
from integration_db.database import shipped
from integration_db.environment import LIBRARY, default_seed_root
assert LIBRARY == os.path.join(sys.path[0], 'integration_db'), LIBRARY
shipped.ship(shipped.SHIPPED, default_seed_root(), LIBRARY)
"""


class BuildWithDatabase(build_py):
    """Copies the packages, then lets the copy make its database; an editable install has none."""

    def run(self) -> None:
        """Build."""
        super().run()
        if not self.editable_mode:
            place = os.path.abspath(self.build_lib)
            program = f"import sys; sys.path.insert(0, {place!r})\n{SHIP}"
            command = [sys.executable, "-B", "-c", program]
            subprocess.run(command, check=True, cwd=place)

    def get_outputs(self, include_bytecode: bool = True) -> list[str]:
        """Return the files that are built."""
        outputs: list[str] = super().get_outputs(include_bytecode)
        if not self.editable_mode:
            outputs.append(str(Path(self.build_lib, "integration_db/database/shipped.sqlite")))
        return outputs


class PlainSdist(sdist):
    """Writes an archive in which nothing tells who made it, and when only as it is told."""

    def make_archive(
        self, base_name: str, format: str, root_dir: str | None = None, *rest: object, **more: str
    ) -> str:
        """Write the archive of a folder and return its name."""
        if format != "gztar":
            return super().make_archive(base_name, format, root_dir, *rest, **more)
        folder = Path(more.get("base_dir") or str(rest[0]))
        name = f"{base_name}.tar.gz"
        when = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))

        def plain(member: tarfile.TarInfo) -> tarfile.TarInfo:
            member.uid = member.gid = 0
            member.uname = member.gname = ""
            member.mtime = when
            member.mode = 0o755 if member.isdir() or member.mode & 0o100 else 0o644
            return member

        with (
            open(name, "wb") as file,
            gzip.GzipFile("", "wb", fileobj=file, mtime=when) as packed,
            tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
        ):
            archive.add(folder, filter=plain)  # in the order of names
        return name
