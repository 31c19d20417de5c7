"""What commands share: options, names to studies, streams and exits, asking, changing, progress."""
