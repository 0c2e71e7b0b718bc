package importing

// Correct puts another text into a cell and reports whether the row and the
// field's column are there.
func (s *Sheet) Correct(mapping map[string]string, row int, field, value string) (rowFound, fieldFound bool) {
	column, fieldFound := columns(s.Headers, mapping)[field]
	for i := range s.Records {
		if s.Records[i].Row != row {
			continue
		}
		if fieldFound {
			cells := s.Records[i].Cells
			for len(cells) <= column {
				cells = append(cells, "")
			}
			cells[column] = value
			s.Records[i].Cells = cells
		}
		return true, fieldFound
	}
	return false, fieldFound
}
