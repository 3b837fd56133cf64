"""Source + Catalogue + Facts → Edition."""
