"""What is shown of a database's URL: never a secret, whatever the URL and whoever speaks."""

from __future__ import annotations

from urllib.parse import quote, quote_plus, unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from integration_db import DatabaseError
from integration_db.database.readers import open_database
from integration_db.database.urls import read_server

MARK = "zqSecretqz"
JUNK = st.text("ab1@:/?&=;%+#[] \\'\"é", max_size=6)
SECRETS = st.builds(lambda before, after: f"{before}{MARK}{after}", JUNK, JUNK)
WRITTEN = st.sampled_from([str, quote, quote_plus])
PLACES = [
    "{driver}://{secret}@{host}/db",
    "{driver}://u:{secret}@{host}/db",
    "{driver}://{secret}:p@{host}/db",
    "{driver}://u@{host}/db?password={secret}",
    "{driver}://u:p@{host}/db?sslpassword={secret}",
    "{driver}://{host}/db?a=1&password={secret}&b=2",
    "{driver}://u@{host}/?odbc_connect=DRIVER%3Dx%3BPWD%3D{secret}",
    "{driver}:///db?options={secret}",
]
DRIVERS = ["postgresql", "postgres", "postgresql+psycopg", "mysql", "mssql+pyodbc", "none", "-"]
HOSTS = ["127.0.0.1:1", "127.0.0.1:notaport", "[::1", "[::1]:1"]


def urls() -> st.SearchStrategy[str]:
    return st.builds(
        lambda place, driver, host, secret, written: place.format(
            driver=driver, host=host, secret=written(secret)
        ),
        st.sampled_from(PLACES),
        st.sampled_from(DRIVERS),
        st.sampled_from(HOSTS),
        SECRETS,
        WRITTEN,
    )


@settings(max_examples=50)  # some are looked up in the network
@given(urls())
@example(f"postgresql://u:p@{MARK}@127.0.0.1:1/db")
@example(f"postgresql://u@127.0.0.1:1/db?password={MARK}")
@example(f"postgresql://u@127.0.0.1:1/db?password=a@{MARK}")
@example(f"postgresql://127.0.0.1:1/db?password=a@{MARK}")
def test_no_secret_of_a_url_is_ever_shown(url: str) -> None:
    with pytest.raises(DatabaseError) as caught:
        open_database(url)
    assert MARK not in caught.value.message
    assert MARK not in caught.value.place


@given(urls(), st.sampled_from(["{}", 'bad "{}"', "a: {}\nb", "<{}>"]))
def test_a_driver_that_repeats_its_url_tells_no_secret(url: str, sentence: str) -> None:
    try:
        given, shown = read_server(url)
    except DatabaseError:
        return  # no driver ever sees it
    user, _, _ = given.partition("://")[2].rpartition("@")
    query = given.partition("?")[2]
    parts = [*user.split(":"), *(pair.partition("=")[2] for pair in query.split("&"))]
    for echo in [url, given, user, query, *parts, *map(unquote, parts)]:
        assert MARK not in shown.cause(ValueError(sentence.format(echo)))
