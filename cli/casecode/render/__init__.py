"""Writers: one small pure module for each format, from a report to text."""
