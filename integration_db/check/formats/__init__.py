"""The forms in which a checked list is written, one file each."""
