"""The measures of inequality, beside published values, slow obvious twins and what must hold whatever the numbers."""
