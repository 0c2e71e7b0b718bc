package storetest

import (
	"testing"

	"github.com/stretchr/testify/require"

	"anju/internal/core/attachment"
	"anju/internal/core/complaint"
	"anju/internal/core/owner"
	"anju/internal/store/set"
)

func retention(t *testing.T, s *set.Set) {
	each(t, s, map[string]func(*testing.T, *set.Set){
		"matters whose retention ends are listed, the next first": func(t *testing.T, s *set.Set) {
			var want []string
			for _, ms := range []int64{30, 10, 20, 900} {
				m := matter(in("kept"), ended(complaint.Closed))
				m.Keys.RetainTo = at(ms)
				require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
				want = append(want, m.ID)
			}
			open := matter(in("kept"))
			require.NoError(t, s.Complaints.Commit(ctx(t), registered(open)))
			until := at(30)
			q := complaint.Query{CommunityID: "kept", RetainedTo: &until, Sort: complaint.ByRetention, Ascending: true, Limit: 2}
			first, err := s.Complaints.List(ctx(t), everything, q)
			require.NoError(t, err)
			require.Equal(t, []string{want[1], want[2]}, ids(first))
			q.Cursor = first.NextCursor
			second, err := s.Complaints.List(ctx(t), everything, q)
			require.NoError(t, err)
			require.Equal(t, []string{want[0]}, ids(second), "at the very moment, too")
			require.Empty(t, second.NextCursor)
		},
		"erasing leaves the hashes alone, and what is added": func(t *testing.T, s *set.Set) {
			m := matter(ended(complaint.Closed))
			require.NoError(t, s.Complaints.Commit(ctx(t), registered(m)))
			want := []complaint.Event{entry(m.ID, 1, complaint.KindRegistered).Erased()}
			for range 60 { // so many that older ones are kept elsewhere
				c := complaint.Change{Next: m, ReadAt: m.Version}
				c.Next.Version++
				for range 10 {
					c.Next.Seq++
					c.Events = append(c.Events, entry(m.ID, c.Next.Seq, "progressed"))
					want = append(want, entry(m.ID, c.Next.Seq, "progressed").Erased())
				}
				require.NoError(t, s.Complaints.Commit(ctx(t), c))
				m = c.Next
			}
			late := after(m)
			late.Erase, late.ReadAt = true, m.Version-1
			stale(t, m.Version, s.Complaints.Commit(ctx(t), late))
			whole, err := s.Complaints.Timeline(ctx(t), m.ID, 0, 1000)
			require.NoError(t, err)
			require.NotEmpty(t, whole[0].Salt, "nothing is erased when somebody was faster")

			c := after(m)
			c.Erase = true
			require.NoError(t, s.Complaints.Commit(ctx(t), c))
			got, err := s.Complaints.Timeline(ctx(t), m.ID, 0, 1000)
			require.NoError(t, err)
			require.Equal(t, append(want, c.Events...), got)
		},
		"how it ended": func(t *testing.T, s *set.Set) {
			fixed := matter(in("outcomes"), ended(complaint.Closed), func(m *complaint.Complaint) { m.Outcome = complaint.Fixed })
			partly := matter(in("outcomes"), ended(complaint.Closed), func(m *complaint.Complaint) { m.Outcome = complaint.FixedPartly })
			require.NoError(t, s.Complaints.Commit(ctx(t), registered(fixed), registered(partly)))
			page, err := s.Complaints.List(ctx(t), everything, complaint.Query{CommunityID: "outcomes", Outcome: complaint.Fixed, Limit: 10})
			require.NoError(t, err)
			require.Equal(t, []string{fixed.ID}, ids(page))
		},
		"attachments go with their last link": func(t *testing.T, s *set.Set) {
			a := attachment.Attachment{ID: id(), Name: "a.png", SHA256: "0a" + id(), ThumbnailSHA256: "0b" + id(), UploadedAt: at(0)}
			shared := attachment.Attachment{ID: id(), Name: "b.png", SHA256: a.SHA256, UploadedAt: at(0)}
			for _, x := range []attachment.Attachment{a, shared} {
				require.NoError(t, s.Attachments.Create(ctx(t), x))
			}
			both := []string{a.ID, shared.ID}
			require.NoError(t, s.Attachments.Link(ctx(t), both, attachment.Link{ComplaintID: "m-1"}))
			require.NoError(t, s.Attachments.Link(ctx(t), both[1:], attachment.Link{ComplaintID: "m-2"}))
			removed, err := s.Attachments.Unlink(ctx(t), both, "m-1")
			require.NoError(t, err)
			require.Len(t, removed, 1)
			require.Equal(t, a.SHA256, removed[0].SHA256)
			require.Equal(t, a.ThumbnailSHA256, removed[0].ThumbnailSHA256)
			absent(t, second(s.Attachments.Get(ctx(t), a.ID)))
			left, err := s.Attachments.Get(ctx(t), shared.ID)
			require.NoError(t, err)
			require.Equal(t, []attachment.Link{{ComplaintID: "m-2"}}, left.Links)
			for sha, want := range map[string]bool{a.SHA256: true, a.ThumbnailSHA256: false} {
				named, err := s.Attachments.Named(ctx(t), sha)
				require.NoError(t, err)
				require.Equal(t, want, named)
			}
			removed, err = s.Attachments.Unlink(ctx(t), both, "m-1")
			require.NoError(t, err)
			require.Empty(t, removed)
		},
		"an owner is forgotten with what was spoken": func(t *testing.T, s *set.Set) {
			o := owner.Owner{ID: id(), Version: 1, Name: "欧阳静", CreatedAt: at(0), UpdatedAt: at(0)}
			require.NoError(t, s.Owners.CreateOwner(ctx(t), o))
			require.NoError(t, s.Owners.AddContact(ctx(t), owner.Contact{ID: id(), OwnerID: o.ID, Channel: "phone", Note: "来电", At: at(1)}))
			require.NoError(t, s.Owners.AddCorrection(ctx(t), owner.Correction{ID: id(), OwnerID: o.ID, Field: "name", Text: "错字", At: at(1), CommunityID: "c"}))
			early := o.Anonymous(at(2))
			early.Version = 7
			stale(t, 1, s.Owners.ForgetOwner(ctx(t), early))
			require.NoError(t, s.Owners.ForgetOwner(ctx(t), o.Anonymous(at(2))))
			got, err := s.Owners.Owner(ctx(t), o.ID)
			require.NoError(t, err)
			require.NotContains(t, got.Name, "欧阳")
			contacts, err := s.Owners.Contacts(ctx(t), o.ID, "", 10)
			require.NoError(t, err)
			require.Empty(t, contacts)
			corrections, err := s.Owners.Corrections(ctx(t), everything, o.ID, "", 10)
			require.NoError(t, err)
			require.Empty(t, corrections)
		},
	})
}
