"""Drafts for what is not translated: phrasebook, memory, machine."""
