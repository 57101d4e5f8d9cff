"""Secrets in text of any kind, masked: one rule for every cell, message and page.

What is taken for a secret: what stands before the host in an address (`rtsp://user:word@host`, the
user's name with it), the value of a parameter, entry or word that is called a password, token or
key, and the credentials of an `Authorization`. The rule looks at nothing but the text, changes no
text without a secret in it, and takes time linear in its length. In doubt it masks.
"""

from __future__ import annotations

import re
from base64 import b64decode
from collections.abc import Iterator
from itertools import zip_longest
from typing import Final
from unicodedata import normalize

MASK: Final = "***"
"""What stands in the place of a secret."""


def masked(text: str) -> str:
    """Return text with `MASK` in the place of every secret; masked text stays as it is."""
    if not may_hold_secret(text):
        return text
    for spans in (_user_infos, _logins, _values, _flags, _bare_words, _authorizations):
        text = _without(text, spans(text))
    return text


def may_hold_secret(text: str) -> bool:
    """Tell whether `masked` has to look at text of any length; quick, and never wrongly False."""
    if "%" in text or ("@" in text and ":" in text):
        return True
    lowered = text.lower()
    if any(stem in lowered for stem in _STEMS):
        return True
    if not any(sign in text for sign in ":=>"):
        return False
    return any(stem in lowered for stem in _NAMED_STEMS) or (
        ("=" in text or '"' in text or "'" in text)
        and any(stem in lowered for stem in _PARAMETER_STEMS)
    )


def names_secret(heading: str) -> bool:
    """Whether the cells under a heading are secrets, or may have one in them."""
    words = re.findall(r"[^\W\d_]+", _PARTED.sub(" ", normalize("NFKC", heading)).casefold())
    plain = "".join(c for c in normalize("NFKD", "".join(words)) if c.isalpha())
    if any(word in plain for word in _SECRET_WORDS) or any(word in _SHORT_WORDS for word in words):
        return True
    beside = [word for word in words if word not in _WHOSE]
    return len(beside) == 1 and beside[0] in _SECRET_ALONE


def _without(text: str, spans: Iterator[tuple[int, int]]) -> str:
    parts, at = [], 0
    for start, end in spans:
        if start >= at and end > start and text[start:end] != MASK:
            parts += [text[at:start], MASK]
            at = end
    return "".join(parts) + text[at:] if parts else text


# Addresses

_ADDRESS: Final = re.compile(r":(?:\\{0,4}/){2}|(?P<encoded>%(?:25)*3a(?:%(?:25)*2f){2})", re.I)
"""What stands between a scheme and its address, also as JSON and as a parameter write it."""

_RUN: Final = re.compile(r"[^\s\"'<>]*")
_PLAIN: Final = (re.compile("@"), re.compile(r"\\{0,4}[/?#]"))
_ENCODED: Final = (re.compile("%(?:25)*40", re.I), re.compile("%(?:25)*(?:2f|3f|23)|[&/?#]", re.I))
_PORT: Final = re.compile(r"(?:[:]|%(?:25)*3a)[0-9]{0,5}", re.I)
_IPV6: Final = re.compile(r"\[|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f:.%]*$", re.I)
_HOSTS: Final = (
    r"(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?![\w.-])|\[[0-9a-f:.]{2,}",
    r"(?:[\w-]{1,63}\.){1,8}(?=[\w-]*[^\W\d_])[\w-]{1,63}(?![\w-])|localhost\b",
    r"(?=[\w-]*[^\W\d_])[\w-]+(?![^\s:/?#,;)\]}\"'\\%&|])",
)
_HOST: Final = re.compile("|".join(f"({host})" for host in _HOSTS), re.I)
"""Numeric addresses, names with dots, and any word, the surest first."""

_FAR: Final = 100
"""Characters in which the end of a password is looked for that holds blanks or quotation marks."""


def _user_infos(text: str) -> Iterator[tuple[int, int]]:
    """Yield what stands before the host in the addresses of a text."""
    found = list(_ADDRESS.finditer(text))
    for one, after in zip_longest(found, found[1:]):
        start = one.end()
        run = _RUN.match(text, start, after.start() if after else len(text))
        assert run is not None, "a run may be empty"
        sign, stop = _ENCODED if one["encoded"] else _PLAIN
        if (end := _host_sign(text, start, run.end(), sign, stop)) is not None:
            yield start, end


