package owner

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/terms"
	"anju/internal/core/words"
)

// Bounds of one person's archive document.
const (
	MaxHouses      = 2000 // a developer's unsold flats
	MaxOtherPhones = 10
)

// Draft is what a person typed about an owner, before it was looked at.
type Draft struct {
	Name, Phone, Email string
	OtherPhones        []string
	Houses             []HoldingDraft
	EmergencyContact   *EmergencyContact
	Preferred          *Preferred
	NeedsHelp, Notes   string
}

// HoldingDraft is what a person typed about a hold on a house.
type HoldingDraft struct {
	HouseID, ContractNumber, SignedOn, HandedOverOn string
	AreaM2                                          float64
	Warranty                                        []PartWarranty
}

// New makes an owner, or says everything that is wrong with the draft. The
// houses are those of the draft that exist, by id.
func New(id string, d Draft, houses map[string]estate.House, now time.Time) (Owner, error) {
	now = now.UTC().Truncate(time.Millisecond)
	o, err := Owner{ID: id, CreatedAt: now}.With(d, houses, now)
	return o, err
}

// With is the owner's next version after an edit of everything that a draft holds.
func (o Owner) With(d Draft, houses map[string]estate.House, now time.Time) (Owner, error) {
	var wrong fault.Fields
	o.Name = Name(d.Name)
	wrong.Length("name", o.Name, 1, 60)
	var phoneFault PhoneFault
	if o.Phone, phoneFault = Phone(d.Phone); phoneFault != PhoneFine {
		wrong.Add("phone", "phone", "不是有效的电话号码，例如 199-0000-1234。", "Not a telephone number such as 199-0000-1234.")
	}
	o.OtherPhones = nil
	for i, other := range d.OtherPhones {
		phone, odd := Phone(other)
		if odd != PhoneFine || i >= MaxOtherPhones {
			wrong.Add(fmt.Sprintf("otherPhones[%d]", i), "phone", "不是有效的电话号码，或号码过多。", "Not a telephone number, or too many of them.")
		} else if phone != "" {
			o.OtherPhones = append(o.OtherPhones, phone)
		}
	}
	var fine bool
	if o.Email, fine = Email(d.Email); !fine {
		wrong.Add("email", "email", "不是有效的电子邮箱，例如 name@example.com。", "Not an e-mail address such as name@example.com.")
	}
	wrong.Length("notes", d.Notes, 0, 2000)
	wrong.Length("needsHelp", d.NeedsHelp, 0, 500)
	o.Notes, o.NeedsHelp = strings.TrimSpace(d.Notes), strings.TrimSpace(d.NeedsHelp)
	o.EmergencyContact = emergency(d.EmergencyContact, &wrong)
	o.Preferred = preferred(d.Preferred, &wrong)
	o.Houses = holdings(d.Houses, houses, &wrong)
	if err := wrong.Err(); err != nil {
		return Owner{}, err
	}
	return o.Next(now), nil
}

// Draft is the owner as an edit would begin with it.
func (o Owner) Draft() Draft {
	d := Draft{Name: o.Name, Phone: o.Phone, OtherPhones: o.OtherPhones, Email: o.Email, EmergencyContact: o.EmergencyContact, Preferred: o.Preferred, NeedsHelp: o.NeedsHelp, Notes: o.Notes}
	for _, h := range o.Houses {
		d.Houses = append(d.Houses, HoldingDraft{h.HouseID, h.ContractNumber, h.SignedOn, h.HandedOverOn, h.AreaM2, h.Warranty})
	}
	return d
}

// Next is the owner one version on, with what the indexes need made anew.
func (o Owner) Next(now time.Time) Owner {
	o.Version++
	o.UpdatedAt = now.UTC().Truncate(time.Millisecond)
	o.NameKey = NameKey(o.Name)
	o.PhoneKeys, o.CommunityIDs, o.HouseIDs = nil, nil, nil
	text := []string{o.Name}
	var tails []string
	for _, phone := range append([]string{o.Phone}, o.OtherPhones...) {
		key := PhoneKey(phone)
		if key == "" || slices.Contains(o.PhoneKeys, key) {
			continue
		}
		o.PhoneKeys = append(o.PhoneKeys, key)
		for _, tail := range phoneTails(key) {
			tails = append(tails, words.Aside(tail)) // not every searcher may find a number digit by digit
		}
	}
	for _, h := range o.Houses {
		text = append(text, h.Label, h.ContractNumber)
		if !slices.Contains(o.CommunityIDs, h.CommunityID) {
			o.CommunityIDs = append(o.CommunityIDs, h.CommunityID)
		}
		if !slices.Contains(o.HouseIDs, h.HouseID) {
			o.HouseIDs = append(o.HouseIDs, h.HouseID)
		}
	}
	o.Words = nil
	for _, token := range append(tails, words.Tokens(strings.Join(text, " ; "))...) {
		if !slices.Contains(o.Words, token) {
			o.Words = append(o.Words, token)
		}
	}
	return o
}

