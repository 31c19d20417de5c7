"""The chapters of `casecode report`: one module for a kind of them, each chapter a function of the same form."""