def _host_sign(
    text: str, start: int, end: int, sign: re.Pattern[str], stop: re.Pattern[str]
) -> int | None:
    """Return where the sign stands that parts the user from the host, None if there is none.

    A password may hold the sign, and what else ends the name of a host, though it should not.
    """
    stopped = stop.search(text, start, end)
    border = stopped.start() if stopped else end
    signs = [(one.start(), _rank(text, one.end())) for one in sign.finditer(text, start, end)]
    inside = [one for one in signs if one[0] < border]
    if inside:
        usual, surest = inside[-1], max(rank for _, rank in signs[len(inside) - 1 :])
        if usual[1] == surest > 1:
            return usual[0]
        return next(place for place, rank in reversed(signs) if rank == surest)
    user, colon, _ = text[start:border].partition(":")
    if not colon or _IPV6.match(text, start, border):
        return None
    if _PORT.fullmatch(text, start + len(user), border):
        return next((place for place, rank in signs if rank == len(_HOSTS)), None)
    if not signs:  # a blank or a quotation mark ended the run too early
        line = text[end : end + _FAR].partition("\n")[0]
        far = sign.finditer(text, end, end + len(line))
        signs = [(one.start(), _rank(text, one.end())) for one in far]
    surest = max((rank for _, rank in signs), default=0)
    return next((place for place, rank in reversed(signs) if rank == surest), None)


def _rank(text: str, place: int) -> int:
    """Return how sure it is that the name of a host stands at a place, 0 if none does."""
    host = _HOST.match(text, place)
    return 0 if host is None else len(_HOSTS) + 1 - (host.lastindex or 0)


_LOGIN: Final = re.compile(
    r"(?<![^\s\"'<>(\[{=,;|/\\])(?P<user>[^\s\"'<>(\[{=,;|/:@]{1,64})"
    r":(?![/\\]|[0-9]{1,5}(?:[/\s]|$))(?P<rest>[^\s\"'<>]{1,300})"
)
_MAC: Final = re.compile(r"[0-9a-f]{2}(?::[0-9a-f]{2}){5}", re.I)
_LABELS: Final = frozenset(
    ("mail", "e-mail", "email", "mailto", "sip", "sips", "xmpp", "contact", "contacto", "contatto")
    + ("kontakt", "ansprechpartner", "correo", "courriel", "posta", "support", "info", "from", "to")
)
"""What stands before an address of mail and is no user."""
_USERS: Final = frozenset(
    ("admin", "administrator", "root", "user", "service", "operator", "viewer", "live", "onvif")
    + ("guest", "supervisor", "ubnt", "pass", "recorder", "nvr", "vms", "exacq", "milestone")
)


def _logins(text: str) -> Iterator[tuple[int, int]]:
    """Yield users with their passwords before a host that has no scheme: `user:word@10.0.0.1`."""
    if "@" not in text:
        return
    for one in _LOGIN.finditer(text):
        user, start = one["user"].casefold(), one.start("rest")
        signs = [
            (place, _rank(text, place + 1))
            for place in range(start, one.end())
            if text[place] == "@"
        ]
        if not signs or user in _LABELS or user.isdigit() or _MAC.match(text, one.start()):
            continue
        surest = max(rank for _, rank in signs)
        end = next(place for place, rank in reversed(signs) if rank == surest)
        is_name = surest == 1 and not text[end + 1].isdigit()  # a number is one of pictures: @30fps
        if surest > 1 or (is_name and user in _USERS):
            yield one.start(), end


# Values under the name of a secret

_PASSWORDS: Final = (
    "pass(?:wor[dt]s?|wd|wrd|code|phrase|key)|pass[ -]phrase|pwd|pswd|kennw(?:o|ö|oe)rt(?:er)?"
    "|contrase(?:ñ|n\u0303|n)as?|contrasenya|mots?[ _-]?de[ _-]?passe|senhas?|palavra[ _-]passe"
    "|wachtwoord(?:en)?|parola d'ordine|clave de acceso|chiave d'accesso"
)
"""Words for a password in seven languages, which others may be put before (`rtsp_password`)."""
_TOKENS: Final = (
    "tokens?|secret(?!ar)|api[ _-]?key|(?:access|private|secret|shared|stream|wifi|wpa2?)[ _-]?key"
    "|snmp[ _-](?:r[ow][ _-])?community|credentials?|session[ _-]?id|authorization"
    "|(?:user|login|admin|root|rtsp|ftp|smtp|mail|cam(?:era)?|web|http|onvif|db)[_-]?pass?(?![a-z])"
)
_SHORT: Final = "(?:pass|pws?|psw|psk|mdp)(?![^\\W\\d_])"
_TIGHT: Final = (
    "key|auth|sig|signature|session|sess|sid|pin|clave|chiave|login|nonce|jwt|community|response"
)
"""Words that are secrets only where a value follows as in a parameter: `key=...`, `"key": ...`."""

