"""Standing by a confirmed work address: asking, the emailed link, reminding, forgetting."""
