"""Page furniture: layout, forms in GOV.UK markup, template tags, cookies, help pages, errors."""
