"""REFI-QDA: projects (.qdpx) and codebooks (.qdc) as programs for qualitative analysis exchange them.

An archive is read into a neutral project, and a project is written into one; a study is made of a project, and a
project of studies. So what a program does differently is known to the reader alone, and what a study means to the two
others.
"""
