"""Works made together: several makers, an artist's brief and fee, one agreement, and art that is met as art."""
