package acceptance

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"
)

// operation is one operation of the contract that the program serves.
type operation struct {
	id, method, path string
	open             bool // needs no token
	body             map[string]any
	query            url.Values // the least that it must be asked with
}

func (o operation) isCommand() bool {
	return o.method == http.MethodPost && strings.HasPrefix(o.path, "/complaints/{id}/")
}

// contractOf reads the operations from the served contract.
func contractOf(t *testing.T, c caller) (operations []operation, schemas map[string]any) {
	t.Helper()
	spec := c.get(t, "/openapi.json").is(http.StatusOK)
	schemas = spec.at("components.schemas").(map[string]any)
	for path, item := range spec.at("paths").(map[string]any) {
		for method, x := range item.(map[string]any) {
			of := x.(map[string]any)
			op := operation{id: of["operationId"].(string), method: strings.ToUpper(method), path: path, query: url.Values{}}
			if security, there := of["security"].([]any); there {
				op.open = len(security) == 0
			}
			if body, there := of["requestBody"].(map[string]any); there {
				if media, there := body["content"].(map[string]any)["application/json"].(map[string]any); there {
					op.body = media["schema"].(map[string]any)
				}
			}
			parameters, _ := of["parameters"].([]any)
			for _, x := range parameters {
				if p := x.(map[string]any); p["in"] == "query" && p["required"] == true {
					name := p["name"].(string)
					op.query.Set(name, fmt.Sprint(minimal(schemas, p["schema"].(map[string]any), name)))
				}
			}
			operations = append(operations, op)
		}
	}
	slices.SortFunc(operations, func(a, b operation) int { return strings.Compare(a.id, b.id) })
	return operations, schemas
}

// minimal makes the least that a schema takes; name is the field's.
func minimal(schemas, schema map[string]any, name string) any {
	if ref, ok := schema["$ref"].(string); ok {
		return minimal(schemas, schemas[ref[strings.LastIndex(ref, "/")+1:]].(map[string]any), name)
	}
	if schema["nullable"] == true {
		return nil
	}
	if enum, ok := schema["enum"].([]any); ok {
		return enum[0]
	}
	for _, of := range []string{"allOf", "oneOf"} {
		if list, ok := schema[of].([]any); ok {
			return minimal(schemas, list[0].(map[string]any), name)
		}
	}
	switch schema["type"] {
	case "object":
		properties, _ := schema["properties"].(map[string]any)
		out := map[string]any{}
		for _, field := range required(schema, properties) {
			out[field] = minimal(schemas, properties[field].(map[string]any), field)
		}
		return out
	case "array":
		if schema["minItems"] == nil {
			return []any{}
		}
		return []any{minimal(schemas, schema["items"].(map[string]any), name)}
	case "integer", "number":
		if schema["minimum"] == nil {
			return 0
		}
		return schema["minimum"]
	case "boolean":
		return true
	}
	switch schema["format"] {
	case "date":
		return "2026-01-05"
	case "date-time":
		return moment(name)
	}
	if name == "path" {
		return "/complaints"
	}
	if word := vocabulary[name]; word != "" {
		return word
	}
	return "engineering" // long enough for every text, and a department
}

// vocabulary are words that the contract leaves to the catalogue.
var vocabulary = map[string]string{"category": "cleaning", "awaiting": "parts", "entry": "key", "outcome": "done", "party": "contractor", "standard": "wall_finish"}

// required are the fields that must be there: one at least where the contract
// wants one.
func required(schema, properties map[string]any) []string {
	var fields []string
	list, _ := schema["required"].([]any)
	for _, f := range list {
		fields = append(fields, f.(string))
	}
	if len(fields) == 0 && schema["minProperties"] != nil {
		for f := range properties {
			fields = append(fields, f)
		}
		slices.Sort(fields)
		if slices.Contains(fields, "name") {
			return []string{"name"}
		}
		return fields[:1]
	}
	return fields
}

// moment lies in the future, but for what has happened.
func moment(field string) string {
	switch field {
	case "at", "paidAt", "receivedAt", "signedAt":
		return in(-time.Minute)
	case "to", "until":
		return in(2 * time.Hour)
	}
	return in(time.Hour)
}
