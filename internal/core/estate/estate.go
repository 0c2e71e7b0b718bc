// Package estate knows communities, buildings and houses: how a house is named,
// in which of the many notations of paper and spreadsheets, and when two
// notations mean the same door.
package estate

import (
	"strings"
	"time"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"anju/internal/core/fault"
)

// Community is one housing estate (小区). It has one legal entity.
type Community struct {
	ID          string     `json:"id"`
	Version     int64      `json:"version"`
	Key         string     `json:"key"` // unique; two spellings of one name share it
	Name        string     `json:"name"`
	LegalEntity string     `json:"legalEntity,omitempty"`
	Warranty    []Warranty `json:"warranty,omitempty"` // of the common parts
	CreatedAt   time.Time  `json:"createdAt"`
	UpdatedAt   time.Time  `json:"updatedAt"`
}

// House is one door (房屋).
type House struct {
	ID          string    `json:"id"`
	Version     int64     `json:"version"`
	CommunityID string    `json:"communityId"`
	Building    string    `json:"building"`
	Unit        string    `json:"unit,omitempty"`
	Room        string    `json:"room"`
	Label       string    `json:"label"` // 香樟苑 12-4-804
	Place       string    `json:"place"` // 12-4-804
	Sort        string    `json:"sort"`  // unique; the order of lists: community, then numbers as numbers
	CreatedAt   time.Time `json:"createdAt"`
	UpdatedAt   time.Time `json:"updatedAt"`
}

// NewCommunity makes a community out of what a person typed.
func NewCommunity(id, name, legalEntity string, now time.Time) (Community, error) {
	name = CommunityName(name)
	var wrong fault.Fields
	wrong.Length("name", name, 1, 60)
	wrong.Length("legalEntity", legalEntity, 0, 120)
	if err := wrong.Err(); err != nil {
		return Community{}, err
	}
	now = now.UTC().Truncate(time.Millisecond)
	return Community{ID: id, Version: 1, Key: CommunityKey(name), Name: name, LegalEntity: strings.TrimSpace(legalEntity), CreatedAt: now, UpdatedAt: now}, nil
}

// NewHouse makes a house of the community at a place.
func NewHouse(id string, in Community, at Place, now time.Time) House {
	now = now.UTC().Truncate(time.Millisecond)
	return House{
		ID: id, Version: 1, CommunityID: in.ID,
		Building: at.Building, Unit: at.Unit, Room: at.Room,
		Label: in.Name + " " + at.String(), Place: at.String(), Sort: HouseSort(in.ID, at),
		CreatedAt: now, UpdatedAt: now,
	}
}

// CommunityName is the name without stray spaces and without the word 小区
// behind it, which clerks add and leave out at will.
func CommunityName(text string) string {
	name := strings.Join(strings.Fields(norm.NFKC.String(text)), " ")
	if short := strings.TrimSpace(strings.TrimSuffix(name, "小区")); short != "" {
		name = short
	}
	return name
}

// CommunityKey is equal for two spellings of one community's name.
func CommunityKey(name string) string {
	return strings.ToLower(strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, CommunityName(name)))
}
