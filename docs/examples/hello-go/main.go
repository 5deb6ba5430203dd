package main

import (
	"context"
	"fmt"
	"log"
	"net/http"
	"os/signal"
	"syscall"
)

func main() {
	http.HandleFunc("/", func(response http.ResponseWriter, _ *http.Request) {
		fmt.Fprintln(response, "Hello from Go")
	})
	server := &http.Server{Addr: ":8080"}

	// `docker stop` sends SIGTERM. Finish open requests, then end.
	asked, _ := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	go func() { log.Print(server.ListenAndServe()) }()
	<-asked.Done()
	server.Shutdown(context.Background())
}
