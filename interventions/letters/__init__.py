"""Letters to participants, from templates that administrators edit."""