_BEGIN: Final = r"(?<![^\W_])"
_QUOTES: Final = r"[\"'`\\]{0,6}"
_EQUALS: Final = r"(?:=|%(?:25)*3d)"
_IS: Final = rf"(?:{_QUOTES}[^\S\n]{{0,4}}(?:{_EQUALS}>?|:(?!//))\s{{0,8}})"
_NAMED: Final = re.compile(
    rf"(?:{_PASSWORDS})[\w-]{{0,24}}(?:{_IS}|>|(?:[^\S\n][^\s:=,;\"'<>*]{{1,20}}){{0,3}}{_IS}"
    r"|[^\S\n][-–—→][^\S\n])"
    rf"|(?:{_TOKENS}|{_BEGIN}{_SHORT})[\w-]{{0,24}}(?:{_IS}|>)"
    rf"|{_BEGIN}(?:{_TIGHT})(?:{_EQUALS}|[\"'`\\]{{1,6}}[ \t]{{0,4}}[:=]\s{{0,8}})",
    re.I,
)
_ENDS_AS_PARAMETER: Final = re.compile(rf"{_EQUALS}$", re.I)
_ENDS_AS_ENTRY: Final = re.compile(r"[\"'`\\][ \t]*[:=]\s*$")
_ENDS_AS_TAG: Final = re.compile(r"[\w-]>$")
_OPENING: Final = re.compile(r"(?P<doubled>\"\"(?![\s,;:}\])&|]|$))|\\{0,4}[\"'`„“«]")
_CLOSING: Final = {"„": "“", "“": "”", "«": "»"}
_QUOTED: Final = {sign: re.compile(rf"(?:[^{sign}\\]|\\.)*", re.S) for sign in "\"'"}
_WORD: Final = re.compile(r"\S+")
_PARAMETER: Final = re.compile(r"[^\s&#\"'<>]+")
_ENTRY: Final = re.compile(r"\[[^\]]*|[^\s,}\]{]+")
_CLAUSE: Final = re.compile(r"[^,;|\n]*[^,;|\s]")
_AROUND: Final = ".,;:()"
_NO_SECRETS: Final = frozenset(
    ("", "-", "?", "yes", "no", "none", "null", "true", "false", "n/a", "set", "unset", "required")
    + ("ja", "nein", "keine", "keines", "oui", "non", "si", "sí", "não", "nee", "geen")
)


def _values(text: str) -> Iterator[tuple[int, int]]:
    """Yield the values of parameters, entries and words that are named like secrets."""
    at = 0
    while (named := _NAMED.search(text, at)) is not None:
        start, end = _value(text, named.end(), named[0])
        at = max(end, named.end())
        if not _is_no_secret(text[start:end]):
            yield start, end


def _is_no_secret(value: str) -> bool:
    """Whether what stands behind the name of a secret only says that there is one, or how long."""
    plain = value.strip(_AROUND).casefold()
    is_count = plain.isdigit() and len(plain) < 3
    return is_count or plain in _NO_SECRETS or value.startswith(MASK)


def _value(text: str, start: int, name: str) -> tuple[int, int]:
    """Return where the value begins and ends that follows a name with its sign."""
    if _ENDS_AS_TAG.search(name):
        return start, _found(text, "<", start)
    opening = _OPENING.match(text, start)
    if opening is not None:
        sign, start = opening[0], opening.end()
        if sign in _QUOTED:
            inside = _QUOTED[sign].match(text, start)
            return start, inside.end() if inside else start
        return start, _found(text, _CLOSING.get(sign, sign), start)
    is_entry = _ENDS_AS_ENTRY.search(name)
    is_parameter = _ENDS_AS_PARAMETER.search(name)
    value = (_ENTRY if is_entry else _PARAMETER if is_parameter else _WORD).match(text, start)
    if value is None:
        return start, start
    end = value.end()
    if is_entry or is_parameter or value[0][-1] in ",;|" or _is_no_secret(value[0]):
        return start, end - (value[0][-1] in ",;|")
    clause = _CLAUSE.match(text, end)  # a password may have blanks in it
    return start, clause.end() if clause else end


def _found(text: str, sign: str, start: int) -> int:
    place = text.find(sign, start)
    return len(text) if place < 0 else place


