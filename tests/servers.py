"""Real PostgreSQL servers for tests: made from one template, started, stopped and killed."""

from __future__ import annotations

import contextlib
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from glob import glob
from pathlib import Path
from typing import Any

PATIENCE = 120
"""Seconds after which something has come to a stop; no test is about less."""


def server_programs() -> Path | None:
    """The folder of the newest server's programs on this machine."""
    found = shutil.which("pg_ctl")
    if found and shutil.which("initdb"):
        return Path(found).resolve().parent
    places = sorted(glob("/usr/lib/postgresql/*/bin/pg_ctl"), reverse=True)
    return Path(places[0]).parent if places else None


def make_template(
    programs: Path, place: Path, fill: Callable[[Server], None] | None = None
) -> None:
    """Make the files that servers start with copies of, once for all workers of one run.

    `fill` is given the server, to put into it what all of them shall have.
    """
    import fcntl

    with open(f"{place}.lock", "w") as lock, _own_folder() as folder:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not place.exists():
            server = Server(programs, folder)
            options = ["-U", "tester", "--auth=trust", "-E", "UTF8", "--locale=C"]
            options += ["--wal-segsize=1", "--no-sync"]
            _call(folder, programs / "initdb", "-D", server.data, *options)
            if fill is not None:
                server.start()
                fill(server)
                server.stop("fast")
            shutil.copytree(server.data, place)


@contextlib.contextmanager
def new_server(programs: Path, template: Path, *languages: str) -> Iterator[Server]:
    """A server that runs until the end of the block, alone in a folder of its own.

    It knows `languages` in UTF-8, whatever the machine knows; they need the package `locales`.
    """
    with _own_folder() as folder:
        locales = folder / "locales" if languages else None
        for language in languages:
            (folder / "locales").mkdir(exist_ok=True)
            place = folder / "locales" / f"{language}.UTF-8"
            command = ["localedef", "-i", language, "-f", "UTF-8", str(place)]
            subprocess.run(command, check=True, capture_output=True)
        server = Server(programs, folder, locales)
        shutil.copytree(template, server.data)
        _give_away(server.data)
        server.start()
        try:
            yield server
        finally:
            server.stop()


class Server:
    """One server: reached over a socket in its folder, as `tester`, who may do everything."""

    def __init__(self, programs: Path, folder: Path, locales: Path | None = None) -> None:
        self.programs = programs
        self.folder = folder
        self.data = folder / "data"
        self.locales = locales

    def start(self, largest: int = resource.RLIM_INFINITY) -> None:
        """Start it; no file of its may grow beyond so many bytes."""
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder} -c fsync=off"
        start = ("-D", self.data, "-o", options, "-w", "-l", self.folder / "log", "start")
        end = time.monotonic() + PATIENCE
        while True:
            try:
                return _call(
                    self.folder,
                    self.programs / "pg_ctl",
                    *start,
                    locales=self.locales,
                    largest=largest,
                )
            except subprocess.CalledProcessError:  # what was killed may not have let go yet
                if time.monotonic() > end:
                    raise
                time.sleep(0.1)

    def stop(self, mode: str = "immediate") -> None:
        with contextlib.suppress(subprocess.CalledProcessError):
            _call(self.folder, self.programs / "pg_ctl", "-D", self.data, "-m", mode, "stop")

    @property
    def pid(self) -> int:
        return int((self.data / "postmaster.pid").read_text().splitlines()[0])

    def kill(self) -> None:
        """End the server as a power cut does."""
        pid = self.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        for one in (pid, *map(int, children)):
            with contextlib.suppress(ProcessLookupError):
                os.kill(one, signal.SIGKILL)
        (self.data / "postmaster.pid").unlink()  # its number may stay in use until it is reaped

    def url(self, database: str = "postgres", user: str = "tester") -> str:
        return f"postgresql://{user}@/{database}?host={self.folder}"

    def ask(self, sql: str, database: str = "postgres", user: str = "tester") -> list[Any]:
        """The rows of a statement, over a connection of its own."""
        import psycopg2

        connection = psycopg2.connect(self.url(database, user))
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                cursor.execute(sql)
                return [] if cursor.description is None else cursor.fetchall()
        finally:
            connection.close()

    def new_database(self, name: str, options: str = "") -> str:
        """The URL of a new, empty database."""
        self.ask(f"CREATE DATABASE {name} TEMPLATE template0 {options}")
        return self.url(name)

    @contextlib.contextmanager
    def standby(self) -> Iterator[Server]:
        """A second server that follows this one."""
        with _own_folder() as folder:
            other = Server(self.programs, folder)
            backup = self.programs / "pg_basebackup"
            _call(folder, backup, "-D", other.data, "-R", "-c", "fast", "-X", "stream", "--no-sync",
                  "-h", self.folder, "-U", "tester")  # fmt: skip
            other.start()
            try:
                yield other
            finally:
                other.stop()


@contextlib.contextmanager
def _own_folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="idb-pg-", ignore_cleanup_errors=True) as folder:
        _give_away(Path(folder))
        yield Path(folder)


def _give_away(folder: Path) -> None:
    """A server refuses to run as root, and wants its files to itself."""
    if os.geteuid() == 0:
        subprocess.run(["chown", "-R", "postgres", folder], check=True)
    os.chmod(folder, 0o700)


def _call(
    folder: Path,
    *command: object,
    locales: Path | None = None,
    largest: int = resource.RLIM_INFINITY,
) -> None:
    user: dict[str, Any] = {"user": "postgres"} if os.geteuid() == 0 else {}
    words = [str(word) for word in command]
    env = {**os.environ, **({"LOCPATH": str(locales)} if locales else {})}

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, resource.RLIM_INFINITY))

    subprocess.run(
        words, check=True, stdout=subprocess.DEVNULL, cwd=folder, env=env, preexec_fn=limit, **user
    )
