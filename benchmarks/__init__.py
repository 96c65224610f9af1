"""Speed, measured as ratios to a named floor or peer in the same run: `python -m benchmarks [name …]`."""
