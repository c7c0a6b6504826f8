"""What both sides share of Flask: guards, forms, pages, headers, and the pages that are open to all."""
