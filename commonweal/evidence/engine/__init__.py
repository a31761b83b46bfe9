"""The same expressions over a file on a laptop and over a nation's rows on a cluster: written once, in Ibis."""
