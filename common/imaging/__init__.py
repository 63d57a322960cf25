"""Photo work without Django: what runs in, or talks to, the process that decodes strangers' files."""
