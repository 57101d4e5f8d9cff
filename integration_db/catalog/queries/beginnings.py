"""What a name may become of which somebody has typed the beginning: for completion in a shell.

Spelling does not matter, as nowhere in names: `p3245l` begins `P3245-LVE`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any, Final

from integration_db.database.readers import Reader
from integration_db.names.folding import loose_key

MOST: Final = 1000
"""Where more cameras begin so, none is told: a part of them would seem to be all."""

_LAST: Final = "\U0010ffff"
_CAMERAS: Final = "n.kind IN ('name', 'alias', 'identifier', 'family')"


def cameras_from(reader: Reader, typed: str) -> list[str]:
    """Return names of cameras that begin so, also behind the name of their maker."""
    key = loose_key(typed)
    found = _cameras(reader, key) if key else []
    makers = reader.rows(
        "SELECT DISTINCT m.id, m.name, k.key FROM manufacturer_name k "
        "JOIN manufacturer m ON m.id = k.manufacturer_id "
        "WHERE :key LIKE k.key || '%' AND (:key <> k.key OR :parted)",
        {"key": key, "parted": typed.endswith(" ")},
    )
    for number, maker, its_key in makers if key else ():
        rest = _cameras(reader, key[len(its_key) :], number)
        found += [f"{maker} {name}" for name in rest]
    return found


def _cameras(reader: Reader, key: str, maker: int | None = None) -> list[str]:
    its = "" if maker is None else "AND n.manufacturer_id = :maker "
    rows = reader.rows(
        f"SELECT DISTINCT n.text FROM name n WHERE {_CAMERAS} "
        f"AND n.loose_key >= :key AND n.loose_key < :after {its}LIMIT :most",
        {"key": key, "after": key + _LAST, "most": MOST + 1}
        | ({} if maker is None else {"maker": maker}),
    )
    return sorted(text for (text,) in rows) if len(rows) <= MOST else []


def makers_from(reader: Reader, typed: str) -> list[str]:
    """Return the manufacturers of which a name begins so."""
    rows = reader.rows(
        "SELECT m.name, k.key FROM manufacturer m "
        "JOIN manufacturer_name k ON k.manufacturer_id = m.id"
    )
    return _beginning(rows, typed)


def recorders_from(reader: Reader, typed: str) -> list[str]:
    """Return the recorders of which a name begins so."""
    rows = reader.rows("SELECT name, names FROM recorder")
    return _beginning(((name, key) for name, keys in rows for key in json.loads(keys)), typed)


def plugins_from(reader: Reader, typed: str, recorder: str | None) -> list[str]:
    """Return the plugins of the recorder of which a name begins so."""
    rows = reader.rows(
        "SELECT name, names FROM plugin WHERE recorder_id = :recorder",
        {"recorder": _recorder(reader, recorder)},
    )
    return _beginning(((name, key) for name, keys in rows for key in json.loads(keys)), typed)


def settings_from(reader: Reader, typed: str, recorder: str | None) -> list[str]:
    """Return the settings of the recorder's menu for the protocol that begin so."""
    rows = reader.rows(
        "SELECT settings FROM recorder WHERE id = :recorder",
        {"recorder": _recorder(reader, recorder)},
    )
    settings = [setting["id"] for (menu,) in rows for setting in json.loads(menu)]
    return _beginning(((one, loose_key(one)) for one in settings), typed)


def sources_from(reader: Reader, typed: str) -> list[str]:
    """Return the ids of the sources that begin so."""
    rows = reader.rows(
        "SELECT id FROM source WHERE id >= :typed AND id < :after ORDER BY id",
        {"typed": typed, "after": typed + _LAST},
    )
    return [one for (one,) in rows]


def _recorder(reader: Reader, named: str | None) -> int | None:
    """Return the number of the recorder of that name, or of the one that is meant without one."""
    rows = reader.rows("SELECT id, names, is_default FROM recorder")
    if named is None:
        return next((number for number, _, default in rows if default), None)
    key = loose_key(named)
    return next((number for number, keys, _ in rows if key in json.loads(keys)), None)


def _beginning(names: Iterable[tuple[Any, ...]], typed: str) -> list[str]:
    """Return the names of which a key begins so, each once."""
    start = loose_key(typed)
    return sorted({name for name, key in names if key.startswith(start)})
