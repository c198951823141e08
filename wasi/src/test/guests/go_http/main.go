// An HTTP server on the first preopened listener, as Go's own library sees it: every connection has its goroutine, and all
// of them wait in one poll_oneoff.
package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"sync/atomic"
	"syscall"
	"time"
)

// listener finds the first socket behind the standard streams and the preopened directories.
func listener() (net.Listener, error) {
	for fd := uintptr(3); ; fd++ {
		file := os.NewFile(fd, "listener")
		found, err := net.FileListener(file)
		if err == nil {
			file.Close()
			return found, nil
		}
		if !errors.Is(err, syscall.ENOTSOCK) {
			return nil, err
		}
	}
}

func main() {
	found, err := listener()
	if err != nil {
		fmt.Println("no listener:", err)
		os.Exit(1)
	}
	var requests atomic.Int64
	server := &http.Server{ReadHeaderTimeout: time.Minute}
	http.HandleFunc("GET /{$}", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "hello %d\n", requests.Add(1))
	})
	http.HandleFunc("GET /slow", func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(50 * time.Millisecond)
		fmt.Fprintln(w, "at last")
	})
	http.HandleFunc("GET /big", func(w http.ResponseWriter, r *http.Request) {
		line := make([]byte, 1<<16)
		for i := range line {
			line[i] = 'x'
		}
		for range 64 {
			w.Write(line)
		}
	})
	http.HandleFunc("POST /length", func(w http.ResponseWriter, r *http.Request) {
		n, err := io.Copy(io.Discard, r.Body)
		fmt.Fprintln(w, n, err)
	})
	http.HandleFunc("GET /quit", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, "bye")
		go server.Close()
	})
	fmt.Println("serving")
	fmt.Println("ended:", server.Serve(found))
}
