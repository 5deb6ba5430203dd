"""One small file a rule; rules yield diagnostics; renderers print them."""
