package storetest

import (
	"cmp"
	"fmt"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"anju/internal/core/access"
	"anju/internal/core/complaint"
	"anju/internal/core/fault"
	"anju/internal/core/ledger"
	"anju/internal/core/words"
	"anju/internal/store/set"
)

// booked is a matter whose payments, a correction and a recovery make five lines;
// of one payment the receipt is waited for.
func booked(n int) complaint.Complaint {
	paid := at(int64(n/3) * 1000)
	first := id()
	m := complaint.Complaint{
		ID: id(), Number: fmt.Sprintf("TS-20260302-%04d", n), Version: 3, Title: "地下室反水", CommunityID: fmt.Sprintf("c-%d", n%3), Category: []string{"drainage_leak", "fee_dispute"}[n%2],
		HouseID: fmt.Sprintf("h-%d", n%4), HouseLabel: fmt.Sprintf("香樟苑 12-4-80%d", n%4), OwnerID: fmt.Sprintf("o-%d", n%4), Reporter: complaint.Reporter{Name: []string{"欧阳宁", "王芳"}[n%2]},
		Confidential: n%5 == 0,
		Payments: []complaint.Payment{
			{ID: first, Kind: "cash", Basis: "liability", AmountFen: 30_000, PaidAt: paid, Receipt: fmt.Sprintf("PZ-%03d", n), By: complaint.Person{ID: "u-1", Name: "会计"}, Round: 1,
				Borne:     []complaint.Bearing{{Party: "department", Department: "engineering", AmountFen: 20_000}, {Party: "external", Name: "防水公司", AmountFen: 10_000}},
				Approvals: []complaint.Verdict{{Step: "leader", By: complaint.Person{ID: "u-9", Name: "副总"}, At: at(5)}},
				Account:   &complaint.Account{Bank: "银行", LastDigits: "0042"}, Signed: &complaint.Signed{On: "2026-03-02", How: "paper", At: at(9)}},
			{ID: id(), Kind: "cash", Basis: "goodwill", AmountFen: 2_000, PaidAt: paid.Add(3 * time.Hour), Receipt: "PZ-W", Borne: []complaint.Bearing{{Party: "department", Department: "service", AmountFen: 2_000}}},
			{ID: id(), Kind: "fee_reduction", Basis: "waiver", AmountFen: 5_000, PaidAt: paid.Add(time.Hour), Receipt: "JM-1", Borne: []complaint.Bearing{{Party: "department", Department: "finance", AmountFen: 5_000}},
				Waiver: &complaint.Waiver{Bill: "物业服务费", Period: "2026Q2", DueFen: 9_000, ReducedFen: 5_000, AfterFen: 4_000}},
		},
	}
	m.Payments = append(m.Payments, complaint.Payment{ID: id(), Kind: "cash", Basis: "liability", AmountFen: -1_000, PaidAt: paid.Add(2 * time.Hour), Receipt: "PZ-更正", CorrectionOf: first, Reason: "多记", Borne: []complaint.Bearing{{Party: "department", Department: "engineering", AmountFen: -1_000}}})
	m.Recoveries = []complaint.Recovery{{ID: id(), PaymentID: first, AmountFen: 9_000, Party: "contractor", Name: "防水公司", Receipt: "SK-7", ReceivedAt: paid.Add(24 * time.Hour)}}
	if n%6 == 0 {
		m.Recused = []string{"u-recused"}
	}
	return m
}

