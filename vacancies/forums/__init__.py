"""Meet and engage: online forums for people who think of becoming a constable or a special."""
