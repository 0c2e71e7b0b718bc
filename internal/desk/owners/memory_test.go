package owners_test

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"anju/internal/core/access"
	"anju/internal/core/audit"
	"anju/internal/core/complaint"
	"anju/internal/core/estate"
	"anju/internal/core/fault"
	"anju/internal/core/owner"
	"anju/internal/core/words"
)

// memory keeps the archive in maps, as the store interfaces promise. The stores
// have their own contract suite; here it carries the use cases alone.
type memory struct {
	owner.Store // what these use cases never ask for

	owners      map[string]owner.Owner
	contacts    []owner.Contact
	corrections []owner.Correction
	imports     map[string]owner.Import
	communities map[string]estate.Community
	houses      map[string]estate.House
	matters     []complaint.Complaint
	log         []audit.Entry
	before      func() // runs once before the next commit of an import
}

func newMemory() *memory {
	return &memory{owners: map[string]owner.Owner{}, imports: map[string]owner.Import{}, communities: map[string]estate.Community{}, houses: map[string]estate.House{}}
}

func get[T any](m map[string]T, id string) (T, error) {
	v, found := m[id]
	if !found {
		return v, fault.NotThere()
	}
	return v, nil
}

// sorted are the values that pass, by key, those after it alone, at most limit.
func sorted[T any](m map[string]T, key func(T) string, after string, limit int, pass func(T) bool) []T {
	var out []T
	for _, v := range m {
		if pass(v) && key(v) > after {
			out = append(out, v)
		}
	}
	slices.SortFunc(out, func(a, b T) int { return cmp.Compare(key(a), key(b)) })
	return out[:min(len(out), limit)]
}

func (m *memory) CreateOwner(_ context.Context, o owner.Owner) error { m.owners[o.ID] = o; return nil }
func (m *memory) Owner(_ context.Context, id string) (owner.Owner, error) {
	return get(m.owners, id)
}

func (m *memory) UpdateOwners(_ context.Context, next ...owner.Owner) error {
	for _, o := range next {
		if stored := m.owners[o.ID]; stored.Version != o.Version-1 {
			return fault.StaleVersion(stored.Version)
		}
	}
	for _, o := range next {
		m.owners[o.ID] = o
	}
	return nil
}

func (m *memory) matching(within access.Scope, q owner.Query) []owner.Owner {
	out := slices.SortedFunc(maps.Values(m.owners), func(a, b owner.Owner) int { return cmp.Compare(b.ID, a.ID) })
	return slices.DeleteFunc(out, func(o owner.Owner) bool {
		for _, t := range q.Terms {
			if !slices.ContainsFunc(o.Words, func(w string) bool {
				if t.Aside {
					w = strings.TrimPrefix(w, words.Aside(""))
				}
				return w == t.Token || t.Prefix && strings.HasPrefix(w, t.Token)
			}) {
				return true
			}
		}
		return o.MergedInto != "" || q.PhoneKey != "" && !slices.Contains(o.PhoneKeys, q.PhoneKey) ||
			q.CommunityID != "" && !slices.Contains(o.CommunityIDs, q.CommunityID) || q.HouseID != "" && !slices.Contains(o.HouseIDs, q.HouseID) ||
			len(within.Communities()) > 0 && !slices.ContainsFunc(o.CommunityIDs, func(id string) bool { return slices.Contains(within.Communities(), id) })
	})
}

func (m *memory) SearchOwners(_ context.Context, within access.Scope, q owner.Query) ([]owner.Owner, error) {
	out := slices.DeleteFunc(m.matching(within, q), func(o owner.Owner) bool { return q.Before != "" && o.ID >= q.Before })
	return out[:min(len(out), q.Limit)], nil
}

func (m *memory) CountOwners(_ context.Context, within access.Scope, q owner.Query, atMost int) (int, error) {
	return min(len(m.matching(within, q)), atMost), nil
}

func (m *memory) FindOwners(_ context.Context, hashes, phones []string) ([]owner.Owner, error) {
	var out []owner.Owner
	for _, o := range m.owners {
		if o.MergedInto == "" && (slices.Contains(hashes, o.IDNumberHash) || slices.ContainsFunc(o.PhoneKeys, func(k string) bool { return slices.Contains(phones, k) })) {
			out = append(out, o)
		}
	}
	return out, nil
}

func (m *memory) AddContact(_ context.Context, c owner.Contact) error {
	m.contacts = append([]owner.Contact{c}, m.contacts...)
	return nil
}

func (m *memory) Contacts(_ context.Context, ownerID, before string, limit int) ([]owner.Contact, error) {
	out := slices.DeleteFunc(slices.Clone(m.contacts), func(c owner.Contact) bool { return c.OwnerID != ownerID || before != "" && c.ID >= before })
	return out[:min(len(out), limit)], nil
}

func (m *memory) AddCorrection(_ context.Context, c owner.Correction) error {
	m.corrections = append([]owner.Correction{c}, m.corrections...)
	return nil
}

func (m *memory) Corrections(_ context.Context, _ access.Scope, ownerID, _ string, limit int) ([]owner.Correction, error) {
	out := slices.DeleteFunc(slices.Clone(m.corrections), func(c owner.Correction) bool { return c.OwnerID != ownerID })
	return out[:min(len(out), limit)], nil
}

