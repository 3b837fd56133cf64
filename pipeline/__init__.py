"""A multilingual communications pipeline: one German text, invitations in many languages."""

__version__ = "0.1.0"
