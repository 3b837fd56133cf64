"""What goes out to reviewers and comes back."""
