// Package internal_test guards the house: which storey may import which, and
// that the rules in core stay pure.
package internal_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "anju/"

// storeys are the parts of the house and what of ours each may import, tests
// aside. Every folder of Go code must be named here. The longest match counts.
var storeys = map[string][]string{
	"internal/core":            {"internal/core"},
	"internal/auth":            {"internal/core", "internal/auth"},
	"internal/desk":            {"internal/core", "internal/desk", "internal/auth"},
	"internal/work":            {"internal/core", "internal/desk", "internal/work"},
	"internal/store":           {"internal/core", "internal/store"},
	"internal/store/storetest": {"internal/core", "internal/store"},
	"internal/store/mongotest": {},
	"internal/work/mailtest":   {},
	"internal/demo":            {"internal/core", "internal/desk", "config"},
	"config":                   {"internal/core", "config"},
	"frontend":                 {},
	"api":                      {"internal", "config", "frontend", "api"},
	"scripts":                  {"internal", "config", "api"},
}

// impure are packages of the standard library with which a rule would reach
// the world outside; core does without.
var impure = []string{"net", "net/http", "os", "os/exec", "os/signal", "io/ioutil", "database/sql", "log", "log/slog", "syscall", "plugin", "unsafe", "math/rand", "testing"}

// pureModules are the only modules of others in core: they compute on what is
// handed to them, nothing else.
var pureModules = []string{"github.com/google/uuid", "golang.org/x/text", "golang.org/x/image", "github.com/go-playground/validator/v10", "github.com/xuri/excelize/v2"}

// clockReadings may not be called in core, where the time comes in as a value.
var clockReadings = map[string]bool{"Now": true, "Since": true, "Until": true, "Sleep": true, "After": true, "AfterFunc": true, "Tick": true, "NewTimer": true, "NewTicker": true}

type source struct {
	folder string // from the root of the project, with slashes
	name   string
	tree   *ast.File
	lines  *token.FileSet
}

func (s source) at(p token.Pos) string {
	return s.folder + "/" + s.name + ":" + strconv.Itoa(s.lines.Position(p).Line)
}

func (s source) isTest() bool { return strings.HasSuffix(s.name, "_test.go") }

func (s source) imports() map[string]token.Pos {
	found := map[string]token.Pos{}
	for _, i := range s.tree.Imports {
		name, _ := strconv.Unquote(i.Path.Value)
		found[name] = i.Pos()
	}
	return found
}

func sources(t *testing.T) []source {
	t.Helper()
	var all []source
	root := ".."
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && (name == "node_modules" || name == "testdata" || name != ".." && strings.HasPrefix(name, ".")) {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".go") {
			return nil
		}
		folder, err := filepath.Rel(root, filepath.Dir(file))
		if err != nil {
			return err
		}
		s := source{folder: filepath.ToSlash(folder), name: name, lines: token.NewFileSet()}
		s.tree, err = parser.ParseFile(s.lines, file, nil, parser.ParseComments)
		all = append(all, s)
		return err
	})
	require.NoError(t, err)
	require.NotEmpty(t, all)
	return all
}

func storeyOf(folder string) (string, bool) {
	for ; folder != "."; folder = path.Dir(folder) {
		if _, ok := storeys[folder]; ok {
			return folder, true
		}
	}
	return "", false
}

func under(name string, parents ...string) bool {
	for _, p := range parents {
		if name == p || strings.HasPrefix(name, p+"/") {
			return true
		}
	}
	return false
}

func TestImportsRunOneWay(t *testing.T) {
	for _, s := range sources(t) {
		storey, known := storeyOf(s.folder)
		if !known {
			assert.Equal(t, "internal", s.folder, "%s belongs to no storey of the house", s.folder)
			continue
		}
		for name, pos := range s.imports() {
			ours, isOurs := strings.CutPrefix(name, module)
			if !isOurs {
				continue
			}
			if s.isTest() {
				assert.False(t, under(ours, "api") && !under(s.folder, "api", "scripts"), "%s: nothing imports api, tests neither", s.at(pos))
				continue
			}
			assert.True(t, under(ours, storeys[storey]...), "%s: %s may not import %s", s.at(pos), storey, ours)
			assert.False(t, under(ours, "internal/store/storetest", "internal/store/mongotest", "internal/work/mailtest") && storey != "scripts", "%s: only tests and scripts import %s", s.at(pos), ours)
		}
	}
}

func TestCoreIsPure(t *testing.T) {
	for _, s := range sources(t) {
		// A command beside its rules, such as the one that trains triage, is
		// nothing that anybody can import, so it may read files.
		if !under(s.folder, "internal/core") || s.isTest() || s.tree.Name.Name == "main" {
			continue
		}
		for name, pos := range s.imports() {
			assert.NotContains(t, impure, name, "%s: core does no I/O", s.at(pos))
			if first, _, _ := strings.Cut(name, "/"); strings.Contains(first, ".") {
				assert.True(t, under(name, pureModules...), "%s: %s is not among the pure modules", s.at(pos), name)
			}
		}
		ast.Inspect(s.tree, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok {
				if pkg, ok := sel.X.(*ast.Ident); ok && pkg.Name == "time" && pkg.Obj == nil {
					assert.False(t, clockReadings[sel.Sel.Name], "%s: core reads no clock; take the time as a value", s.at(n.Pos()))
				}
			}
			return true
		})
	}
}

func TestEveryPackageSaysWhyItExists(t *testing.T) {
	said := map[string]bool{}
	for _, s := range sources(t) {
		generated := ast.IsGenerated(s.tree)
		said[s.folder] = said[s.folder] || s.tree.Doc != nil && !generated && strings.HasPrefix(s.tree.Doc.Text(), sentenceStart(s.tree.Name.Name))
	}
	for folder, ok := range said {
		assert.True(t, ok, "%s has no package comment that says why it exists (\"Package x …\")", folder)
	}
}

// sentenceStart is "Package x", and anything for commands, which say what they do.
func sentenceStart(name string) string {
	if name == "main" {
		return ""
	}
	return "Package " + strings.TrimSuffix(name, "_test")
}
