"""What the words of a line of a list say: what it is about, which camera it names, how many."""
