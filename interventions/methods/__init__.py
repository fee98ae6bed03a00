"""Methods given to participants (CM, SE, IPS …), in parallel and dated."""