_FLAG: Final = re.compile(
    rf"(?<!\S)--(?:{_PASSWORDS}|{_TOKENS}|{_SHORT}|{_TIGHT})\s{{1,4}}(?P<value>[^\s-]\S*)"
    r"|(?<!\S)(?:-u|-{2}user(?:name)?)\s{1,4}[^\s:]{1,64}:(?P<after>\S+)"
    r"|(?<!\w)(?:log-?in|logon|zugang|acc[eè]s|acceso|accesso|user/pass\w{0,8})[^\S\n]?[:=]\s{0,4}"
    r"[^\s/:]{1,64}\s?[/:]\s?(?!/)(?P<beside>\S+)",
    re.I,
)
_BARE: Final = re.compile(
    rf"{_BEGIN}(?:{_PASSWORDS})[^\S\n]{{1,4}}"
    r"(?:(?P<is>is|ist|lautet|es|est|è|é)[^\S\n]{1,4})?(?P<value>[^\s]{4,})",
    re.I,
)
_SCHEMED: Final = re.compile(
    r"\bBearer\s+(?P<token>[\w.~+/=-]{16,})|\bBasic\s+(?P<pair>[A-Za-z0-9+/]{6,}={0,2})"
    r"|(?P<jwt>(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)"
)


def _flags(text: str) -> Iterator[tuple[int, int]]:
    """Yield the passwords of commands, behind an option that is named like one, and of log-ins."""
    for one in _FLAG.finditer(text):
        if one.lastgroup is not None and not _is_no_secret(one[one.lastgroup]):
            yield one.span(one.lastgroup)


def _bare_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield what looks like a password right behind the word for one."""
    for one in _BARE.finditer(text):
        value = one["value"].strip(_AROUND)
        has_sign = re.search(r"[!$%&*#@?+=]", value) is not None
        has_digit = any(c.isdigit() for c in value)
        mixed = has_digit and value != value.upper() and (has_sign or value != value.lower())
        is_one = mixed and len(value) > 5 or one["is"] and (has_digit or has_sign)
        if is_one and not _is_no_secret(value):
            yield one.span("value")


def _authorizations(text: str) -> Iterator[tuple[int, int]]:
    """Yield the credentials of HTTP: Basic, Bearer, and tokens that stand alone."""
    for one in _SCHEMED.finditer(text):
        if one["pair"] is None or _is_pair(one["pair"]):
            assert one.lastgroup is not None, "each way to match is a group"
            yield one.span(one.lastgroup)


def _is_pair(text: str) -> bool:
    """Whether a text is a user and a password as the Basic scheme writes them."""
    try:
        return b":" in b64decode(text + "=" * (-len(text) % 4))
    except ValueError:
        return False


_STEMS: Final = (
    *("pass", "kennw", "contrase", "senha", "wachtw"),
    *("basic", "bearer", "eyj", "-u ", "--"),
)
"""What secrets have in or before them that no sign needs to follow."""
_NAMED_STEMS: Final = (
    *(
        "pw",
        "psw",
        "psk",
        "mdp",
        "parola d",
        "clave de",
        "chiave d",
        "token",
        "secret",
        "key",
        "communit",
        "credential",
    ),
    *("session", "authoriz", "login", "log-in", "logon", "zugang", "acces", "accès"),
)
_PARAMETER_STEMS: Final = tuple(_TIGHT.split("|"))
"""What the names of secrets have in them that a sign follows."""


# Headings

_PARTED: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_SECRET_WORDS: Final = (
    *("password", "passwd", "passwrd", "passwort", "passphrase", "passcode", "passkey", "kennwort"),
    *("contrasena", "contrasenya", "motdepasse", "motsdepasse", "senha", "palavrapasse"),
    *("wachtwoord", "paroladordine", "clavede", "chiaved", "secret", "segreto", "secreto", "token"),
    *("apikey", "accesskey", "privatekey", "presharedkey", "credential", "credenzial", "credencia"),
    *(
        "zugangsdaten",
        "anmeldedaten",
        "inloggegevens",
        "identifiants",
        "sessionid",
        "snmpcommunity",
    ),
)
"""What the heading of a secret has in it, without marks and accents."""
_SHORT_WORDS: Final = frozenset(("pw", "pwd", "pswd", "psw", "psk", "mdp"))
_SECRET_ALONE: Final = frozenset(
    ("pass", "pin", "key", "clave", "claves", "chiave", "chiavi", "clé", "cle", "geheim", "login")
    + ("logon", "auth", "authorization", "community", "parola", "schlüssel", "pincode")
)
"""Headings of secrets where nothing but the owner stands beside them."""
_WHOSE: Final = frozenset(
    ("user", "admin", "root", "camera", "cam", "web", "rtsp", "http", "onvif", "wifi", "wlan")
    + ("wpa", "ftp", "device", "service", "vpn", "snmp", "api", "de", "d", "rw", "ro", "code")
)
