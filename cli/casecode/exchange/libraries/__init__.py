"""Libraries of sources as reference managers and databases write them, and sources as these read them.

Each reader turns its format into items with the names of CSL-JSON (`item.py`); what is done with these is the same for
all: ids (`ids.py`), what is there already (`again.py`), records of a case (`item.py`).
"""
