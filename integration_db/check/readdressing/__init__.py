"""Giving the devices of a list new addresses: who moves when, what it takes, and the way back."""
