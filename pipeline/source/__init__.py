"""content/ → Source: what the press office writes."""
