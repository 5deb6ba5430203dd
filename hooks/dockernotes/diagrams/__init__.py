"""Turn diagrams from data (nodes and arrows) into drawings. Each form has its own layout."""
