"""What must hold of the Welsh catalogue; each check is a pure function over its entries."""
