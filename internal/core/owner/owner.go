// Package owner is the archive of the people who own and live in the houses:
// who they are, how to reach them, what they hold under which contract, and
// what was spoken with them.
package owner

import (
	"time"
)

// Owner is one person of the archive (业主).
type Owner struct {
	ID          string   `json:"id"`
	Version     int64    `json:"version"`
	Name        string   `json:"name"`
	Phone       string   `json:"phone,omitempty"`       // as people read it: 199-0000-1234
	OtherPhones []string `json:"otherPhones,omitempty"` // further numbers of the same person
	Email       string   `json:"email,omitempty"`

	IDNumberSealed []byte `json:"idNumberSealed,omitempty"` // encrypted by a Sealer
	IDNumberHash   string `json:"idNumberHash,omitempty"`   // keyed; equal numbers have equal hashes
	IDNumberMasked string `json:"idNumberMasked,omitempty"` // 99**************36

	Houses           []Holding         `json:"houses,omitempty"`
	EmergencyContact *EmergencyContact `json:"emergencyContact,omitempty"`
	Preferred        *Preferred        `json:"preferred,omitempty"`
	NeedsHelp        string            `json:"needsHelp,omitempty"` // 独居、行动不便; only with the person's consent
	Notes            string            `json:"notes,omitempty"`

	MergedInto string    `json:"mergedInto,omitempty"` // the person this one turned out to be
	MergedFrom []string  `json:"mergedFrom,omitempty"` // ids under which this person's matters also stand
	Gave       *Gave     `json:"gave,omitempty"`       // what a duplicate gave to the person, so that a merge can be undone
	CreatedAt  time.Time `json:"createdAt"`
	UpdatedAt  time.Time `json:"updatedAt"`

	AnonymisedAt *time.Time `json:"anonymisedAt,omitempty"`

	// Kept by Index with every change, for the stores' indexes alone.
	Words        []string `json:"words,omitempty"`        // search tokens
	PhoneKeys    []string `json:"phoneKeys,omitempty"`    // digits of Phone and OtherPhones
	NameKey      string   `json:"nameKey"`                // the name without spaces
	CommunityIDs []string `json:"communityIds,omitempty"` // where the houses stand
	HouseIDs     []string `json:"houseIds,omitempty"`
}

// Holding is an owner's hold on a house through a purchase contract.
type Holding struct {
	HouseID        string  `json:"houseId"`
	Label          string  `json:"label"` // 香樟苑 12-4-804
	CommunityID    string  `json:"communityId"`
	ContractNumber string  `json:"contractNumber,omitempty"`
	SignedOn       string  `json:"signedOn,omitempty"`     // YYYY-MM-DD
	HandedOverOn   string  `json:"handedOverOn,omitempty"` // YYYY-MM-DD
	AreaM2         float64 `json:"areaM2,omitempty"`       // built area; 0: not known
	// Warranty of the contract, part by part.
	Warranty []PartWarranty `json:"warranty,omitempty"`
}

// PartWarranty is until when the builder answers for a part (保修).
type PartWarranty struct {
	Part  string `json:"part"`  // one of terms.WarrantyParts
	Until string `json:"until"` // YYYY-MM-DD, the last day
}

// EmergencyContact is whom to ring when the owner cannot be reached.
type EmergencyContact struct {
	Name     string `json:"name,omitempty"`
	Relation string `json:"relation,omitempty"`
	Phone    string `json:"phone,omitempty"`
}

// Preferred is how the person likes to be spoken to.
type Preferred struct {
	Channel  string `json:"channel,omitempty"` // 电话, 微信 …
	Hours    string `json:"hours,omitempty"`
	Language string `json:"language,omitempty"`
}

// Contact is one entry of the contact log (联系记录).
type Contact struct {
	ID      string    `json:"id"`
	OwnerID string    `json:"ownerId"`
	Channel string    `json:"channel"`
	Note    string    `json:"note"`
	At      time.Time `json:"at"`
	ByID    string    `json:"byId"`
	ByName  string    `json:"byName"`
}

// Correction is what an owner asks to be put right in the archive.
type Correction struct {
	ID          string    `json:"id"`
	OwnerID     string    `json:"ownerId"`
	Field       string    `json:"field"`
	Text        string    `json:"text"`
	At          time.Time `json:"at"`
	CommunityID string    `json:"communityId"` // first house's; terms.NoCommunity without one
}

// Sealer encrypts identity numbers; the hash is keyed and answers exact look-up.
type Sealer interface {
	Seal(plain string) (sealed []byte, hash string, err error)
	Open(sealed []byte) (plain string, err error)
}
