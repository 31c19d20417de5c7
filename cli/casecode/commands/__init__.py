"""Commands: thin, one file each; what they share stands in `console/`."""
