"""Everything that only a demonstration needs: servers, supervisor, stories and the mailbox."""
