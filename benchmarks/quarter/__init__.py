"""A simulated quarter of an agency: mail and Asana with known truth, the installed command, an independent checker."""
