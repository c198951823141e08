module bench.sedge.dev/command

go 1.21
