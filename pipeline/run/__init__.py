"""The main path, and the other things a person can start."""
