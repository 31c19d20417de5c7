"""Changing files by hand's measure: what a change does not concern stays as it was, byte by byte."""
