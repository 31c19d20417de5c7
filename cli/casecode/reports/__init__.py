"""Reports: what a command found out, its sheets for people, its table for statistics, its JSON for programs."""
