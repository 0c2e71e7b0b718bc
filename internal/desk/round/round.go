// Package round is one round of timed work over what is due.
package round

import "errors"

// Each does one after the other and counts those that something came of. One
// that fails does not hold up the others; what failed is told together.
func Each[T any](due []T, do func(T) (did bool, err error)) (n int, err error) {
	var failed []error
	for _, one := range due {
		did, err := do(one)
		if err != nil {
			failed = append(failed, err)
		}
		if did {
			n++
		}
	}
	return n, errors.Join(failed...)
}
