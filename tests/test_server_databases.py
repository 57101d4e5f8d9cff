"""Databases as teams have them: two roles, and any language."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from asked import answers
from conftest import StartServer, without_servers
from servers import Server

from integration_db import Catalog, DatabaseError, open_catalog
from integration_db.curation.shared_observations import load_generation
from integration_db.database.opening import open_in_memory
from integration_db.text.slugs import slug

pytestmark = pytest.mark.postgresql

PAGE = Path(__file__).parent.parent / "docs" / "postgresql.md"


def written(mark: str) -> str:
    """The SQL behind a mark on the page about servers."""
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(rf"<!-- {mark}: run -->\n```sql\n(.*?)```", text, re.DOTALL)
    assert found is not None
    return found[1]


@pytest.fixture(scope="module")
def with_roles(server: Server) -> Server:
    """A server on which an administrator did what the page says."""
    for statement in written("roles").splitlines():
        server.ask(statement)
    server.ask(written("roles in the database"), "catalogue")
    return server


def test_one_role_loads_and_the_other_reads_each_new_generation_and_writes_nothing(
    with_roles: Server, good_seed: Path
) -> None:
    loader = with_roles.url("catalogue", "catalogue_loader")
    reader = with_roles.url("catalogue", "catalogue_reader")
    with Catalog(open_in_memory([good_seed])) as catalog:
        right = answers(catalog)
    for _ in range(2):
        load_generation(loader, [good_seed])
        with open_catalog(reader) as catalog:
            assert answers(catalog) == right
    ((place,),) = with_roles.ask("SELECT max(place) FROM integration_db.generation", "catalogue")
    for sql in (
        f"DELETE FROM {place}.model",
        f"INSERT INTO {place}.meta VALUES ('a', 'b')",
        f"CREATE TABLE {place}.own (id int)",
        "DELETE FROM integration_db.generation",
        "SELECT nextval('integration_db.generation_number')",
        "CREATE TABLE integration_db.own (id int)",
        "CREATE TABLE public.own (id int)",
        "CREATE TEMPORARY TABLE own (id int)",
        "CREATE SCHEMA own",
    ):
        with pytest.raises(Exception, match="permission denied"):
            with_roles.ask(sql, "catalogue", "catalogue_reader")


def test_who_may_only_read_is_told_so_before_the_work(with_roles: Server, good_seed: Path) -> None:
    load_generation(with_roles.url("catalogue", "catalogue_loader"), [good_seed])
    begun: list[object] = []
    with pytest.raises(DatabaseError, match="cannot write database .*: permission denied"):
        load_generation(
            with_roles.url("catalogue", "catalogue_reader"),
            [good_seed],
            progress=lambda *step: begun.append(step),
        )
    assert not begun


def test_a_role_that_may_not_read_is_told_so(server: Server, good_seed: Path) -> None:
    load_generation(server.new_database("closed"), [good_seed])
    server.ask("CREATE ROLE stranger LOGIN")
    with pytest.raises(DatabaseError, match="cannot read database .*: permission denied"):
        open_catalog(server.url("closed", "stranger"))


@pytest.fixture(scope="module")
def of_languages(start_server: StartServer) -> Iterator[Server]:
    """A server that knows the language en_US, which few machines do that run tests."""
    if not (shutil.which("localedef") and Path("/usr/share/i18n/locales/en_US").exists()):
        without_servers("the language en_US cannot be made: install the package 'locales'")
    with start_server("en_US") as started:
        yield started


@pytest.fixture(scope="module")
def unsorted_seed(good_seed: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example seed with names that languages sort otherwise than their bytes."""
    seed = tmp_path_factory.mktemp("unsorted") / "seed"
    shutil.copytree(good_seed, seed)
    names = ["alpha", "Alpha-1", "Alpha 2", "ALPHA_3", "Öhm", "Ohm", "zebra", "Zebra 10", "Zebra 9"]
    models = "".join(f"  - name: {one!r}\n" for one in ("a-1", "A 2", "B_3", "b 4", "Ä5"))
    for name in names:
        maker, series = seed / "manufacturers" / f"{slug(name)}.yaml", name[::-1]
        maker.write_text(f"name: {name!r}\n", "utf-8")
        cameras = seed / "cameras" / slug(name) / f"{slug(series)}.yaml"
        cameras.parent.mkdir()
        text = f"manufacturer: {name!r}\nseries: {series!r}\nmodels:\n{models}"
        cameras.write_text(text, "utf-8")
    return seed


@pytest.mark.parametrize(
    ("name", "options"),
    [
        ("bytes", "LOCALE 'C'"),
        ("english", "LOCALE 'en_US.UTF-8'"),
        ("icu", "LOCALE_PROVIDER icu ICU_LOCALE 'en-US' LOCALE 'C'"),
    ],
)
def test_the_language_of_a_database_changes_no_answer(
    of_languages: Server, unsorted_seed: Path, name: str, options: str
) -> None:
    url = of_languages.new_database(name, options)
    load_generation(url, [unsorted_seed])
    sorts = "SELECT 'a' < 'B'"
    assert of_languages.ask(sorts, name) == [(name != "bytes",)], "it is the language it says"
    with Catalog(open_in_memory([unsorted_seed])) as file, open_catalog(url) as server:
        assert answers(server) == answers(file)


def test_a_server_suggests_what_a_file_suggests(
    real_catalog: Catalog, loaded_server: Server
) -> None:
    rows = real_catalog.reader.rows("SELECT name FROM model ORDER BY id")
    names = [name for (name,) in rows[::1499]]
    with open_catalog(loaded_server.url("real")) as server:
        for number, name in enumerate(names):
            at = 1 + number % max(1, len(name) - 1)
            for wrong in (name[:at] + "X" + name[at:], name[:at] + name[at + 1 :], name[: at + 2]):
                for maker in (None, "Axis"):
                    asked = real_catalog.resolve(wrong, maker), server.resolve(wrong, maker)
                    assert asked[0] == asked[1]
                near = [
                    set(one.names.similar(wrong.upper(), None, 2)) for one in (real_catalog, server)
                ]
                assert near[0] == near[1]
