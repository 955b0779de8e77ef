"""The table of actions: a file for each menu, the records they are made of, and the book of one window."""
