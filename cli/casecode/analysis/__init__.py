"""What evidence is asked: selected, put on axes, tallied, compared, followed, matched."""
