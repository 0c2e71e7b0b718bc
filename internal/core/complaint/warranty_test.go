package complaint_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/policy"
)

func TestWhoWouldPayByTheWarranty(t *testing.T) {
	leak := policy.Category{Parts: []string{"waterproofing", "plumbing"}}
	years := []policy.WarrantyYears{{Part: "waterproofing", Years: 5}, {Part: "plumbing", Years: 2}}
	contract := []complaint.Warranted{{Part: "plumbing", Until: "2027-01-01", Source: "contract"}, {Part: "elevator", Until: "2030-01-01", Source: "contract"}}
	roof := []complaint.Warranted{{Part: "waterproofing", Common: true, Until: "2024-06-30", Source: "building"}}

	for _, x := range []struct {
		name             string
		category         policy.Category
		contract, common []complaint.Warranted
		handedOver, day  string
		payer            string
		parts            int
	}{
		{"the contract goes before the years", leak, contract, nil, "2020-03-01", "2026-11-22", "warranty", 2},
		{"the last day counts", leak, nil, nil, "2021-11-23", "2026-11-22", "warranty", 2},
		{"and the day after does not", leak, nil, nil, "2021-11-23", "2026-11-23", "owner", 2},
		{"what is shared falls to the fund", leak, nil, roof, "", "2026-11-22", "maintenance_fund", 1},
		{"nothing is known", leak, nil, nil, "", "2026-11-22", "", 0},
		{"no part is concerned", policy.Category{}, contract, roof, "2020-03-01", "2026-11-22", "", 0},
	} {
		known := complaint.Warranties(x.category, x.contract, x.common, x.handedOver, years)
		require.Len(t, known, x.parts, x.name)
		require.Equal(t, x.payer, complaint.LikelyPayer(known, x.day), x.name)
	}
}
