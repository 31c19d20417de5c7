"""From the text of one file to nodes with spans, and from these to structs, by the forms."""
