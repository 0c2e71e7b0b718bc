package rest

import (
	"net/url"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gofiber/fiber/v2"

	"anju/api/contract"
)

// operation is what the edge needs to know of one operation of the contract.
type operation struct {
	id       string
	method   string
	path     string // of the contract: /owners/{id}
	route    string // of the router: /api/v1/owners/:id
	segments []string
	open     bool // needs no token
	stream   bool // has no bound in time
	export   bool // a whole list as a file: has a bound of its own
	upload   bool // the body is multipart and read by its handler
	body     *openapi3.Schema
	needBody bool
	params   openapi3.Parameters // of query and header
}

// operations is the table of all, built once from the contract that the program carries.
type operations struct {
	all  []*operation
	spec []byte // the contract as JSON
}

func readOperations() (*operations, error) {
	doc, err := contract.GetSpec()
	if err != nil {
		return nil, err
	}
	spec, err := contract.GetSpecJSON()
	if err != nil {
		return nil, err
	}
	ops := &operations{spec: spec}
	for path, item := range doc.Paths.Map() {
		for method, of := range item.Operations() {
			ops.all = append(ops.all, newOperation(method, path, of))
		}
	}
	// Fixed paths before those with a parameter, so that the first match is the right one.
	slices.SortFunc(ops.all, func(a, b *operation) int {
		if c := strings.Compare(a.route, b.route); c != 0 {
			return -c // ':' sorts before letters
		}
		return strings.Compare(a.method, b.method)
	})
	return ops, nil
}

func newOperation(method, path string, of *openapi3.Operation) *operation {
	op := &operation{
		id: of.OperationID, method: method, path: path,
		route:    basePath + strings.NewReplacer("{", ":", "}", "").Replace(path),
		segments: strings.Split(strings.Trim(path, "/"), "/"),
		open:     of.Security != nil && len(*of.Security) == 0,
	}
	for _, p := range of.Parameters {
		if p.Value.In == openapi3.ParameterInQuery || p.Value.In == openapi3.ParameterInHeader {
			op.params = append(op.params, p)
		}
	}
	if of.RequestBody != nil {
		body := of.RequestBody.Value
		op.needBody = body.Required
		if media := body.Content["application/json"]; media != nil {
			op.body = media.Schema.Value
		}
		op.upload = body.Content["multipart/form-data"] != nil
	}
	ok := of.Responses.Status(200)
	op.export = method == fiber.MethodGet && ok != nil && ok.Value.Content[xlsxType] != nil
	op.stream = op.upload || ok != nil && ok.Value.Content["text/event-stream"] != nil
	return op
}

// named is the operation of that id; every id that is asked for is in the contract.
func (o *operations) named(id string) *operation {
	return o.all[slices.IndexFunc(o.all, func(op *operation) bool { return op.id == id })]
}

// at finds the operations of a path below the base path, whatever their method.
func (o *operations) at(path string) []*operation {
	parts := strings.Split(strings.Trim(path, "/"), "/")
	var found []*operation
	for _, op := range o.all {
		if len(op.segments) == len(parts) && op.fits(parts) && (len(found) == 0 || found[0].path == op.path) {
			found = append(found, op)
		}
	}
	return found
}

func (o *operation) fits(parts []string) bool {
	for i, want := range o.segments {
		if strings.HasPrefix(want, "{") {
			if part, err := url.PathUnescape(parts[i]); err != nil || part == "" {
				return false
			}
			continue
		}
		if want != parts[i] {
			return false
		}
	}
	return true
}
