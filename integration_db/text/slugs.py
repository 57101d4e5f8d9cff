"""Names of files and folders of a seed, from printed names."""


def slug(text: str) -> str:
    """Return the file name for a printed name: `Hanwha Vision` to `hanwha-vision`."""
    parts = "".join(c if c.isascii() and c.isalnum() else " " for c in text.lower()).split()
    return "-".join(parts)
