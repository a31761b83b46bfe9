"""By phone or face to face: writing down what somebody says, reading it back, and the time that takes."""
