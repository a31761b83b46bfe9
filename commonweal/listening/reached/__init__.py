"""Who is missing, while there is time: invited, came, spoke, beside the people of the place; and who will reach out."""
