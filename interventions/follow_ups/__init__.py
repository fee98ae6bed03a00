"""Follow-ups after the exit, and of work and studies: what comes due by itself, and the answers."""
