"""The only place that reads files: text, nodes with spans, then the model and the problems found on the way."""
