"""What a study is made of: frameworks, cases, and a case read against its framework."""
