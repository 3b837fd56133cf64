"""What every stage stands on: errors, files, messages, the project folder."""
