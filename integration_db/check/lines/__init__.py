"""The lines of a checked list: each with its answer, its device, and the waiver that covers it."""
