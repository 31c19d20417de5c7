"""Names to files: a project opened once, what it holds, where each thing stands, its cache."""
