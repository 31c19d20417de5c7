"""Tables of other programs, whatever file they come in: a reader a format, and each gives a `Table`."""
