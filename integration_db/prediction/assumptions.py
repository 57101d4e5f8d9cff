"""What an answer may take for granted because nobody said otherwise: a closed list, in words."""

from __future__ import annotations

from typing import Final

from integration_db.vocabulary import Assumption

WORDS: Final[dict[Assumption, str]] = {
    "same_port": "the port given for the recorder is the one under which the camera is reached",
    "same_interface": "what the plugin talks to is served where the camera's web page is",
    "http_on": "HTTP is on at the camera",
    "usual_ports": "the camera is reached on the usual ports",
    "tls_shared": "camera and recorder have a TLS version in common",
    "certificate_accepted": "the recorder accepts the camera's certificate",
}
"""Each assumption as a clause."""

SHORT: Final[dict[Assumption, str]] = {
    "same_port": "the recorder's port is the camera's",
    "same_interface": "the plugin talks HTTPS where the web page does",
    "http_on": "HTTP is on",
    "usual_ports": "usual ports",
    "tls_shared": "a shared TLS version",
    "certificate_accepted": "the certificate is accepted",
}
"""The same in a few words, for a list of them."""
