"""What is so: indicators with their working, how complete each dataset is, and how things are shared out."""
