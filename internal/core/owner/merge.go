package owner

import (
	"slices"
	"time"
)

// Merge folds a duplicate into the person: what the person lacks is taken from
// the duplicate, nothing is overwritten. Both come back one version on; the
// duplicate keeps everything, so that what was merged can be shown.
func Merge(person, duplicate Owner, now time.Time) (into, from Owner) {
	into, from = person, duplicate
	into.MergedFrom = append(append(slices.Clone(person.MergedFrom), duplicate.ID), duplicate.MergedFrom...)
	into.OtherPhones = slices.Clone(person.OtherPhones)
	for _, phone := range append([]string{duplicate.Phone}, duplicate.OtherPhones...) {
		switch key := PhoneKey(phone); {
		case key == "" || slices.Contains(person.PhoneKeys, key):
		case into.Phone == "":
			into.Phone = phone
		default:
			into.OtherPhones = append(into.OtherPhones, phone)
		}
	}
	into.Houses = slices.Clone(person.Houses)
	for _, h := range duplicate.Houses {
		if !person.Holds(h.HouseID) {
			into.Houses = append(into.Houses, h)
		}
	}
	if into.Email == "" {
		into.Email = duplicate.Email
	}
	if into.IDNumberHash == "" {
		into = into.SetIDNumber(duplicate.IDNumberSealed, duplicate.IDNumberHash, duplicate.IDNumberMasked)
	}
	if into.EmergencyContact == nil {
		into.EmergencyContact = duplicate.EmergencyContact
	}
	if into.Preferred == nil {
		into.Preferred = duplicate.Preferred
	}
	if into.NeedsHelp == "" {
		into.NeedsHelp = duplicate.NeedsHelp
	}
	if into.Notes == "" {
		into.Notes = duplicate.Notes
	} else if duplicate.Notes != "" && duplicate.Notes != into.Notes {
		into.Notes += "\n" + duplicate.Notes
	}
	from.MergedInto = person.ID
	return into.Next(now), from.Next(now)
}
