"""A coding session: reading a document passage by passage, and writing down what bears on the framework."""
