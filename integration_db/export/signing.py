"""A detached signature for a file that is shipped: Ed25519 over its bytes (RFC 8032).

The key is read from a file that only its owner can read; it is never printed and never copied.
"""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Final

from integration_db.errors import ExportError, UsageError

SUFFIX: Final = ".sig"
"""What the name of a signature ends with, behind the name of the signed file."""

_LARGEST_KEY: Final = 16_384
"""No private key in a PEM file has more bytes."""


def signature(content: bytes, key_file: Path) -> bytes:
    """Return the 64 bytes that sign this content with the private key in a PEM file.

    Raises `UsageError` for a file that is no such key or that others can read, `ExportError` where
    the extra is missing.
    """
    try:
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
        from cryptography.hazmat.primitives.serialization import load_pem_private_key
    except ModuleNotFoundError as error:
        raise ExportError(
            str(key_file),
            f"signing needs the extra sign, and {error.name!r} is missing: "
            "pip install 'integration-db[sign]'",
        ) from None
    content_of_key = _read(key_file)
    try:
        key = load_pem_private_key(content_of_key, password=None)
    except Exception as error:  # the library of ciphers has errors of its own
        raise _refused(
            key_file, f"it holds no private key in PEM without a password ({type(error).__name__})"
        ) from None
    if not isinstance(key, Ed25519PrivateKey):
        raise _refused(key_file, "its key is not of the kind Ed25519")
    return key.sign(content)


def _read(key_file: Path) -> bytes:
    """Return the content of a key file that nobody else can read."""
    try:
        if not key_file.is_file():
            there = os.path.lexists(key_file)
            raise _refused(key_file, "is not a file" if there else "there is no such file")
        with key_file.open("rb") as file:
            about, content = os.fstat(file.fileno()), file.read(_LARGEST_KEY)
    except OSError as error:
        raise _refused(key_file, error.strerror or str(error)) from None
    if os.name == "posix" and stat.S_IMODE(about.st_mode) & 0o077:
        raise _refused(key_file, "others can read it; only its owner may (mode 0600)")
    return content


def _refused(key_file: Path, reason: str) -> UsageError:
    return UsageError(f"key file {key_file}: {reason}", code="bad-key", option="sign")
