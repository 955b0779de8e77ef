"""A run: the document that is edited, the trainer, and what passes between them and the views."""
