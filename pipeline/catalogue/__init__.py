"""The .po files: what translators write."""
