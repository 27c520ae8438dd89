"""What may be read, already limited to who reads it. Views hold no queries of their own."""
