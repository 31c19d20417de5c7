"""Taking in what others have written: tables of coded statements, and bibliographies of reference managers."""
