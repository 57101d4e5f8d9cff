"""Secrets in text of any kind, masked: one rule for every cell, message and page.

What is taken for a secret: what stands before the host in an address (`rtsp://user:word@host`, the
user's name with it), the value of a parameter, entry or word that is called a password, token or
key, what follows the name of an administrator, and the credentials of an `Authorization`. The rule
looks at nothing but the text, changes no text without a secret in it, and takes time linear in its
length. In doubt it masks.
"""

from __future__ import annotations

import re
from base64 import b64decode
from bisect import bisect
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, zip_longest
from typing import Final, Literal, TypeAlias, get_args
from unicodedata import normalize

from integration_db.named_tuple import NamedTuple

MASK: Final = "***"
"""What stands in the place of a secret."""


def masked(text: str) -> str:
    """Return text with `MASK` in the place of every secret; masked text stays as it is."""
    if not may_hold_secret(text):
        return text
    for spans in (
        *(_user_infos, _logins, _values, _flags, _paired),
        *(_bare_words, _pairs, _authorizations),
    ):
        text = _without(text, spans(_plain(text)))
    return text


def masked_document(value: object) -> object:
    """Return a value of JSON in which every text is masked, names of members too."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Mapping):
        return {masked(str(name)): masked_document(one) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [masked_document(one) for one in value]
    return value


def may_hold_secret(text: str) -> bool:
    """Tell whether `masked` has to look at text of any length; quick, and never wrongly False."""
    return next(_suspicious(_folded(_plain(text))), None) is not None


def that_may_hold_secrets(texts: Sequence[str]) -> list[int]:
    """Return the places of the texts that `masked` has to look at; quick where they are few."""
    folded = "\n".join(texts)
    if folded.isascii():
        folded = folded.lower()
    else:  # folded text may be longer than what it was
        texts = [_folded(_plain(text)) for text in texts]
        folded = "\n".join(texts)
    places = list(_suspicious(folded))
    if not places:
        return []
    ends = list(accumulate(len(text) + 1 for text in texts))
    return sorted({bisect(ends, place) for place in places})


def _suspicious(folded: str) -> Iterator[int]:
    """Yield the places of what every secret has in or before it."""
    has_colon = ":" in folded
    if has_colon and "@" in folded:
        yield from (one.start() for one in _AT.finditer(folded))
    yield from (one.start() for one in _STEM.finditer(folded))
    if has_colon or "=" in folded or ">" in folded:
        for one in _NAMED_STEM.finditer(folded):
            if _TO_SIGN.match(folded, one.start()):
                yield one.start()


def names_secret(heading: str) -> bool:
    """Whether the cells under a heading are secrets, or may have one in them."""
    plain = normalize("NFKC", heading)
    if any(_IN_HEADING.search(one) for one in (plain, _NO_LETTER.sub(" ", plain))):
        return True
    return any(_is_heading(one) for one in (plain, _PARTED.sub(" ", plain)))


def _is_heading(plain: str) -> bool:
    words = _NO_LETTER.sub(" ", plain).split()
    beside = [word for word in words if not word.isdigit() and word.casefold() not in _WHOSE]
    return _AS_HEADING.fullmatch(" ".join(beside)) is not None


_ODD: Final = re.compile(
    "[«»\u2018-\u201f\u2039\u203a\u3000\u300c-\u300f\ufe52-\ufe6b\uff01-\uff5e\U0001d400-\U0001d7ff]"
)
_QUOTING: Final = {
    **dict.fromkeys("«»“”„‟「」『』", '"'),
    **dict.fromkeys("‘’‚‛‹›", "'"),
}
"""Quotation marks as programs for writing set them."""


def _plain(text: str) -> str:
    """Return text of the same length, with the signs of a keyboard for others that mean the same.

    Others are quotation marks in pairs, and letters and signs of full width.
    """
    return text if text.isascii() else _ODD.sub(_plain_sign, text)


def _plain_sign(found: re.Match[str]) -> str:
    sign = found[0]
    other = _QUOTING.get(sign) or normalize("NFKC", sign)
    return other if len(other) == 1 else sign


def _folded(text: str) -> str:
    """Return text in small letters, as a pattern that does not tell them from capitals sees it."""
    if text.isascii():
        return text.lower()
    return text.casefold().replace("i\u0307", "i").replace("ı", "i")


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
    if any(place < border for place, _ in signs):
        return signs[-1][0]
    user, colon, _ = text[start:border].partition(":")
    if not colon or _IPV6.match(text, start, border):
        return None
    if _PORT.fullmatch(text, start + len(user), border):
        return signs[-1][0] if any(rank == len(_HOSTS) for _, rank in signs) else None
    if signs:
        return signs[-1][0]
    # a blank or a quotation mark ended the run too early
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
        surest, end = max(rank for _, rank in signs), signs[-1][0]
        is_name = surest == 1 and not text[end + 1].isdigit()  # a number is one of pictures: @30fps
        if surest > 1 or (is_name and user in _USERS):
            yield one.start(), end


# Words


Needs: TypeAlias = Literal["nothing", "sign", "sign alone", "pair", "equals"]
"""What the word for a secret needs, so that what follows it is one.

    nothing     also what looks like a password behind it; the word may be part of a longer one
    sign        a sign, as in `token: ...`; the word may be part of a longer one
    sign alone  a sign, and the word for itself or with the owner: `PIN`, not `PIN layout`
    pair        as `sign alone`, and a user with a stroke or colon behind it: `Access: bob/word`;
                a heading of that name says nothing
    equals      as `sign alone`, and the sign of a parameter or entry, or a value that looks like a
                secret
