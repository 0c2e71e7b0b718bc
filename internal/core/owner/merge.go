package owner

import (
	"slices"
	"strings"
	"time"
)

// Gave is what a duplicate gave to the person it was merged into.
type Gave struct {
	Phones   []string `json:"phones,omitempty"`
	HouseIDs []string `json:"houseIds,omitempty"`
	Fields   []string `json:"fields,omitempty"`
}

// Fields that a duplicate may give.
const (
	gaveEmail     = "email"
	gaveIDNumber  = "idNumber"
	gaveEmergency = "emergencyContact"
	gavePreferred = "preferred"
	gaveNeedsHelp = "needsHelp"
	gaveNotes     = "notes"
)

// Merge folds a duplicate into the person: what the person lacks is taken from
// the duplicate, nothing is overwritten. Both come back one version on; the
// duplicate keeps everything, so that what was merged can be shown.
func Merge(person, duplicate Owner, now time.Time) (into, from Owner) {
	into, from = person, duplicate
	into.MergedFrom = append(append(slices.Clone(person.MergedFrom), duplicate.ID), duplicate.MergedFrom...)
	into.OtherPhones = slices.Clone(person.OtherPhones)
	var gave Gave
	for _, phone := range append([]string{duplicate.Phone}, duplicate.OtherPhones...) {
		switch key := PhoneKey(phone); {
		case key == "" || slices.Contains(person.PhoneKeys, key):
			continue
		case into.Phone == "":
			into.Phone = phone
		default:
			into.OtherPhones = append(into.OtherPhones, phone)
		}
		gave.Phones = append(gave.Phones, phone)
	}
	into.Houses = slices.Clone(person.Houses)
	for _, h := range duplicate.Houses {
		if !person.Holds(h.HouseID) {
			into.Houses = append(into.Houses, h)
			gave.HouseIDs = append(gave.HouseIDs, h.HouseID)
		}
	}
	lacked := func(name string, is bool, take func()) {
		if is {
			take()
			gave.Fields = append(gave.Fields, name)
		}
	}
	lacked(gaveEmail, into.Email == "" && duplicate.Email != "", func() { into.Email = duplicate.Email })
	lacked(gaveIDNumber, into.IDNumberHash == "" && duplicate.IDNumberHash != "", func() {
		into = into.SetIDNumber(duplicate.IDNumberSealed, duplicate.IDNumberHash, duplicate.IDNumberMasked)
	})
	lacked(gaveEmergency, into.EmergencyContact == nil && duplicate.EmergencyContact != nil, func() { into.EmergencyContact = duplicate.EmergencyContact })
	lacked(gavePreferred, into.Preferred == nil && duplicate.Preferred != nil, func() { into.Preferred = duplicate.Preferred })
	lacked(gaveNeedsHelp, into.NeedsHelp == "" && duplicate.NeedsHelp != "", func() { into.NeedsHelp = duplicate.NeedsHelp })
	if duplicate.Notes != "" && duplicate.Notes != into.Notes {
		into.Notes = strings.TrimPrefix(into.Notes+"\n"+duplicate.Notes, "\n")
		gave.Fields = append(gave.Fields, gaveNotes)
	}
	from.Gave = &gave
	from.MergedInto = person.ID
	return into.Next(now), from.Next(now)
}

// Unmerge takes a duplicate out of the person again: what it gave goes back,
// unless it was changed since; what it holds was never changed.
func Unmerge(person, duplicate Owner, now time.Time) (kept, freed Owner) {
	kept, freed = person, duplicate
	kept.MergedFrom = slices.DeleteFunc(slices.Clone(person.MergedFrom), func(id string) bool {
		return id == duplicate.ID || slices.Contains(duplicate.MergedFrom, id)
	})
	if gave := duplicate.Gave; gave != nil {
		kept.OtherPhones = slices.DeleteFunc(slices.Clone(person.OtherPhones), func(p string) bool { return slices.Contains(gave.Phones, p) })
		if slices.Contains(gave.Phones, kept.Phone) {
			kept.Phone = ""
		}
		kept.Houses = slices.DeleteFunc(slices.Clone(person.Houses), func(h Holding) bool { return slices.Contains(gave.HouseIDs, h.HouseID) })
		for _, field := range gave.Fields {
			kept.takeBack(field, duplicate)
		}
	}
	freed.MergedInto, freed.Gave = "", nil
	return kept.Next(now), freed.Next(now)
}

func (o *Owner) takeBack(field string, from Owner) {
	switch {
	case field == gaveEmail && o.Email == from.Email:
		o.Email = ""
	case field == gaveIDNumber && o.IDNumberHash == from.IDNumberHash:
		*o = o.SetIDNumber(nil, "", "")
	case field == gaveEmergency && o.EmergencyContact != nil && *o.EmergencyContact == *from.EmergencyContact:
		o.EmergencyContact = nil
	case field == gavePreferred && o.Preferred != nil && *o.Preferred == *from.Preferred:
		o.Preferred = nil
	case field == gaveNeedsHelp && o.NeedsHelp == from.NeedsHelp:
		o.NeedsHelp = ""
	case field == gaveNotes:
		o.Notes = strings.TrimSuffix(strings.TrimSuffix(o.Notes, from.Notes), "\n")
	}
}
