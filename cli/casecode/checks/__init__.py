"""Checks over a loaded corpus. A module holds a family of rules: what each says, and the generators that find it.

Loading reports what is wrong with the form of a file; checks report what is wrong between its parts. Every report looks
for errors first (`errors.py`); `casecode check` looks for all there is (`everything.py`).
"""
