"""The gate: states, approvals, what may stay."""
