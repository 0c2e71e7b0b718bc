// Package frontend carries the built pages of both faces inside the program, so
// that running Anju needs no Node.
package frontend

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var built embed.FS

// Dist holds index.html (owners), desk.html (staff) and assets/.
var Dist = sub(built, "dist")

// Words are the product's words in both languages: the one list that the pages,
// the papers and the catalogue share.
//
//go:embed src/shared/words/locales/*.json
var Words embed.FS

func sub(files fs.FS, dir string) fs.FS {
	inner, err := fs.Sub(files, dir)
	if err != nil {
		panic(err) // only an invalid literal path gets here
	}
	return inner
}
