"""The command line: one thin module a command. Each has `add_parser(subparsers)` and `run(args) -> exit status`."""
