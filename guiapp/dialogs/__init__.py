"""Dialogs: for a decision, and for what a person looks up."""
