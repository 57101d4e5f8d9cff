"""The site as files: names, links, what is replaced and what is not."""

from __future__ import annotations

import hashlib
import html
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from integration_db import Catalog
from integration_db.errors import ExportError, UsageError
from integration_db.web.site import write_site
from integration_db.web.site.places import Places, file_names

SAFE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.fixture(scope="module")
def site(catalog: Catalog, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "site"
    written = write_site(catalog, folder)
    assert written.cameras == catalog.count()
    assert written.files == len([p for p in folder.rglob("*") if p.is_file()])
    return folder


def links(page: Path) -> Iterator[str]:
    for address in re.findall(r'(?:href|src)="([^"]*)"', page.read_text(encoding="utf-8")):
        if not address.startswith(("http:", "https:", "#i-")):
            yield address


def test_every_link_leads_to_a_file_and_a_place_in_it(site: Path) -> None:
    checked = 0
    for page in site.rglob("*.html"):
        for address in links(page):
            parts = urlsplit(address)
            target = (page.parent / unquote(parts.path)).resolve() if parts.path else page
            assert target.is_file(), f"{page.name}: {address}"
            assert site.resolve() in target.parents
            if parts.fragment:
                assert f'id="{parts.fragment}"' in target.read_text(encoding="utf-8"), address
            checked += 1
    assert checked > 100


def test_nothing_on_a_page_is_fetched_from_elsewhere(site: Path) -> None:
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert "Content-Security-Policy" in text
        assert not re.search(r'<(?:script|link|img|iframe)[^>]+(?:src|href)="https?:', text)
        assert not re.search(r"<script(?![^>]*\bsrc=)", text)
        assert " style=" not in text


def test_file_names_are_plain(site: Path) -> None:
    for path in site.rglob("*"):
        assert SAFE.fullmatch(path.name.split(".")[0]), path.name


TEXTS = st.lists(st.text(max_size=80) | st.sampled_from(["CON", "..", "a/b", "a-b", "A B", ""]))


@given(TEXTS)
def test_any_text_becomes_a_file_name_of_its_own(texts: list[str]) -> None:
    found = file_names(texts)
    assert len({*found.values()}) == len({*texts}) == len(found)
    for name in found.values():
        assert SAFE.fullmatch(name)
        assert len(name) <= 80
        assert name not in ("con", "nul", "aux", "prn", "com1")


@given(TEXTS)
def test_an_address_does_not_depend_on_the_order_of_names(texts: list[str]) -> None:
    assert file_names(texts) == file_names(reversed(texts))


def test_addresses_can_be_guessed(site: Path) -> None:
    page = (site / "cameras" / "exemplar" / "e100.html").read_text(encoding="utf-8")
    assert "<h1>" in page
    assert "E100" in page
    places = Places.of(
        [("Axis", "P3245-LVE"), ("A", "x 1"), ("A", "X-1"), ("A", "x/1")], ["Axis", "A"]
    )
    assert places.cameras["Axis", "P3245-LVE"] == "cameras/axis/p3245-lve.html"
    assert places.cameras["A", "X-1"] == "cameras/a/x-1.html"
    assert re.fullmatch(r"cameras/a/x-1-[0-9a-f]{8}\.html", places.cameras["A", "x/1"])
    assert places.exceptions().keys() == {"A"}


def test_a_camera_is_readable_without_a_script(catalog: Catalog, site: Path) -> None:
    """The verdict and the capabilities stand in the page, as the library says them."""
    for camera in catalog.filter():
        profile = catalog.show(camera.model, manufacturer=camera.manufacturer)
        place = Places.of(
            [(one.manufacturer, one.model) for one in catalog.filter()],
            [one.manufacturer for one in catalog.manufacturers()],
        ).cameras[camera.manufacturer, camera.model]
        text = html.unescape((site / place).read_text(encoding="utf-8"))
        assert profile.answer.verdict is not None
        assert profile.answer.verdict.text in text
        assert camera.series in text
        for identifier in profile.identifiers:
            assert identifier in text


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    """A copy of the site, which may be changed."""
    return shutil.copytree(site, tmp_path / "site")


def test_only_a_site_is_replaced(catalog: Catalog, copy: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="holds a site already: name another folder"):
        write_site(catalog, copy)
    own = tmp_path / "mine"
    own.mkdir()
    (own / "thesis.txt").write_text("x")
    for mark in ("", "[]", '{"name": "mine"}', '{"data_version": "1", "files": ["thesis.txt"]}'):
        (own / "site.json").write_text(mark)
        with pytest.raises(UsageError, match="another folder"):
            write_site(catalog, own, force=True)
        assert contents(own) == {"thesis.txt": b"x", "site.json": mark.encode()}
    (tmp_path / "file").write_text("x")
    with pytest.raises(UsageError):
        write_site(catalog, tmp_path / "file", force=True)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["file", "mine", "site"]


def test_what_is_not_of_the_site_stays(catalog: Catalog, copy: Path) -> None:
    before = contents(copy)
    own = {"notes.txt": b"mine", "cameras/notes.html": b"mine", "own/deep/notes": b"mine"}
    for name, content in own.items():
        (copy / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / name).write_bytes(content)
    (copy / "empty").mkdir()
    (copy / "index.html").chmod(0o604)
    (copy / "notes.txt").chmod(0o600)
    inode = copy.stat().st_ino
    write_site(catalog, copy, force=True)
    assert contents(copy) == before | own
    assert (copy / "empty").is_dir()
    assert copy.stat().st_ino == inode, "the folder may be served, or be the place of a disk"
    assert [(copy / n).stat().st_mode & 0o777 for n in ("index.html", "notes.txt")] == [
        *(0o604, 0o600)
    ]


def test_a_page_that_is_no_longer_there_goes(catalog: Catalog, copy: Path) -> None:
    before = contents(copy)
    mark = json.loads(before["site.json"])
    old = {"old/gone.html": b"old", "old/mine.html": b"changed since"}
    for name, content in old.items():
        (copy / name).parent.mkdir(exist_ok=True)
        (copy / name).write_bytes(content)
        mark["files"][name] = [hashlib.sha256(b"old").hexdigest()]
    outside = copy.parent / "outside.html"
    outside.write_bytes(b"old")
    mark["files"]["../outside.html"] = [hashlib.sha256(b"old").hexdigest()]
    (copy / "site.json").write_text(json.dumps(mark))
    write_site(catalog, copy, force=True)
    assert contents(copy) == before | {"old/mine.html": b"changed since"}
    assert outside.read_bytes() == b"old"


@pytest.mark.parametrize("name", ["index.html", "cameras", "files/app.css"])
def test_a_page_takes_nobodys_place(catalog: Catalog, copy: Path, name: str) -> None:
    if (copy / name).is_dir():
        shutil.rmtree(copy / name)
    (copy / name).write_bytes(b"mine")
    before = contents(copy)
    with pytest.raises(UsageError, match="is in the way and was not written by this program"):
        write_site(catalog, copy, force=True)
    assert contents(copy) == before


def test_a_site_that_does_not_tell_its_files_is_left_alone(catalog: Catalog, copy: Path) -> None:
    (copy / "site.json").write_text('{"data_version": "1", "cameras": 2}')
    before = contents(copy)
    with pytest.raises(UsageError, match="an older version"):
        write_site(catalog, copy, force=True)
    assert contents(copy) == before


EXPORT = """\
import os, sys
from pathlib import Path
from integration_db import open_catalog
from integration_db.web.site import placing, write_site
left = int(sys.argv[3])
def replace(*paths, replace=os.replace):
    global left
    left -= 1
    if left < 0:
        os.kill(os.getpid(), 9)
    replace(*paths)
os.replace = replace
with open_catalog(sys.argv[1]) as catalog:
    write_site(catalog, Path(sys.argv[2]), force=True)
"""


@pytest.mark.parametrize("moved", [1, 4])
def test_who_is_killed_half_way_leaves_what_the_next_one_mends(
    catalog: Catalog, copy: Path, good_database: str, moved: int
) -> None:
    before = contents(copy)
    mark = json.loads(before["site.json"])
    for name in mark["files"]:  # as an older edition wrote it
        (copy / name).write_bytes(b"old")
        mark["files"][name] = [hashlib.sha256(b"old").hexdigest()]
    (copy / "site.json").write_text(json.dumps(mark))
    (copy / "notes.txt").write_bytes(b"mine")
    command = [sys.executable, "-c", EXPORT, good_database, str(copy), str(moved)]
    assert subprocess.run(command, check=False).returncode == -9
    write_site(catalog, copy, force=True)
    assert contents(copy) == before | {"notes.txt": b"mine"}
    assert not any(path.name.startswith(".") for path in copy.iterdir())


def test_a_failure_leaves_the_old_site(
    catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "site"
    write_site(catalog, folder)
    before = (folder / "index.html").read_bytes()

    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_text", full)
    with pytest.raises(ExportError, match="No space"):
        write_site(catalog, folder, force=True)
    assert (folder / "index.html").read_bytes() == before
    assert [p.name for p in tmp_path.iterdir()] == ["site"]


def test_the_same_data_gives_the_same_files(catalog: Catalog, site: Path, tmp_path: Path) -> None:
    again = tmp_path / "again"
    write_site(catalog, again)
    for path in site.rglob("*"):
        if path.is_file():
            assert (again / path.relative_to(site)).read_bytes() == path.read_bytes()
