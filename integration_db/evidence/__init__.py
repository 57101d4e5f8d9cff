"""What statements say along a camera's firmware: scope, grade, three-valued logic. Pure."""
