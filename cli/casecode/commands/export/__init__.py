"""`casecode export`: what a study holds, for other programs. A module a kind, each with `run`."""