func ledgerLines(t *testing.T, s *set.Set) {
	var all []ledger.Entry
	for n := range 14 {
		all = append(all, ledger.Of(booked(n))...)
	}
	require.NoError(t, s.Ledger.Put(ctx(t)))
	require.NoError(t, s.Ledger.Put(ctx(t), all[20:]...))
	require.NoError(t, s.Ledger.Put(ctx(t), all...), "twice does no harm")
	slices.SortFunc(all, func(a, b ledger.Entry) int {
		return cmp.Or(b.PaidAt.Compare(a.PaidAt), cmp.Compare(b.ID, a.ID))
	})
	everything := access.Everything("test")
	from, to := at(1000), at(3000)
	one := all[7]
	for name, q := range map[string]ledger.Query{
		"all": {}, "community": {CommunityID: "c-1"}, "department": {Department: "engineering"}, "no department": {Department: "contracts"},
		"category": {Category: "fee_dispute"}, "kind": {Kind: "cash"}, "basis": {Basis: "waiver"}, "type": {Type: ledger.Recovery}, "unsigned": {Unsigned: true}, "unsigned of a community": {Unsigned: true, CommunityID: "c-2"},
		"owner": {OwnerID: "o-1"}, "house": {HouseID: "h-2"}, "whole owner": {OwnerID: "o-1", Whole: true}, "whole house": {HouseID: "h-2", Whole: true}, "matter": {ComplaintID: one.ComplaintID}, "days": {From: &from, To: &to},
		"many": {CommunityID: "c-1", Department: "engineering", Kind: "cash", Basis: "liability", Category: "drainage_leak", From: &from},
		"name": {Words: words.Query("欧阳")}, "name aside": {Words: words.Query("欧阳宁"), Whole: true}, "house label": {Words: words.Query("12-4-802")}, "number in the typing": {Words: words.Query("TS-20260302-000")},
		"voucher": {Words: words.Query("PZ-003")}, "contractor": {Words: words.Query("防水公司"), Type: ledger.Recovery}, "nothing": {Words: words.Query("电梯")},
	} {
		for who, scope := range map[string]access.Scope{
			"everybody": everything, "of two communities": access.Books(access.Actor{CommunityIDs: []string{"c-0", "c-2"}}), "recused": access.Books(access.Actor{ID: "u-recused"}),
		} {
			var want, got []ledger.Entry
			for _, e := range all {
				if scope.Sees(nil, e.CommunityID, e.Recused) && bears(e, q) {
					want = append(want, e)
				}
			}
			q := q
			q.Limit, q.Count = 5, true
			for range 20 {
				page, err := s.Ledger.List(ctx(t), scope, q)
				require.NoError(t, err)
				require.EqualValues(t, len(want), page.Total, name)
				got = append(got, page.Items...)
				if page.Next == nil {
					break
				}
				q.After, err = ledger.ReadPosition(page.Next.Text())
				require.NoError(t, err)
			}
			require.Equal(t, want, got, name+" "+who)
			if name != "nothing" && name != "no department" && who == "everybody" {
				require.NotEmpty(t, got, name)
			}
		}
	}

	older, newer := one, one
	older.Version, older.Receipt = one.Version-1, "早"
	newer.Version, newer.Receipt, newer.Keys = one.Version+1, "新凭证", []string{"type:payment", "open:新凭"}
	require.NoError(t, s.Ledger.Put(ctx(t), older, newer, older))
	got, err := s.Ledger.Get(ctx(t), everything, one.ID)
	require.NoError(t, err)
	require.Equal(t, newer, got, "the latest version stays, whatever comes after it")
	page, err := s.Ledger.List(ctx(t), everything, ledger.Query{ComplaintID: one.ComplaintID, Limit: 10})
	require.NoError(t, err)
	require.Len(t, page.Items, 4, "under keys that it lost it is not found")

	absent(t, second(s.Ledger.Get(ctx(t), everything, "no-such-entry")))
	absent(t, second(s.Ledger.Get(ctx(t), access.Books(access.Actor{CommunityIDs: []string{"c-9"}}), one.ID)))
	_, err = ledger.ReadPosition("???")
	kind(t, fault.Malformed, err)
}

// bears is what the list means, said anew.
func bears(e ledger.Entry, q ledger.Query) bool {
	has := func(asked, value string) bool { return asked == "" || asked == value }
	borne := q.Department == "" || slices.ContainsFunc(e.Borne, func(b complaint.Bearing) bool { return b.Department == q.Department })
	text := e.Number + "\n" + e.Receipt + "\n" + e.FromName + "\n" + e.Title
	if !e.Confidential || q.Whole {
		text += "\n" + e.HouseLabel + "\n" + e.OwnerName + "\n" + e.Payee
	}
	tokens := words.Tokens(text)
	for _, term := range q.Words {
		if !slices.ContainsFunc(tokens, func(token string) bool {
			return token == term.Token || term.Prefix && len(token) > len(term.Token) && token[:len(term.Token)] == term.Token
		}) {
			return false
		}
	}
	return borne && (!q.Unsigned || e.Unsigned) && has(q.CommunityID, e.CommunityID) && has(q.Category, e.Category) && has(q.Kind, e.Kind) && has(q.Basis, e.Basis) && has(q.Type, e.Type) &&
		has(q.OwnerID, e.OwnerID) && has(q.HouseID, e.HouseID) && has(q.ComplaintID, e.ComplaintID) && (q.Whole || !e.Confidential || q.OwnerID == "" && q.HouseID == "") &&
		(q.From == nil || !e.PaidAt.Before(*q.From)) && (q.To == nil || e.PaidAt.Before(*q.To))
}
