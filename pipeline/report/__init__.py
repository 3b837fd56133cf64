"""What the office reads: status and overview."""
