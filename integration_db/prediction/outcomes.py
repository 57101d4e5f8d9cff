"""What a protocol setting tries, and what the recorder can show after it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from integration_db.prediction.site import HTTP_PORT, HTTPS_PORT, Site, check_site
from integration_db.vocabulary import (
    HTTPS_SUPPORT,
    NEEDS_CUSTOM_CERT,
    OUTCOMES,
    REGEN_CERT_ON_IP_CHANGE,
    VIDEO_ENCRYPTION,
    Answers,
    Outcome,
    Protocol,
    Support,
)


class Attempt(NamedTuple):
    """One connection that the recorder tries, in order."""

    scheme: str
    port: int


@lru_cache(maxsize=4096)
def outcomes_of(
    capabilities: Answers, protocol: Protocol, site: Site
) -> tuple[tuple[Outcome, ...], tuple[Attempt, ...], Support]:
    """Return outcomes in order, the connections tried, and whether HTTPS can be reached."""
    check_site(protocol, site)
    without_https: Outcome = "fails" if site.http_off else "empty"
    if protocol == "http":
        return (without_https,), (Attempt("http", site.port or HTTP_PORT),), "no"
    tried = site.port or HTTPS_PORT
    attempts: tuple[Attempt, ...] = (Attempt("https", tried),)
    if protocol == "https-if-available":
        attempts += (Attempt("http", HTTP_PORT),)
    else:
        without_https = "fails"
    reach = reachable(capabilities, tried, site)
    possible: set[Outcome] = set()
    if reach != "yes":
        possible.add(without_https)
    if reach != "no":
        video = VIDEO_ENCRYPTION.of(capabilities)
        possible |= {"padlock"} if video == "yes" else set()
        possible |= {"gear"} if video == "no" else set()
        possible |= {"gear", "padlock"} if video == "unknown" else set()
    return tuple(o for o in OUTCOMES if o in possible), attempts, reach


def reachable(capabilities: Answers, tried: int, site: Site) -> Support:
    """Return whether the recorder gets an HTTPS connection on the port that it tries.

    Derived rules: a certificate that is needed and not there, a port that is not the camera's,
    and a certificate that has to be made again after an IP change.
    """
    https = HTTPS_SUPPORT.of(capabilities)
    needs_cert = NEEDS_CUSTOM_CERT.of(capabilities)
    if https == "no" or tried != (site.https_port or HTTPS_PORT):
        return "no"
    if site.cert_installed is False and needs_cert == "yes":
        return "no"
    if site.cert_installed is not True and needs_cert != "no":
        return "unknown"
    if site.ip_changed and REGEN_CERT_ON_IP_CHANGE.of(capabilities) != "no":
        return "unknown"
    return https
