"""The languages we publish in, and the fonts that have their letters."""
