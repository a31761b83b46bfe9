"""Pure numbers: plain values in, a frozen result out. No database, files, clock or unseeded chance."""