"""


_LOOSE: Final = {
    " ": "[ \xa0_-]?",
    "'": "['’´ ]?",
    "ö": "(?:o[e\u0308]?|ö)",
    "ü": "(?:u[e\u0308]?|ü)",
    "á": "(?:a\u0301?|á)",
    "â": "(?:a\u0302?|â)",
    "é": "(?:e\u0301?|é)",
    "è": "(?:e\u0300?|è)",
    "ó": "(?:o\u0301?|ó)",
    "ñ": "(?:n\u0303?|ñ)",
}
"""How the signs of a spelling may be written."""


def _loosely(spelling: str) -> str:
    """Return the pattern of all that a spelling stands for."""
    return "".join(_LOOSE.get(sign, sign) for sign in spelling)


class Word(NamedTuple):
    """A word for a secret, as the text of a list or its headings write it.

    `stems`, parted by `|`, are what each spelling has in it, in small letters; `spelling` is a
    pattern in which a blank stands for a sign between words or none, and a letter with an accent
    also for that letter without. Of `is_pair` words the user is part of the secret.
    """

    stems: str
    spelling: str
    needs: Needs
    is_pair: bool = False

    @property
    def pattern(self) -> str:
        """The pattern of all that the spelling stands for."""
        return _loosely(self.spelling)


_END: Final = r"(?![^\W\d_])"
_BEGIN: Final = r"(?<![^\W_])"
_BEGIN_OR_HUMP: Final = rf"(?:{_BEGIN}|(?-i:(?<=[a-z])(?=[A-Z])))"
WORDS: Final = (
    Word("pass", "pass(?: wor[dt]s?|wd|wrd|code| phrase|key)", "nothing"),
    Word("pwd", "pwd", "nothing"),
    Word("pswd", "pswd", "nothing"),
    Word("kennw", "kennwört(?:er)?", "nothing"),
    Word("contrase", "contraseñ(?:as?|ya)", "nothing"),
    Word("pass", "mots? de passe", "nothing"),
    Word("senha", "senhas?", "nothing"),
    Word("pass", "palavra passe", "nothing"),
    Word("wachtw", "wachtwoord(?:en)?", "nothing"),
    Word("parola", "parola d'ordine", "nothing"),
    Word("clave", "claves? de acceso", "nothing"),
    Word("chiav", "chiav[ei] (?:d'|di )accesso", "nothing"),
    Word("zugangsd", "zugangsdaten", "nothing", is_pair=True),
    Word("anmelded", "anmeldedaten", "nothing", is_pair=True),
    Word("inlogg", "inloggegevens", "nothing", is_pair=True),
    Word("identifiants", "identifiants", "nothing", is_pair=True),
    Word("creden", "credentials?", "nothing", is_pair=True),
    Word("creden", "credenzial[ei]", "nothing", is_pair=True),
    Word("creden", "credencia(?:l|is|les)", "nothing", is_pair=True),
    Word("login", "login daten", "sign", is_pair=True),
    Word("toegangsg", "toegangsgegevens", "sign", is_pair=True),
    Word("accesso", "dati (?:di |d')accesso", "sign", is_pair=True),
    Word("acceso", "datos de acceso", "sign", is_pair=True),
    Word("acesso", "dados de acesso", "sign", is_pair=True),
    Word("connexion", "données de connexion", "sign", is_pair=True),
    Word("zugangsc", "zugangscode", "sign"),
    Word("toegangsc", "toegangscode", "sign"),
    Word("accesso", "codice (?:di |d')accesso", "sign"),
    Word("acceso", "código de acceso", "sign"),
    Word("acesso", "código de acesso", "sign"),
    Word("acce|accè", "code d'accès", "sign"),
    Word("token", "tokens?", "sign"),
    Word("secret", "secret(?!ar)", "sign"),
    Word("segret", f"segret[oi]{_END}", "sign"),
    Word("geheim", "geheim(?:nis|wort|wörter|zahl|code)", "sign"),
    Word("key", "(?:api|access|private|secret|pre shared|shared|stream|wifi|wpa2?) key", "sign"),
    Word("schl", "(?:netzwerk|sicherheits|zugangs|wlan|wifi|wpa2?)schlüssel", "sign"),
    Word("communit", "snmp (?:r[ow] )?community", "sign"),
    Word("session", "session id", "sign"),
    Word("authoriz", "authorization", "sign"),
    Word(
        "pas",
        "(?:user|login|admin|root|rtsp|ftp|smtp|mail|cam(?:era)?|web|http|onvif|db)[_-]?pass?"
        "(?![a-z])",
        "sign",
    ),
    Word("pw", rf"{_BEGIN_OR_HUMP}pws?{_END}", "sign"),
    Word("psw", rf"{_BEGIN_OR_HUMP}psw{_END}", "sign"),
    Word("psk", rf"{_BEGIN_OR_HUMP}psk{_END}", "sign"),
    Word("mdp", rf"{_BEGIN_OR_HUMP}mdp{_END}", "sign"),
    Word("pass", "pass", "sign alone"),
    Word("parola", "parola", "sign alone"),
    Word("pin", "pin(?: code)?", "sign alone"),
    Word("clave", "claves?", "sign alone"),
    Word("chiav", "chiav[ei]", "sign alone"),
    Word("cle|clé", "clés?", "sign alone"),
    Word("schl", "schlüssel", "sign alone"),
    Word("geheim", "geheim", "sign alone"),
    Word("login|log-in|log in|log_in|log\xa0in", "log in", "sign alone", is_pair=True),
    Word("logon|log-on|log on|log_on|log\xa0on", "log on", "sign alone", is_pair=True),
    Word("zugang", "zugang", "pair"),
    Word("anmeldung", "anmeldung", "pair"),
    Word("benutzer", "benutzer(?: name)?", "pair"),
    Word("access", "access", "pair"),
    Word("acce|accè", "accès", "pair"),
    Word("acceso", "accesos?", "pair"),
    Word("access", "access[oi]", "pair"),
    Word("acesso", "acessos?", "pair"),
    Word("toegang", "toegang", "pair"),
    Word("inlog", "inlog(?:gen)?", "pair"),
    Word("gebruiker", "gebruikers?(?: naam)?", "pair"),
    Word("user", "user(?: name)?", "pair"),
    Word("account", "account", "pair"),
    Word("utilisateur", "utilisateur", "pair"),
    Word("usu", "usuário", "pair"),
    Word("utente", "utente", "pair"),
    Word("creds", "creds", "pair"),
    Word("key", "key", "equals"),
    Word("auth", "auth", "equals"),
    Word("sig", "sig(?:nature)?", "equals"),
    Word("sess", "sess(?:ion)?", "equals"),
    Word("sid", "sid", "equals"),
    Word("nonce", "nonce", "equals"),
    Word("jwt", "jwt", "equals"),
    Word("community", "community", "equals"),
    Word("response", "response", "equals"),
)
"""Words for secrets in seven languages, for headings and for text."""

_WHOSE: Final = frozenset(
    ("user", "admin", "root", "camera", "kamera", "cam", "web", "rtsp", "http", "onvif", "wifi")
    + ("wlan", "wpa", "wpa2", "ftp", "device", "service", "vpn", "snmp", "api", "sim", "de", "d")
    + ("rw", "ro", "code", "old", "new", "alt", "neu", "caméra", "cámara", "câmera", "telecamera")
    + ("recorder", "nvr", "zu", "zur", "zum", "der", "für", "to", "for", "the", "à", "la", "da")
)
"""What may stand beside a word for a secret: whose it is."""
ADMINISTRATORS: Final = ("admin", "administrator", "root", "ubnt", "supervisor")
"""Users whom nobody else is called."""


def _written(*needs: Needs, is_pair: bool = False) -> str:
    """Return the pattern of the words that need one of these."""
    return "|".join(
        word.pattern for word in WORDS if word.needs in needs and word.is_pair >= is_pair
    )


_PASSWORDS: Final = _written("nothing")
_TOKENS: Final = _written("sign")
_ALONE: Final = _written("sign alone")
_TIGHT: Final = _written("equals")
_BEFORE_PAIRS: Final = _written("pair")
_PAIR: Final = re.compile(_written(*get_args(Needs), is_pair=True), re.I)

_NO_LETTER: Final = re.compile(r"[\W_]+")
_PARTED: Final = re.compile(r"(?<=[a-z])(?=[A-Z])")
_IN_HEADING: Final = re.compile(f"{_PASSWORDS}|{_TOKENS}", re.I)
_AS_HEADING: Final = re.compile(f"(?:{_ALONE}|{_TIGHT})(?: (?:{_ALONE}|{_TIGHT}))*", re.I)


def _stems(*needs: Needs) -> str:
    """Return what the words that need one of these have in them, each once."""
    stems = (stem for word in WORDS if word.needs in needs for stem in word.stems.split("|"))
    return "|".join(map(re.escape, dict.fromkeys(stems)))


_AT: Final = re.compile("@")
_STEM: Final = re.compile(
    rf"{_stems('nothing')}|basic|bearer|eyj|-u\s|--|%|{'|'.join(ADMINISTRATORS)}"
)
"""What secrets have in or before them that no sign needs to follow."""
_NAMED_STEM: Final = re.compile(f"(?={_stems('sign', 'sign alone', 'pair', 'equals')})")
"""What the names of secrets have in them that a sign follows."""
_TO_SIGN: Final = re.compile(r"[\w\s\u0300-\u036f'’´\"`\\-]{0,160}[:=>]")
"""What may stand between the stem of a name and the sign behind it."""


# Values under the name of a secret

_QUOTES: Final = r"[\"'`\\]{0,6}"
_EQUALS: Final = r"(?:=|%(?:25)*3d)"
_IS: Final = rf"(?:{_QUOTES}[^\S\n]{{0,4}}(?:{_EQUALS}>?|:(?!//))\s{{0,8}})"
_OWNER: Final = "|".join(map(_loosely, sorted(_WHOSE)))
_OWNERS: Final = rf"(?:[ \xa0_-]?(?:{_OWNER}|[0-9]{{1,3}})){{0,3}}"
_NAMED: Final = re.compile(
    rf"(?P<password>{_PASSWORDS})[\w-]{{0,24}}"
    rf"(?:{_IS}|>|(?:[^\S\n][^\s:=,;\"'<>*]{{1,20}}){{0,3}}{_IS}|[^\S\n][-–—→][^\S\n])"
    rf"|(?P<token>{_TOKENS})[\w-]{{0,24}}(?:{_IS}|>)"
    rf"|(?:{_BEGIN_OR_HUMP}(?P<alone>{_ALONE})|{_BEGIN}(?P<tight>{_TIGHT})){_OWNERS}{_IS}"
    rf"|<(?:{_ALONE}){_OWNERS}>",
    re.I,
)
_ENDS_AS_PARAMETER: Final = re.compile(rf"{_EQUALS}$", re.I)
_ENDS_AS_ENTRY: Final = re.compile(r"[\"'`\\][ \t]*[:=]\s*$")
_ENDS_AS_TAG: Final = re.compile(r"[\w-]>$")
_OPENING: Final = re.compile(r"(?P<doubled>\"\"(?![\s,;:}\])&|]|$))|\\{0,4}[\"'`]")
_QUOTED: Final = {sign: re.compile(rf"(?:[^{sign}\\]|\\.)*", re.S) for sign in "\"'"}
_WORD: Final = re.compile(r"\S+")
_PARAMETER: Final = re.compile(r"[^\s&#\"'<>]+")
_ENTRY: Final = re.compile(r"\[[^\]]*|[^\s,}\]{]+")
_CLAUSE: Final = re.compile(r"[^,;|\n]*[^,;|\s]")
_SECOND: Final = re.compile(r"[^\S\n]{0,4}[,;|\n]?[^\S\n]{0,4}[^,;|\n]*[^,;|\s]")
_SECOND_PARAMETER: Final = re.compile(
    r"[^\S\n]{1,4}(?:[/|:,;][^\S\n]{0,4})?[^\s&#\"'<>]+|[/|:,;][^\S\n]{1,4}[^\s&#\"'<>]+"
)
"""What follows a user: the password."""
_PLACE: Final = re.compile(
    r"(?:[a-z]{2,9}:/{2}\S{1,300}|(?:[0-9]{1,3}\.){3}[0-9]{1,3}(?::[0-9]+)?/?)[.,;:()]?", re.I
)
_ONE_WORD: Final = re.compile(r"[\"'`]?(?P<word>[^\s\"'`,;|]{1,300})")
_AMOUNT: Final = re.compile(r"[0-9][0-9.,:-]*[a-z]{0,4}", re.I)
_AROUND: Final = ".,;:()"
_NO_SECRETS: Final = frozenset(
    (
        "",
        "-",
        "?",
        "yes",
        "no",
        "none",
        "null",
        "true",
        "false",
        "on",
        "off",
        "n/a",
        "set",
        "unset",
        "required",
    )
    + ("ja", "nein", "keine", "keines", "oui", "non", "si", "sí", "não", "nee", "geen")
)


def _values(text: str) -> Iterator[tuple[int, int]]:
    """Yield the values of parameters, entries and words that are named like secrets."""
    at = 0
    while (named := _NAMED.search(text, at)) is not None:
        at = named.end()
        if text.startswith(MASK, at):
            continue
        is_loose = named["tight"] and not _ends_as_in_code(named[0])
        start, end = _mixed(text, at) if is_loose else _value(text, at, named[0])
        value = text[start:end]
        if not (_is_no_secret(value) or (named["alone"] and _PLACE.fullmatch(value))):
            at = max(end, at)
            yield start, end


def _ends_as_in_code(name: str) -> bool:
    return bool(_ENDS_AS_PARAMETER.search(name) or _ENDS_AS_ENTRY.search(name))


def _mixed(text: str, start: int) -> tuple[int, int]:
    """Return where a value begins and ends that looks like a secret itself; nothing if none does.

    So what follows a name that has other meanings too is left: `Key: 4K`, `Auth: SHA256`.
    """
    word = _ONE_WORD.match(text, start)
    if word is None:
        return start, start
    value = word["word"].strip(_AROUND)
    is_mixed = any(c.isdigit() for c in value) and any(c.islower() for c in value)
    if len(value) < 6 or not is_mixed or _AMOUNT.fullmatch(value) or _PLACE.fullmatch(value):
        return start, start
    return word.span("word")


def _is_no_secret(value: str) -> bool:
    """Whether what stands behind the name of a secret only says that there is one, or how long."""
    plain = value.strip(_AROUND).casefold()
    is_count = plain.isdigit() and len(plain) < 3
    return is_count or plain in _NO_SECRETS or value.startswith(MASK)


def _value(text: str, start: int, name: str) -> tuple[int, int]:
    """Return where the value begins and ends that follows a name with its sign."""
    if _ENDS_AS_TAG.search(name):
        return start, _found(text, "<", start)
    is_entry = _ENDS_AS_ENTRY.search(name)
    is_parameter = _ENDS_AS_PARAMETER.search(name)
    is_pair = _PAIR.match(name) is not None and not is_entry
    opening = _OPENING.match(text, start)
    if opening is not None and (is_parameter or not is_pair):
        sign, start = opening[0], opening.end()
        if sign in _QUOTED:
            inside = _QUOTED[sign].match(text, start)
            return start, inside.end() if inside else start
        return start, _found(text, sign, start)
    value = (_ENTRY if is_entry else _PARAMETER if is_parameter else _WORD).match(text, start)
    if value is None:
        return start, start
    end = value.end()
    if _is_no_secret(value[0]):
        return start, end
    if is_pair and (more := (_SECOND_PARAMETER if is_parameter else _SECOND).match(text, end)):
        return start, more.end()
    if is_entry or is_parameter or value[0][-1] in ",;|":
        return start, end - (value[0][-1] in ",;|")
    clause = _CLAUSE.match(text, end)  # a password may have blanks in it
    return start, clause.end() if clause else end


def _found(text: str, sign: str, start: int) -> int:
    place = text.find(sign, start)
    return len(text) if place < 0 else place


_FLAG: Final = re.compile(
    rf"(?<!\S)--(?:{_PASSWORDS}|{_TOKENS}|{_ALONE}|{_TIGHT})\s{{1,4}}(?P<value>[^\s-]\S*)"
    r"|(?<!\S)(?:-u|-{2}user(?:name)?)\s{1,4}[^\s:]{1,64}:(?P<after>\S+)",
    re.I,
)
_PAIRED: Final = re.compile(
    rf"{_BEGIN}(?:{_BEFORE_PAIRS}){_OWNERS}{_IS}(?P<pair>{_QUOTES}(?!\d+\s?[/:])"
    rf"[^\s/:,;\"'`\\]{{1,64}}{_QUOTES}\s?[/:]\s?{_QUOTES}"
    r"(?P<value>(?!/)[^\s\"'`\\]*[^\s\"'`\\,;|]))",
    re.I,
)
_BARE: Final = re.compile(
    rf"{_BEGIN}(?:{_PASSWORDS})[^\S\n]{{1,4}}"
    r"(?:(?P<is>is|ist|lautet|es|est|è|é)[^\S\n]{1,4})?"
    r"(?:(?P<quote>[\"'])(?P<quoted>[^\"'\n]{1,100})(?P=quote)|(?P<value>[^\s]{4,}))",
    re.I,
)
_PAIR_OF_ADMIN: Final = re.compile(
    rf"(?<![\w./\\@:-])(?P<user>{'|'.join(ADMINISTRATORS)})"
    r"[\"']?[^\S\n]?(?P<sign>[/:])[^\S\n]?[\"']?(?P<value>[^\s/\"'<>,;|]{4,100})",
    re.I,
)
"""The name of an administrator, with what follows a sign behind it."""
_SIGNS: Final = re.compile(r"[!$%&*#@?+=]")
_SCHEMED: Final = re.compile(
    r"\bBearer\s+(?P<token>[\w.~+/=-]{16,})|\bBasic\s+(?P<pair>[A-Za-z0-9+/]{6,}={0,2})"
    r"|(?P<jwt>(?<![\w-])eyJ[\w-]{8,}\.[\w-]{8,}\.[\w-]*)"
)


def _flags(text: str) -> Iterator[tuple[int, int]]:
    """Yield the passwords of commands, behind an option that is named like one."""
    for one in _FLAG.finditer(text):
        if one.lastgroup is not None and not _is_no_secret(one[one.lastgroup]):
            yield one.span(one.lastgroup)


def _paired(text: str) -> Iterator[tuple[int, int]]:
    """Yield the passwords that stand behind a user, behind a word for what is opened with both."""
    for one in _PAIRED.finditer(text):
        is_other = _PLACE.fullmatch(one["pair"]) or one["pair"].casefold() in _NO_SECRETS
        if not (is_other or _is_no_secret(one["value"])):
            yield one.span("value")


def _bare_words(text: str) -> Iterator[tuple[int, int]]:
    """Yield what looks like a password right behind the word for one."""
    for one in _BARE.finditer(text):
        if one["quoted"] is not None:
            if not _is_no_secret(one["quoted"]):
                yield one.span("quoted")
            continue
        value = one["value"].strip(_AROUND)
        has_sign = _SIGNS.search(value) is not None
        has_digit = any(c.isdigit() for c in value)
        mixed = has_digit and value != value.upper() and (has_sign or value != value.lower())
        is_one = mixed and len(value) > 5 or one["is"] and (has_digit or has_sign)
        if is_one and not _is_no_secret(value):
            yield one.span("value")


def _pairs(text: str) -> Iterator[tuple[int, int]]:
    """Yield what looks like a password behind the name of an administrator: `admin/word1`.

    A colon may also stand before a port, an address or something else that is said of one.
    """
    for one in _PAIR_OF_ADMIN.finditer(text):
        value = one["value"].strip(_AROUND)
        has_digit = any(c.isdigit() for c in value)
        is_usual = value.casefold() in (one["user"].casefold(), "pass")
        is_one = has_digit or is_usual or _SIGNS.search(value) is not None
        if one["sign"] == ":":
            is_one = is_one and any(c.isalpha() for c in value) and value != value.upper()
        if is_one and len(value) > 3 and not (_is_no_secret(value) or _PLACE.fullmatch(value)):
            yield one.start("value"), one.start("value") + len(one["value"].rstrip(_AROUND))


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
