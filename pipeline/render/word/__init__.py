"""What the Word renderer is made of; render/docx.py puts it together."""
