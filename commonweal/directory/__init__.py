"""What is here: the buildings, green spaces, groups and services that keep people well."""
