"""Whole pages for signed-out readers, shared by all processes and dropped when an advert changes.

It knows nothing of adverts: apps mark the views whose pages everybody sees alike
(`shared.shared_page`), watch the tables behind them (`stamp.watch`) and name the next moment at
which pages change by themselves (`stamp.register_next_change`).
"""
