"""Editions as files: one module for each format."""
