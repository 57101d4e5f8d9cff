"""What a report says in words: sentences for a requirement, a status, an outcome, a site."""

from __future__ import annotations

from integration_db.prediction.site import Site


def web_address(url: str | None) -> bool:
    """Whether an address may be a link: a database of others can hold anything."""
    return url is not None and url.startswith(("https://", "http://"))


def site_words(site: Site) -> list[str]:
    """Return what a list says of the place."""
    said = [
        (site.port, f"the recorder uses port {site.port}"),
        (site.https_port, f"the camera's HTTPS port is {site.https_port}"),
    ]
    found = [text for value, text in said if value is not None]
    if site.http_off is not None:
        found.append("HTTP is off at the camera" if site.http_off else "HTTP is on at the camera")
    if site.cert_installed is not None:
        there = "is installed" if site.cert_installed else "is not installed yet"
        found.append(f"a certificate of its own {there}")
    if site.ip_changed:
        found.append("its address changed after the certificate was made")
    return found
