"""What people think of each other's statements: voting by screen, phone and paper, groups of opinion, and how firm."""
