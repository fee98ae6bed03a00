"""Method supervision: a worker asks a supervisor of the method about a case."""
