package importing

import (
	"slices"
	"strings"
	"time"

	"anju/internal/core/access"
	"anju/internal/core/estate"
	"anju/internal/core/owner"
)

// Sealed is an identity number as it is kept.
type Sealed struct {
	Bytes []byte
	Hash  string
}

// Before is what stands in the archive when the rows are stored.
type Before struct {
	Known
	Owners []owner.Owner     // who may be the same persons as those of the rows
	Sealed map[string]Sealed // identity number → as it is kept
	Keep   bool              // store identity numbers, not only compare them
	NewID  func() string
	Now    time.Time
}

// Plan is what storing the rows comes to: new communities and houses, new
// persons, and changes of persons that are there. What a person's archive holds
// already is never overwritten, so importing a sheet twice changes nothing.
func Plan(rows []Row, b Before) (owner.Commit, error) {
	p := planner{Before: b, communities: map[string]estate.Community{}, houses: map[string]estate.House{}, byHash: map[string]*person{}, byPhone: map[string]*person{}}
	slices.SortFunc(b.Owners, func(a, b owner.Owner) int { return strings.Compare(a.ID, b.ID) })
	for _, o := range b.Owners {
		p.learn(&person{owner: o, stored: true})
	}
	for _, row := range rows {
		house, err := p.house(row)
		if err != nil {
			return owner.Commit{}, err
		}
		who := p.who(row)
		if len(who.owner.Houses) >= owner.MaxHouses {
			return owner.Commit{}, tooMany("同一业主的房屋过多，请检查姓名与电话。", "Too many houses of one person; check names and telephone numbers.")
		}
		who.take(row, house, p.Sealed[row.IDNumber], p.Keep)
		p.know(who, row)
	}
	for _, who := range p.people {
		switch next := who.owner.Next(b.Now); {
		case !who.stored:
			p.commit.Created = append(p.commit.Created, next)
		case who.changed:
			p.commit.Updated = append(p.commit.Updated, next)
		}
	}
	return p.commit, nil
}

type planner struct {
	Before
	commit      owner.Commit
	communities map[string]estate.Community
	houses      map[string]estate.House
	people      []*person
	byHash      map[string]*person
	byPhone     map[string]*person // phone and name
}

// person is an owner in the making.
type person struct {
	owner           owner.Owner
	stored, changed bool
}

func phoneAndName(phone, name string) string {
	return owner.PhoneKey(phone) + "/" + owner.NameKey(name)
}

func (p *planner) learn(who *person) {
	p.people = append(p.people, who)
	if hash := who.owner.IDNumberHash; hash != "" && p.byHash[hash] == nil {
		p.byHash[hash] = who
	}
	for _, key := range who.owner.PhoneKeys {
		if at := phoneAndName(key, who.owner.Name); p.byPhone[at] == nil {
			p.byPhone[at] = who
		}
	}
}

// who is the person of the row: the same identity number, or the same
// telephone and name, or somebody new.
func (p *planner) who(row Row) *person {
	if who := p.byHash[p.Sealed[row.IDNumber].Hash]; who != nil && row.IDNumber != "" {
		return who
	}
	for _, phone := range row.Phones {
		if who := p.byPhone[phoneAndName(phone, row.Name)]; who != nil {
			return who
		}
	}
	who := &person{owner: owner.Owner{ID: p.NewID(), Name: row.Name, CreatedAt: p.Now.UTC().Truncate(time.Millisecond)}}
	p.people = append(p.people, who)
	return who
}

func (p *planner) know(who *person, row Row) {
	if row.IDNumber != "" {
		if hash := p.Sealed[row.IDNumber].Hash; p.byHash[hash] == nil {
			p.byHash[hash] = who
		}
	}
	for _, phone := range row.Phones {
		if at := phoneAndName(phone, row.Name); p.byPhone[at] == nil {
			p.byPhone[at] = who
		}
	}
}

func (p *planner) house(row Row) (estate.House, error) {
	key := estate.CommunityKey(row.Community)
	in, found := p.Known.Communities[key]
	if !found {
		in, found = p.communities[key]
	}
	if !found {
		var err error
		if in, err = estate.NewCommunity(p.NewID(), row.Community, "", p.Now); err != nil {
			return estate.House{}, err
		}
		p.communities[key] = in
		p.commit.Communities = append(p.commit.Communities, in)
	}
	sort := estate.HouseSort(in.ID, row.Place)
	house, found := p.Known.Houses[sort]
	if !found {
		house, found = p.houses[sort]
	}
	if !found {
		house = estate.NewHouse(p.NewID(), in, row.Place, p.Now)
		p.houses[sort] = house
		p.commit.Houses = append(p.commit.Houses, house)
	}
	return house, nil
}

// take fills what the person's archive lacks with what the row says.
func (w *person) take(row Row, house estate.House, sealed Sealed, keep bool) {
	o := &w.owner
	fill := func(have *string, text string) {
		if *have == "" && text != "" {
			*have, w.changed = text, true
		}
	}
	for _, phone := range row.Phones {
		switch {
		case o.Phone == "":
			o.Phone, w.changed = phone, true
		case len(o.OtherPhones) < owner.MaxOtherPhones && owner.PhoneKey(o.Phone) != owner.PhoneKey(phone) && !slices.ContainsFunc(o.OtherPhones, func(p string) bool { return owner.PhoneKey(p) == owner.PhoneKey(phone) }):
			o.OtherPhones, w.changed = append(slices.Clone(o.OtherPhones), phone), true
		}
	}
	fill(&o.Email, row.Email)
	fill(&o.Notes, row.Notes)
	if o.EmergencyContact == nil && row.Emergency != (owner.EmergencyContact{}) {
		contact := row.Emergency
		o.EmergencyContact, w.changed = &contact, true
	}
	if keep && o.IDNumberHash == "" && row.IDNumber != "" {
		*o = o.SetIDNumber(sealed.Bytes, sealed.Hash, access.MaskID(row.IDNumber))
		w.changed = true
	}
	o.Houses = slices.Clone(o.Houses)
	i := slices.IndexFunc(o.Houses, func(h owner.Holding) bool { return h.HouseID == house.ID })
	if i < 0 {
		o.Houses = append(o.Houses, owner.Holding{HouseID: house.ID, Label: house.Label, CommunityID: house.CommunityID})
		i, w.changed = len(o.Houses)-1, true
	}
	h := &o.Houses[i]
	fill(&h.ContractNumber, row.Holding.ContractNumber)
	fill(&h.SignedOn, row.Holding.SignedOn)
	fill(&h.HandedOverOn, row.Holding.HandedOverOn)
	for _, part := range row.Holding.Warranty {
		if !slices.ContainsFunc(h.Warranty, func(known owner.PartWarranty) bool { return known.Part == part.Part }) {
			h.Warranty, w.changed = append(slices.Clone(h.Warranty), part), true
		}
	}
	if h.AreaM2 == 0 && row.Holding.AreaM2 != 0 {
		h.AreaM2, w.changed = row.Holding.AreaM2, true
	}
}
