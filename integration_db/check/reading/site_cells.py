"""What the cells of a line say of the site: ports, what is switched on, which certificate; pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from integration_db.check.reading.cells import WHOLE, Unreadable, perhaps_truth, says_unknown
from integration_db.check.reading.meaning import folded
from integration_db.prediction.site import (
    NO_PORT,
    TICKED_OFF,
    USUAL_PORTS,
    Site,
    is_port,
    read_option,
)
from integration_db.text.sentences import any_of
from integration_db.vocabulary import CERTIFICATES, DETAILS


def site_said(said: Mapping[str, Any], defaults: Site) -> Site:
    """Return what a line says of the site; `defaults` where it says nothing."""
    facts = defaults._asdict()
    if said["certificate"] is not None:
        facts["certificate_names"] = ()  # those of another certificate
    for field, (name, read) in _READERS.items():
        if said[field] is not None:
            facts[SITE_FIELD.get(field, field)] = read(name, said[field])
    facts["options"] = tuple(dict([*defaults.options, *facts["options"]]).items())
    if facts["https_port"] is None and scheme_found(said) == "https":
        port = port_found(said["found_port"])
        facts["https_port"] = None if port == USUAL_PORTS["https"] else port
    return Site(**facts)


def scheme_found(said: Mapping[str, Any]) -> str | None:
    """Return the scheme under which a camera was found: the encrypted one where it has both."""
    cell = said["found_protocol"]
    if cell is None:
        return None
    truth = perhaps_truth(cell)
    if truth is not None:
        return "https" if truth else "http"
    words = re.findall(r"[a-z]+", str(cell).casefold())
    return next((one for one in ("https", "http", "rtsps", "rtsp") if one in words), None)


def port_found(cell: str | None) -> int | None:
    """Return the port under which a camera was found; a cell with several says none."""
    number = WHOLE.fullmatch(cell or "")
    return int(number[1]) if number is not None and is_port(int(number[1])) else None


def _port(name: str, text: str) -> int:
    number = WHOLE.fullmatch(text)
    if number is None or not is_port(int(number[1])):
        raise Unreadable(f"{name} {text[:40]!r}: {NO_PORT}")
    return int(number[1])


def _truth(name: str, text: str | bool) -> bool | None:
    truth = perhaps_truth(text)
    if truth is None and not says_unknown(text):
        raise Unreadable(f"{name} {str(text)[:40]!r}: write yes or no")
    return truth


def _http(name: str, text: str | bool) -> str | None:
    """Return whether HTTP is on; a redirect to HTTPS is neither."""
    truth = perhaps_truth(text)
    if truth is not None:
        return "on" if truth else "off"
    said = folded(str(text))
    if said.startswith("redirect"):
        return "redirect"
    if says_unknown(text):
        return None
    raise Unreadable(f"{name} {str(text)[:40]!r}: write on, off or redirect")


def _http_off(name: str, text: str | bool) -> str | None:
    off = _truth(name, text)
    return None if off is None else "off" if off else "on"


def _certificate(name: str, text: str | bool) -> str | None:
    """Return which certificate is there; of one that is only said to be installed, the own one."""
    truth = perhaps_truth(text)
    if truth is not None:
        return "self_signed" if truth else "factory"
    said = folded(str(text))
    if says_unknown(text):
        return None
    if said not in _CERTIFICATE_WORDS:
        raise Unreadable(f"{name} {str(text)[:40]!r}: write {any_of(CERTIFICATES)}")
    return _CERTIFICATE_WORDS[said]


def _several(known: Sequence[str], also: Mapping[str, str]) -> Callable[[str, str], object]:
    """Return what reads words of a list out of a cell."""

    def read(name: str, text: str) -> tuple[str, ...]:
        found = []
        for part in _PARTS.split(text):
            said = _as_word(part)
            said = also.get(said, said)
            if said and said not in known:
                raise Unreadable(f"{name} {part.strip()[:40]!r}: write any of {', '.join(known)}")
            found += [said] if said else []
        return tuple(dict.fromkeys(found))

    return read


def _options(name: str, text: str) -> tuple[tuple[str, str], ...]:
    pairs = []
    for part in filter(str.strip, text.split(";")):
        pair = read_option(part)
        if pair is None:
            raise Unreadable(f"{name} {part.strip()[:40]!r}: write NAME=VALUE")
        pairs.append(pair)
    return tuple(pairs)


def _as_word(text: str) -> str:
    """Return a text as words of the vocabulary are spelt."""
    return re.sub(r"[\s-]+", "_", text.strip().casefold())


_PARTS: Final = re.compile(r"[,;/|]")

_CERTIFICATE_WORDS: Final[dict[str, str]] = {
    **{folded(one): one for one in CERTIFICATES},
    **dict.fromkeys(("kein", "keins", "ninguno", "aucun", "nessuno", "nenhum", "geen"), "none"),
    **{"asshipped": "factory", "default": "factory"},
    **{"own": "self_signed", "selbstsigniert": "self_signed", "autofirmado": "self_signed"},
    **{"autosigne": "self_signed", "autofirmato": "self_signed", "autoassinado": "self_signed"},
    **{"zelfondertekend": "self_signed"},
    **{"casigned": "ca", "caissued": "ca", "certificateauthority": "ca"},
}
"""What is written for the certificates, as `folded` leaves it."""

WORDS: Final[dict[str, Sequence[str]]] = {
    "http": DETAILS["http_default"],
    "certificate": CERTIFICATES,
    "certificate_names": DETAILS["certificate_names"],
    "done": TICKED_OFF,
}
"""The fields whose values are closed words."""

SITE_FIELD: Final = {"http_off": "http", "option": "options", "tasks_done": "done"}
"""The fields that a site calls otherwise."""

_READERS: Final[dict[str, tuple[str, Callable[[str, Any], object]]]] = {
    "port": ("port", _port),
    "https_port": ("HTTPS port", _port),
    "nat": ("NAT", _truth),
    "as_shipped": ("as shipped", _truth),
    "http_off": ("HTTP off", _http_off),
    "http": ("HTTP", _http),
    "https_on": ("HTTPS on", _truth),
    "video_on": ("video encryption on", _truth),
    "certificate": ("certificate", _certificate),
    "certificate_names": (
        "certificate names",
        _several(WORDS["certificate_names"], {"ip": "address", "hostname": "host_name"}),
    ),
    "address_changed": ("address changed", _truth),
    "tasks_done": ("tasks done", _several(TICKED_OFF, {})),
    "option": ("option", _options),
}
"""Each fact of the site with its name for people, and how a cell that says it is read."""