// Search is what an owner's words must hold for a query as it was typed: names,
// houses in any notation, contract numbers, telephone numbers from any digit on.
func Search(q string) []words.Term {
	if phone, odd := Phone(q); phone != "" && odd == PhoneFine {
		return []words.Term{{Token: PhoneKey(phone), Prefix: true}}
	}
	parts := strings.Fields(q)
	for i, part := range parts {
		if at, ok := estate.ParsePlace(part); ok {
			parts[i] = at.String()
		}
	}
	return words.Query(strings.Join(parts, " "))
}

// FirstCommunity is the community that speaks for the owner.
func (o Owner) FirstCommunity() string {
	if len(o.CommunityIDs) == 0 {
		return terms.NoCommunity
	}
	return o.CommunityIDs[0]
}

// Holds reports whether the owner holds the house.
func (o Owner) Holds(houseID string) bool { return slices.Contains(o.HouseIDs, houseID) }

// SetIDNumber puts a sealed identity number on the owner.
func (o Owner) SetIDNumber(sealed []byte, hash, masked string) Owner {
	o.IDNumberSealed, o.IDNumberHash, o.IDNumberMasked = sealed, hash, masked
	return o
}

// phoneTails are the number from each digit on, four digits at least, so that
// any four digits in a row are the beginning of one of them.
func phoneTails(key string) []string {
	tails := []string{key}
	for i := 1; i+4 <= len(key); i++ {
		tails = append(tails, key[i:])
	}
	return tails
}

func emergency(c *EmergencyContact, wrong *fault.Fields) *EmergencyContact {
	if c == nil || *c == (EmergencyContact{}) {
		return nil
	}
	out := EmergencyContact{Name: Name(c.Name), Relation: strings.TrimSpace(c.Relation)}
	out.Phone, _ = Phone(c.Phone)
	wrong.Length("emergencyContact.name", out.Name, 0, 60)
	wrong.Length("emergencyContact.relation", out.Relation, 0, 30)
	wrong.Length("emergencyContact.phone", out.Phone, 0, 40)
	return &out
}

func preferred(p *Preferred, wrong *fault.Fields) *Preferred {
	if p == nil || *p == (Preferred{}) {
		return nil
	}
	out := *p
	wrong.Length("preferred.channel", out.Channel, 0, 20)
	wrong.Length("preferred.language", out.Language, 0, 20)
	wrong.Length("preferred.hours", out.Hours, 0, 100)
	return &out
}

func holdings(drafts []HoldingDraft, houses map[string]estate.House, wrong *fault.Fields) []Holding {
	if len(drafts) > MaxHouses {
		wrong.Add("houses", "max_items", fmt.Sprintf("最多 %d 套。", MaxHouses), fmt.Sprintf("At most %d houses.", MaxHouses))
		return nil
	}
	var out []Holding
	seen := map[string]bool{}
	for i, d := range drafts {
		at := func(field string) string { return fmt.Sprintf("houses[%d].%s", i, field) }
		house, found := houses[d.HouseID]
		switch {
		case !found:
			wrong.Add(at("houseId"), "unknown", "没有这套房屋。", "There is no such house.")
		case seen[d.HouseID]:
			wrong.Add(at("houseId"), "unique", "同一房屋重复。", "The same house twice.")
		}
		seen[d.HouseID] = true
		h := Holding{HouseID: house.ID, Label: house.Label, CommunityID: house.CommunityID, ContractNumber: strings.TrimSpace(d.ContractNumber), AreaM2: d.AreaM2}
		if utf8.RuneCountInString(h.ContractNumber) > 60 {
			wrong.Length(at("contractNumber"), h.ContractNumber, 0, 60)
		}
		var fine bool
		if h.SignedOn, fine = Date(d.SignedOn); !fine {
			wrongDay(wrong, at("signedOn"))
		}
		if h.HandedOverOn, fine = Date(d.HandedOverOn); !fine {
			wrongDay(wrong, at("handedOverOn"))
		}
		if !(d.AreaM2 >= 0 && d.AreaM2 < 1e7) {
			wrong.Add(at("areaM2"), "positive", "面积须大于 0。", "The area must be above 0.")
		}
		h.Warranty = warranty(d.Warranty, at, wrong)
		out = append(out, h)
	}
	return out
}

// warranty reads the parts that a contract warrants, each once.
func warranty(drafts []PartWarranty, at func(string) string, wrong *fault.Fields) []PartWarranty {
	var out []PartWarranty
	for i, d := range drafts {
		field := fmt.Sprintf("warranty[%d].", i)
		switch {
		case !slices.Contains(terms.WarrantyParts, d.Part):
			wrong.Add(at(field+"part"), "unknown", "没有这个保修部位。", "There is no such part.")
		case slices.ContainsFunc(out, func(w PartWarranty) bool { return w.Part == d.Part }):
			wrong.Add(at(field+"part"), "unique", "同一部位重复。", "The same part twice.")
		}
		day, fine := Date(d.Until)
		if !fine || day == "" {
			wrongDay(wrong, at(field+"until"))
		}
		out = append(out, PartWarranty{Part: d.Part, Until: day})
	}
	return out
}

func wrongDay(wrong *fault.Fields, path string) {
	wrong.Add(path, "date", "不是有效日期，例如 2021-03-05。", "Not a day of the calendar such as 2021-03-05.")
}
