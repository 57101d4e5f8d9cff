"""Laws of masking: nothing planted is left, masked text stays, other text is not touched."""

from __future__ import annotations

import re

from hypothesis import example, given
from hypothesis import strategies as st

from integration_db.text.secrets import (
    MASK,
    WORDS,
    masked,
    may_hold_secret,
    names_secret,
    that_may_hold_secrets,
)

PIECES = (
    *("rtsp://", "http://", "%3A%2F%2F", "https:\\/\\/", "admin", "user:", ":", "@", "%40", "/"),
    *("10.0.0.1", "cam.example.com", "[fe80::1]", "nvr", "?", "&", "#", "=", " ", "\n", ",", ";"),
    *('"', "'", '""', '\\"', "\\", "<", ">", "(", ")", "{", "}", "[", "]", "|", "-", "--", "-u "),
    *("password", "Passwort", "contraseña", "mot de passe", "senha", "wachtwoord", "pw", "pwd"),
    *("token", "key", "apikey", "auth", "sig", "session", "pin", "secret", "is", "lautet"),
    *("Bearer ", "Basic ", "Authorization", "eyJhbGciOiJ", ".", "YWRtaW46eA==", "Geheim1!", MASK),
    *("login", "Zugangsdaten", "Schlüssel", "geheim", "clave", "cle\u0301", "jwt", "owner", "code"),
    *("AXIS P3245-LVE", "12", "x"),
)
texts = st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=60)

SECRET = "Geh3imXq"
"""The beginning and the end of each password that is planted."""

HOSTS = ("10.0.0.1", "10.0.0.1:554", "cam.example.com/live", "[fe80::1]:80", "nvr1", "nvr1/a?b=1")
# a name with dots behind @ may be the host, and :// begins an address of its own
PASSWORD_SIGNS = st.text(st.sampled_from("aZ9:@%40!$&*+,;=-_~/?#"), max_size=8).filter(
    lambda signs: "://" not in signs
)
BESIDE = (
    *("password", "Password", "PASSWORT", "Kennwort", "contraseña", "mot de passe", "senha"),
    *("wachtwoord", "pwd", "pw", "pass", "token", "api key", "secret", "rtsp_password"),
)
PARAMETERS = ("token", "key", "apikey", "pwd", "password", "auth", "sig", "access_token", "session")


@given(texts)
@example("password: a, password: b")
def test_masked_text_stays_as_it_is(text: str) -> None:
    once = masked(text)
    assert masked(once) == once
    assert may_hold_secret(text) or once == text


@given(st.lists(texts, min_size=1, max_size=8))
@example(["straße İ", "password: x1"])
def test_no_secret_among_many_texts_is_passed_over(many: list[str]) -> None:
    """Also where one of them ends with the name and the next begins with the sign."""
    changed = {place for place, text in enumerate(many) if masked(text) != text}
    assert changed <= set(that_may_hold_secrets(many))


def spellings(*, before_pairs: bool) -> st.SearchStrategy[str]:
    """Words for secrets as somebody may write them."""
    words = [word for word in WORDS if (word.needs == "pair") == before_pairs]
    return st.one_of(*(st.from_regex(re.compile(w.pattern, re.I), fullmatch=True) for w in words))


@given(spellings(before_pairs=False), st.sampled_from((": ", "=")))
def test_each_spelling_of_a_word_is_one_for_headings_and_for_text(word: str, sign: str) -> None:
    text = f"{word}{sign}{SECRET}9"
    assert may_hold_secret(text)
    assert masked(text) == f"{word}{sign}{MASK}"
    assert names_secret(word)


@given(spellings(before_pairs=True), st.sampled_from((": ", "=")), st.sampled_from("/:"))
def test_what_stands_before_a_user_and_a_password_is_no_heading_of_secrets(
    word: str, sign: str, stroke: str
) -> None:
    text = f"{word}{sign}bob{stroke}{SECRET}9"
    assert may_hold_secret(text)
    assert masked(text) == f"{word}{sign}bob{stroke}{MASK}"
    assert not names_secret(word)


@given(PASSWORD_SIGNS, st.sampled_from(HOSTS), st.sampled_from(("rtsp", "http", "ftp", "x-cam")))
def test_no_password_of_an_address_is_left(signs: str, host: str, scheme: str) -> None:
    address = f"{scheme}://admin:{SECRET}{signs}{SECRET}@{host}"
    for text in (
        address,
        f"see {address}, please",
        f'{{"source": "-i {address}"}}',
        f"({address})",
    ):
        seen = masked(text)
        assert SECRET not in seen
        assert host.partition(":")[0].partition("/")[0] in seen


@given(st.sampled_from(BESIDE), st.sampled_from((": ", "=", ":", " = ", ' : "', "='")))
def test_no_password_beside_its_word_is_left(word: str, sign: str) -> None:
    quoted = sign[-1] if sign[-1] in "\"'" else ""
    text = f"Lobby, {word}{sign}{SECRET}{quoted}; AXIS P3245-LVE"
    assert SECRET not in masked(text)
    assert masked(text).startswith("Lobby, ")


@given(st.sampled_from(PARAMETERS), st.sampled_from("?&#;"), st.booleans())
def test_no_secret_parameter_is_left(name: str, sign: str, is_upper: bool) -> None:
    name = name.upper() if is_upper else name
    seen = masked(f"http://10.0.0.1/cgi{sign}{name}={SECRET}&channel=1")
    assert SECRET not in seen
    assert seen.startswith("http://10.0.0.1/cgi")
    assert seen.endswith("&channel=1")


@given(st.text(st.characters(exclude_characters=":=@%>-")))
def test_text_without_any_sign_of_a_secret_is_not_touched(text: str) -> None:
    lowered = text.lower()
    if not any(word in lowered for word in ("pass", "kennw", "contrase", "senha", "wachtw")) and (
        not any(word in lowered for word in ("pw", "psk", "psw", "mdp", "basic", "bearer", "eyj"))
    ):
        assert masked(text) == text


@given(st.integers(0, 255), st.integers(1, 65535), st.sampled_from(("rtsp", "http", "https")))
def test_an_address_without_user_is_not_touched(number: int, port: int, scheme: str) -> None:
    for host in (f"10.0.{number}.1", f"cam{number}.example.com", f"cam{number}", "[fe80::1]"):
        text = f"{scheme}://{host}:{port}/Streaming/Channels/101?transport=tcp&profile=a"
        assert masked(text) == text
