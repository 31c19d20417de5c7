"""Checks over a loaded corpus: one small function per rule, in explicit tuples.

Loading reports what is wrong with the form of a file; checks report what is wrong between its parts. Every report looks
for errors first (`errors.py`); `casecode check` looks for all there is (`everything.py`).
"""
