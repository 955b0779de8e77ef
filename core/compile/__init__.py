"""From a project to a plan: check it, lower it, draw its first weights."""
