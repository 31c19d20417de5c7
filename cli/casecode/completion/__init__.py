"""Answering a shell that completes a line, without the time that importing the command line itself would take."""
