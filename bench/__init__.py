"""How fast the house is. `./do bench NAME` runs one; docs/benchmarks.md keeps the last run."""
