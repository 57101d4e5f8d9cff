"""What a report says of a site, and which addresses of sources it makes links."""

from __future__ import annotations

from urllib.parse import urlsplit

from integration_db.prediction.site import Site


def web_address(url: str | None) -> bool:
    """Whether a browser may be sent to an address: a database of others can hold anything."""
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and parts.netloc != ""


def site_words(site: Site) -> list[str]:
    """Return what a list says of the site, as clauses."""
    clauses = []
    if site.port is not None:
        clauses.append(f"the recorder uses port {site.port}")
    if site.https_port is not None:
        clauses.append(f"the camera's HTTPS port is {site.https_port}")
    if site.http_off is not None:
        clauses.append("HTTP is off at the camera" if site.http_off else "HTTP is on at the camera")
    if site.cert_installed is not None:
        there = "is installed" if site.cert_installed else "is not installed yet"
        clauses.append(f"a certificate of its own {there}")
    if site.ip_changed:
        clauses.append("its address changed after the certificate was made")
    return clauses
