"""Placements at hosts: work training with hours that are stepped up."""
