"""Command lines as people have them: pasted, in the examples of a script, or put together; each fills a form."""
