"""What the lines of a list come to: how many, what is left to do, what limits the answer."""
