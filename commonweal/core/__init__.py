"""No nouns: answers, privacy labels, plain errors, base templates, styles. Every room stands on it."""
