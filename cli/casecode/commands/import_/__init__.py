"""`casecode import`: what other programs hold, for a study. A module a kind, each with `run`."""
