// Command testmongo runs MongoDB for scripts that try the built program: it
// prints the address of a fresh database and serves until it is told to stop.
package main

import (
	"fmt"
	"log"
	"os"
	"os/signal"
	"syscall"

	"anju/internal/store/mongotest"
)

func main() {
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, os.Interrupt, syscall.SIGTERM)
	uri, err := mongotest.Serve()
	if err != nil {
		log.Fatal(err)
	}
	fmt.Println(uri)
	<-stop
}
