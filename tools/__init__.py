"""Programs for those who work on the pipeline itself."""