func (m *memory) CreateImport(_ context.Context, i owner.Import) error {
	m.imports[i.ID] = i
	return nil
}

func (m *memory) UpdateImport(_ context.Context, i owner.Import) error {
	if stored := m.imports[i.ID]; stored.Version != i.Version-1 {
		return fault.StaleVersion(stored.Version)
	}
	m.imports[i.ID] = i
	return nil
}

func (m *memory) Import(_ context.Context, id string) (owner.Import, error) {
	return get(m.imports, id)
}

func (m *memory) CommitImport(ctx context.Context, c owner.Commit) error {
	if meanwhile := m.before; meanwhile != nil {
		m.before = nil
		meanwhile()
	}
	for _, in := range c.Communities {
		if _, err := m.CommunityByKey(ctx, in.Key); err == nil {
			return estate.Exists("name")
		}
	}
	for _, h := range c.Houses {
		if found, _ := m.HousesBySort(ctx, []string{h.Sort}); len(found) > 0 {
			return estate.Exists("room")
		}
	}
	if stored := m.imports[c.Import.ID]; stored.Version != c.Import.Version-1 {
		return fault.StaleVersion(stored.Version)
	}
	if err := m.UpdateOwners(ctx, c.Updated...); err != nil {
		return err
	}
	for _, in := range c.Communities {
		m.communities[in.ID] = in
	}
	for _, h := range c.Houses {
		m.houses[h.ID] = h
	}
	for _, o := range c.Created {
		m.owners[o.ID] = o
	}
	m.imports[c.Import.ID] = c.Import
	return nil
}

func (m *memory) CreateCommunity(ctx context.Context, c estate.Community) error {
	if _, err := m.CommunityByKey(ctx, c.Key); err == nil {
		return estate.Exists("name")
	}
	m.communities[c.ID] = c
	return nil
}

func (m *memory) UpdateCommunity(_ context.Context, c estate.Community) error {
	m.communities[c.ID] = c
	return nil
}

func (m *memory) Community(_ context.Context, id string) (estate.Community, error) {
	return get(m.communities, id)
}

func (m *memory) CommunityByKey(_ context.Context, key string) (estate.Community, error) {
	for _, c := range m.communities {
		if c.Key == key {
			return c, nil
		}
	}
	return estate.Community{}, fault.NotThere()
}

func (m *memory) Communities(_ context.Context, q estate.CommunityQuery) ([]estate.Community, error) {
	return sorted(m.communities, func(c estate.Community) string { return c.Key }, q.After, q.Limit, func(c estate.Community) bool {
		return len(q.IDs) == 0 || slices.Contains(q.IDs, c.ID)
	}), nil
}

func (m *memory) CountCommunities(ctx context.Context, q estate.CommunityQuery, atMost int) (int, error) {
	q.After, q.Limit = "", atMost
	all, err := m.Communities(ctx, q)
	return len(all), err
}

func (m *memory) CreateHouse(ctx context.Context, h estate.House) error {
	if found, _ := m.HousesBySort(ctx, []string{h.Sort}); len(found) > 0 {
		return estate.Exists("room")
	}
	m.houses[h.ID] = h
	return nil
}

func (m *memory) House(_ context.Context, id string) (estate.House, error) { return get(m.houses, id) }

func (m *memory) HousesBySort(_ context.Context, sorts []string) ([]estate.House, error) {
	var out []estate.House
	for _, h := range m.houses {
		if slices.Contains(sorts, h.Sort) {
			out = append(out, h)
		}
	}
	return out, nil
}

func (m *memory) Houses(_ context.Context, q estate.HouseQuery) ([]estate.House, error) {
	return sorted(m.houses, func(h estate.House) string { return h.Sort }, q.After, q.Limit, func(h estate.House) bool {
		return (len(q.CommunityIDs) == 0 || slices.Contains(q.CommunityIDs, h.CommunityID)) && strings.HasPrefix(h.Place, q.PlacePrefix) && strings.HasPrefix(h.Label, q.LabelPrefix)
	}), nil
}

func (m *memory) CountHouses(ctx context.Context, q estate.HouseQuery, atMost int) (int, error) {
	q.After, q.Limit = "", atMost
	all, err := m.Houses(ctx, q)
	return len(all), err
}

func (m *memory) Households(context.Context, []string) (map[string]int64, error) {
	out := map[string]int64{}
	for _, h := range m.houses {
		out[h.CommunityID]++
	}
	return out, nil
}

func (m *memory) Append(_ context.Context, entries ...audit.Entry) error {
	m.log = append(m.log, entries...)
	return nil
}

// matterList answers as the complaint store does.
type matterList struct{ *memory }

func (m matterList) List(_ context.Context, scope access.Scope, q complaint.Query) (complaint.Page, error) {
	var p complaint.Page
	for _, c := range m.matters {
		if scope.Sees(c.Keys.Audience, c.CommunityID, c.Recused) && (q.OwnerID == "" || c.OwnerID == q.OwnerID) && (q.HouseID == "" || c.HouseID == q.HouseID) && (q.Open == nil || *q.Open == c.Keys.Open) {
			p.Items = append(p.Items, c)
		}
	}
	return p, nil
}

// auditLog answers as the audit store does.
type auditLog struct{ *memory }

func (a auditLog) List(context.Context, audit.Query) ([]audit.Entry, error) { return a.log, nil }
