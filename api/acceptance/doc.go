// Package acceptance checks Anju from outside: the built program, started on a
// store, is held to the HTTP contract word by word, as a gateway or a neighbour's
// program would meet it. It knows addresses, field names and status codes and
// imports nothing of what it checks.
package acceptance
