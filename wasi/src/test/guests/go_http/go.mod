module sedge.dev/guests/http

go 1.26
