"""Code the evidence of case studies against a theoretical framework."""

__version__ = "0.1.0"
