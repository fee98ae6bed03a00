"""Ask and answer about a contact: a leader asks, the worker answers, and it is closed."""
