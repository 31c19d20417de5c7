"""Commands: thin, one file each; what they share stands in `options.py` and `output.py`."""
