// Package auth holds the cryptography of Anju: the installation's keys, password
// hashes, tokens, the sealing of identity numbers and the signature on archives.
// It knows no store and no request; times are passed in.
package auth
