"""What ships: the package list, the public names, the seed."""

from __future__ import annotations

import importlib
import re
import sys
from pathlib import Path

import pytest
from lowest_versions import lowest_versions

import integration_db
from integration_db.environment import default_seed_root

ROOT = Path(__file__).parent.parent


@pytest.mark.skipif(sys.version_info < (3, 11), reason="tomllib came with Python 3.11")
def test_the_package_list_names_every_package_folder() -> None:
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    listed = set(settings["tool"]["setuptools"]["packages"])
    found = {
        ".".join(path.parent.relative_to(ROOT).parts)
        for path in (ROOT / "integration_db").rglob("__init__.py")
    }
    assert listed == found | {
        "integration_db.data",
        "integration_db_cli",
        "integration_db_cli.commands",
    }


@pytest.mark.skipif(sys.version_info < (3, 11), reason="tomllib came with Python 3.11")
def test_the_build_uses_the_libraries_that_the_program_uses() -> None:
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    required = set(settings["build-system"]["requires"])
    assert {one for one in required if not one.startswith("setuptools")} < set(
        settings["project"]["dependencies"]
    )


@pytest.mark.parametrize("name", integration_db.__all__)
def test_every_public_name_can_be_imported(name: str) -> None:
    assert getattr(integration_db, name) is not None


def test_a_name_that_is_not_public_is_refused() -> None:
    with pytest.raises(AttributeError, match="no_such_name"):
        integration_db.no_such_name  # noqa: B018


@pytest.mark.parametrize(
    "package",
    ["catalog", "check", "curation", "export", "firmware", "names", "report", "sheets"],
)
def test_the_public_packages_export_what_they_say(package: str) -> None:
    module = importlib.import_module(f"integration_db.{package}")
    assert sorted(module.__all__) == sorted(set(module.__all__))
    assert all(hasattr(module, name) for name in module.__all__)


def test_the_seed_is_found() -> None:
    assert Path(default_seed_root(), "manufacturers").is_dir()


def agree(changelog: str, version: str) -> bool:
    """Whether a version is the newest that was released, or one to come whose changes are told."""
    first, *others = [heading.split()[0] for heading in re.findall("^## (.+)", changelog, re.M)]
    released = [first, *others] if first != "Unreleased" else others
    parts = [tuple(map(int, one.split("."))) for one in (version, *released)]
    in_order = sorted(parts[1:], reverse=True) == parts[1:]
    newer = parts[0] > max(parts[1:], default=())
    return in_order and (version in released[:1] or (newer and first == "Unreleased"))


def test_changelog_and_version_agree() -> None:
    settings = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert agree(changelog, settings.split('version = "')[1].split('"')[0])


@pytest.mark.parametrize(
    ("headings", "version", "wanted"),
    [
        (["Unreleased"], "0.1.0", True),
        (["Unreleased", "0.1.0 (2026-01-02)"], "0.2.0", True),
        (["Unreleased", "0.1.0 (2026-01-02)"], "0.1.0", True),
        (["0.10.0", "0.9.0"], "0.10.0", True),
        (["0.1.0"], "0.2.0", False),
        (["Unreleased", "0.2.0", "0.1.0"], "0.1.0", False),
        (["Unreleased", "0.2.0"], "0.1.5", False),
        (["Unreleased", "0.1.0", "0.2.0"], "0.3.0", False),
    ],
)
def test_changelog_and_version_may_disagree(
    headings: list[str], version: str, wanted: bool
) -> None:
    text = "".join(f"## {heading}\n\n- What changed.\n\n" for heading in headings)
    assert agree(text, version) == wanted


def test_the_templates_of_the_report_are_there() -> None:
    from importlib.resources import files

    templates = files("integration_db.report") / "templates"
    assert {one.name for one in templates.iterdir()} == {
        *("macros.html", "page.html", "report.html", "front.html", "work.html"),
        *("readdressing.html", "page.css", "report.css"),
    }


def test_the_lowest_versions_are_those_of_what_is_needed_here() -> None:
    needs = [
        "click>=8.2",
        "uvicorn<0.55,>=0.29; extra == 'web'",
        "integration-db[xlsx]; extra == 'web'",
        "old>=1; python_version < '3' and extra == 'web'",
        "pytest>=8; extra == 'dev'",
    ]
    assert lowest_versions(needs, ["web"]) == ["click==8.2", "uvicorn==0.29"]
    with pytest.raises(ValueError, match="click"):
        lowest_versions(["click"], [])


@pytest.mark.skipif(sys.version_info < (3, 11), reason="tomllib came with Python 3.11")
def test_the_installed_program_needs_every_library_that_it_asks_for() -> None:
    """And none that only makes a file of the checkout: `schema.sql` is written down."""
    import tomllib

    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = {re.split("[>=<]", one)[0] for one in settings["project"]["dependencies"]}
    assert not asked & {"sqlmodel", "sqlalchemy"}
    assert any(
        one.startswith("sqlmodel") for one in settings["project"]["optional-dependencies"]["dev"]
    )
