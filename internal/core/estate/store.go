package estate

import (
	"context"

	"anju/internal/core/fault"
)

// Store keeps communities and houses. What is absent is fault.NotThere(); what
// would stand twice is Exists(); an update of anything but the version before
// is fault.StaleVersion.
type Store interface {
	// CreateCommunity refuses a second community with the same Key.
	CreateCommunity(ctx context.Context, c Community) error
	// UpdateCommunity stores c if the stored version is c.Version-1.
	UpdateCommunity(ctx context.Context, c Community) error
	Community(ctx context.Context, id string) (Community, error)
	CommunityByKey(ctx context.Context, key string) (Community, error)
	// Communities is a page in the order of Key.
	Communities(ctx context.Context, q CommunityQuery) ([]Community, error)
	// CountCommunities and CountHouses count what the pages would go through
	// (After and Limit do not matter), and stop at atMost.
	CountCommunities(ctx context.Context, q CommunityQuery, atMost int) (int, error)

	// CreateHouse refuses a second house with the same Sort.
	CreateHouse(ctx context.Context, h House) error
	House(ctx context.Context, id string) (House, error)
	// HousesBySort gives those of the named houses that exist, in any order;
	// at most 500 are asked for at once.
	HousesBySort(ctx context.Context, sorts []string) ([]House, error)
	// Houses is a page in the order of Sort.
	Houses(ctx context.Context, q HouseQuery) ([]House, error)
	CountHouses(ctx context.Context, q HouseQuery, atMost int) (int, error)
	// Households counts the houses of each community; no ids means all.
	Households(ctx context.Context, communityIDs []string) (map[string]int64, error)
}

// CommunityQuery asks for a page of communities.
type CommunityQuery struct {
	IDs   []string // empty: all
	After string   // Key of the last one of the page before; empty: from the start
	Limit int
}

// HouseQuery asks for a page of houses. At most one of the two prefixes is set.
type HouseQuery struct {
	CommunityIDs []string // empty: all
	LabelPrefix  string   // 香樟苑 12-
	PlacePrefix  string   // 12-4
	After        string   // Sort of the last one of the page before
	Limit        int
}

// Exists says that a community or house of this name is already there.
func Exists(field string) error {
	e := fault.New(fault.Invalid, "already_exists", "已经存在同名的记录。", "There is one of this name already.")
	e.Fields = []fault.Field{{Path: field, Rule: "unique", Message: e.Message}}
	return e
}
