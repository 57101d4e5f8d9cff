"""The questions in SQL; each is given a reader and opens none."""
