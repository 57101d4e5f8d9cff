"""What a list says: its headings and columns, the program that wrote it, what each line asks."""
