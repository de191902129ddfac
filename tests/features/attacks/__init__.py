"""Hostile answers, read by the product as it is started: each is bounded, told plainly, and stops nothing else."""
