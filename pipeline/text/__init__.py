"""Text as such: runs, blocks, inline Markdown, braces, direction."""
