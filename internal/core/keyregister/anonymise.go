package keyregister

import "slices"

// Anonymous is the record of an ended key without anything of its owner's or of
// an outside firm's people: that there was a key, when it was used, and by which
// colleague, stays.
func (k Key) Anonymous() Key {
	k.OwnerName, k.HandedInBy, k.Consent = "", "", ""
	k.Lost, k.Fault, k.Ended = k.Lost.bare(), k.Fault.bare(), k.Ended.bare()
	k.Trail = slices.Clone(k.Trail)
	for i, s := range k.Trail {
		s.Note = ""
		s.Changed = slices.DeleteFunc(slices.Clone(s.Changed), func(c Change) bool { return c.Field == "consent" })
		if s.Lending != nil {
			l := *s.Lending
			l.Phone, l.Purpose = "", ""
			if l.Holder.ID == "" {
				l.Holder.Name = ""
			}
			s.Lending = &l
		}
		k.Trail[i] = s
	}
	return k.next()
}

func (m *Mark) bare() *Mark {
	if m == nil {
		return nil
	}
	x := *m
	x.Note = ""
	return &x
}
