package complaint

import "strings"

// SameBecause says why another open matter looks to be the same as this one, so
// that the desk may merge them; nothing when it does not. Nobody merges but people.
func (m *Complaint) SameBecause(other *Complaint) []string {
	if m.ID == other.ID || !m.Status.in(beforePlan) || !other.Status.Open() || m.Confidential != other.Confidential {
		return nil
	}
	var because []string
	alike := m.category() == other.category()
	if alike && m.HouseID != "" && m.HouseID == other.HouseID {
		because = append(because, "same_house")
	}
	if text := plainText(m.Text); len([]rune(text)) >= 8 && text == plainText(other.Text) {
		because = append(because, "same_text")
	}
	if alike && other.Grouped.Concerns(m.CommunityID, m.Building) && other.Grouped.Building != "" {
		because = append(because, "same_group")
	}
	return because
}

// plainText is a text without its blanks and points.
func plainText(text string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" \t\r\n　，。！？、；：,.!?;:…", r) {
			return -1
		}
		return r
	}, strings.ToLower(text))
}
