"""Fair shares: a fund shared by people and need, in the open: who gains, who loses, and which terms move nothing."""
