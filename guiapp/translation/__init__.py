"""Other languages: the texts that are found in the source, their translations, and who looks them up."""
