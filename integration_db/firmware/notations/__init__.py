"""The notations, one file a scheme: `read` for this library, `portable` for readers elsewhere."""
