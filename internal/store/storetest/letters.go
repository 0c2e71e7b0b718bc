package storetest

import (
	"fmt"
	"slices"
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/complaint"
	"anju/internal/core/letter"
	"anju/internal/core/words"
	"anju/internal/store/set"
)

func registers(t *testing.T, s *set.Set) {
	each(t, s, map[string]func(*testing.T, *set.Set){
		"letters": func(t *testing.T, s *set.Set) {
			var all []letter.Letter // newest first
			for i := range 12 {
				f := letter.Form{
					Direction: []string{complaint.LetterSent, complaint.LetterReceived}[i%2], Party: []string{"街道办", "业主委员会", "住建局"}[i%3],
					Subject: fmt.Sprintf("关于第 %d 批电梯检修的函", i), ReceivedOn: "2026-03-02", CommunityID: []string{"c-1", "c-2"}[i/6], ReplyBy: ptr(at(int64(i))),
				}
				l := letter.New(id(), letter.Number("安居客函", "2026", int64(i+1)), f, complaint.Person{ID: "u-1", Name: "林"}, at(int64(i/4)))
				l.ComplaintID = []string{"m-1", "", "m-2", ""}[i%4]
				all = append([]letter.Letter{l}, all...)
			}
			require.NoError(t, s.Letters.Put(ctx(t), all[6:]...))
			require.NoError(t, s.Letters.Put(ctx(t), all[:8]...), "two of them again")
			require.NoError(t, s.Letters.Put(ctx(t)))
			has := func(l letter.Letter, text string) bool {
				for _, term := range words.Query(text) {
					if !slices.Contains(l.Words, term.Token) {
						return false
					}
				}
				return true
			}
			for name, c := range map[string]struct {
				q    letter.Query
				want func(l letter.Letter) bool
			}{
				"all":         {letter.Query{}, func(letter.Letter) bool { return true }},
				"sent":        {letter.Query{Direction: complaint.LetterSent}, func(l letter.Letter) bool { return l.Direction == complaint.LetterSent }},
				"days":        {letter.Query{From: ptr(at(1)), To: ptr(at(2))}, func(l letter.Letter) bool { return l.At.Equal(at(1)) }},
				"communities": {letter.Query{Communities: []string{"c-2", "none"}}, func(l letter.Letter) bool { return l.CommunityID == "c-2" }},
				"words":       {letter.Query{Words: words.Query("业主委员会")}, func(l letter.Letter) bool { return has(l, "业主委员会") }},
				"of both":     {letter.Query{Direction: complaint.LetterReceived, Words: words.Query("街道办 电梯")}, func(l letter.Letter) bool { return l.Direction == complaint.LetterReceived && has(l, "街道办") }},
				"nothing":     {letter.Query{Words: words.Query("煤气")}, func(letter.Letter) bool { return false }},
			} {
				t.Run(name, func(t *testing.T) {
					want, got := []letter.Letter{}, []letter.Letter{}
					for _, l := range all {
						if c.want(l) {
							want = append(want, l)
						}
					}
					for c.q.Limit = 3; ; {
						page, err := s.Letters.List(ctx(t), c.q)
						require.NoError(t, err)
						if len(page) == 0 {
							break
						}
						got = append(got, page...)
						c.q.BeforeAt, c.q.BeforeID = got[len(got)-1].At, got[len(got)-1].ID
					}
					require.Equal(t, want, got)
				})
			}
			require.NoError(t, s.Letters.Forget(ctx(t), "m-1"))
			require.NoError(t, s.Letters.Forget(ctx(t), ""))
			left, err := s.Letters.List(ctx(t), letter.Query{Limit: 20})
			require.NoError(t, err)
			require.Len(t, left, 9)
			left, err = s.Letters.List(ctx(t), letter.Query{Words: words.Query("电梯"), Limit: 20})
			require.NoError(t, err)
			require.Len(t, left, 9, "nor by words")
		},
		"seals": func(t *testing.T, s *set.Set) {
			var all []letter.Seal
			for i := range 5 {
				v := letter.Seal{ID: id(), Number: letter.Number("安居印", "2026", int64(i+1)), Document: "复函", Copies: i + 1, Seal: "公章", ApprovedBy: "方", HandledBy: "林", UsedOn: "2026-03-02", By: complaint.Person{ID: "u-1"}, At: at(int64(i))}
				all = append([]letter.Seal{v}, all...)
				require.NoError(t, s.Letters.AddSeal(ctx(t), v))
			}
			page, err := s.Letters.Seals(ctx(t), "", 3)
			require.NoError(t, err)
			require.Equal(t, all[:3], page)
			page, err = s.Letters.Seals(ctx(t), page[2].ID, 3)
			require.NoError(t, err)
			require.Equal(t, all[3:], page)
		},
	})
}
