"""Speed as ratios: each target of docs/performance.md beside its floor, measured in one run."""
