"""Numbers beside voices: a line stands beside a number because people there chose it, and whoever said it agreed."""
