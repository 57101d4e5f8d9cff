"""What a recorder does with a camera. Pure."""
