"""The seed: YAML to checked records."""
