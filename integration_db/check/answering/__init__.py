"""What is answered to one line: which thing it is, its symbol, its status, its certificate."""
